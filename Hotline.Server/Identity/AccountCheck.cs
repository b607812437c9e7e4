using System.Text.RegularExpressions;
using Hotline.Server.Lines;

namespace Hotline.Server.Identity;

/// <summary>What is wrong with an account to be saved. One that passes can be read by <see cref="AccountReading"/> without a failure.</summary>
public static partial class AccountCheck
{
    public const int HighestLevel = 5;

    private static readonly string[] AllRoles = [Wire.Roles.Operator, Wire.Roles.Supervisor, Wire.Roles.Partner, Wire.Roles.Administrator];

    /// <summary>Member → sentences; empty when all is well.</summary>
    public static IReadOnlyDictionary<string, string[]> Find(Wire.SaveWorkerRequest request, ILineDirectory lines)
    {
        var found = new Findings();
        FindInNames(found, request.UserName, request.Name);
        var roles = request.Roles ?? [];
        found.Unless(roles.Count > 0 && roles.All(AllRoles.Contains) && roles.Distinct(StringComparer.Ordinal).Count() == roles.Count,
            "roles", "One or more of operator, supervisor, partner, administrator, each once.");
        var answers = roles.Contains(Wire.Roles.Operator) || roles.Contains(Wire.Roles.Supervisor);
        found.Unless(string.IsNullOrEmpty(request.Line) ? !answers : lines.Find(new Floor.LineId(request.Line)) is not null,
            "line", "An existing line; operators and supervisors need one.");
        FindInPartner(found, request, roles.Contains(Wire.Roles.Partner));
        FindInSkills(found, request.Skills ?? []);
        FindInAbilities(found, request, answers);
        return found.ByMember();
    }

    public static IReadOnlyDictionary<string, string[]> FindInNames(string? userName, string? name)
    {
        var found = new Findings();
        FindInNames(found, userName, name);
        return found.ByMember();
    }

    private static void FindInNames(Findings found, string? userName, string? name)
    {
        found.Unless(UserName().IsMatch(userName ?? ""), "userName", "2 to 64 letters, digits and . _ @ + -");
        found.Unless(Findings.IsName(name), "name", "1 to 100 characters.");
    }

    // What partners may see and what the floor may see do not mix: one account is of one of the two.
    private static void FindInPartner(Findings found, Wire.SaveWorkerRequest request, bool isPartner)
    {
        found.Unless(!isPartner || (request.Roles ?? []).Count == 1, "roles", "An account of a partner has no other role.");
        found.Unless(!isPartner || !string.IsNullOrEmpty(request.Line), "line", "An existing line: the one whose partner it is.");
        found.Unless(isPartner != string.IsNullOrEmpty(request.Partner), "partner", "A partner of the line for the role partner, and for no other.");
    }

    private static void FindInSkills(Findings found, IReadOnlyList<Wire.SkillLevel> skills)
    {
        found.Unless(skills.Count <= 50 && skills.Select(skill => skill?.Skill).Distinct(StringComparer.Ordinal).Count() == skills.Count, "skills", "Each skill once, at most 50.");
        for (var i = 0; i < skills.Count; i++)
        {
            if (found.IsMissing(skills[i], $"skills[{i}]")) continue;
            found.Unless(Skill().IsMatch(skills[i].Skill ?? ""), $"skills[{i}].skill", "2 to 32 lower-case letters, digits, dashes and underscores, beginning with a letter.");
            found.Unless(skills[i].Level is >= 1 and <= HighestLevel, $"skills[{i}].level", $"1 to {HighestLevel}.");
        }
    }

    private static void FindInAbilities(Findings found, Wire.SaveWorkerRequest request, bool answers)
    {
        var languages = request.Languages ?? [];
        var channels = request.Channels ?? [];
        found.Unless(languages.All(LineCheck.IsLanguage) && languages.Distinct(StringComparer.Ordinal).Count() == languages.Count, "languages", "Language tags such as en or zh, each once.");
        var levels = request.LanguageLevels ?? [];
        found.Unless(levels.All(level => level is not null && level.Level is >= 1 and <= HighestLevel && languages.Contains(level.Skill)) && levels.Select(level => level?.Skill).Distinct(StringComparer.Ordinal).Count() == levels.Count,
            "languageLevels", $"1 to {HighestLevel} for languages of the account, each once.");
        found.Unless(request.Level is null or (>= 1 and <= HighestLevel), "level", $"1 to {HighestLevel}.");
        found.Unless(!answers || languages.Count > 0, "languages", "Operators and supervisors need at least one.");
        found.Unless(channels.All(Enum.IsDefined) && channels.Distinct().Count() == channels.Count, "channels", "Channels, each once.");
        found.Unless(!answers || channels.Count > 0, "channels", "Operators and supervisors need at least one.");
    }

    [GeneratedRegex(@"^[A-Za-z0-9._@+-]{2,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex UserName();

    [GeneratedRegex(@"^[a-z][a-z0-9_-]{1,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Skill();
}
