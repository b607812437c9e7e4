using System.Collections.Immutable;
using System.Globalization;
using Hotline.Server.Floor;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Identity;

/// <summary>An account's texts (comma-separated) as the floor and the wire need them.</summary>
public static class AccountReading
{
    public static WorkerId Id(Account row) => new(row.Id.ToString("N"));

    public static WorkerProfile Profile(Account row, bool supervisor) => new(
        [.. Split(row.Languages).Select(LanguageOf)],
        Skills(row).ToImmutableDictionary(skill => skill.Skill, skill => skill.Level, StringComparer.Ordinal),
        [.. Split(row.Channels).Select(Enum.Parse<Channel>)],
        supervisor)
    {
        Level = row.Level,
        LanguageLevels = LanguageLevels(row).ToImmutableDictionary(level => level.Skill, level => level.Level, StringComparer.Ordinal),
    };

    private static string LanguageOf(string text) => text.Split(':')[0];

    private static IEnumerable<Wire.SkillLevel> LanguageLevels(Account row) => Split(row.Languages).Where(text => text.Contains(':', StringComparison.Ordinal)).Select(Level);

    private static Wire.SkillLevel Level(string text)
    {
        var colon = text.LastIndexOf(':');
        return new Wire.SkillLevel(text[..colon], int.Parse(text.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    }

    public static IEnumerable<Wire.SkillLevel> Skills(Account row) => Split(row.Skills).Select(Level);

    public static Wire.WorkerAccountView View(Account row, IEnumerable<string> roles) => new(
        Id(row).Value, row.UserName ?? "", row.DisplayName, [.. roles.Order(StringComparer.Ordinal)], row.Line, [.. Split(row.Languages).Select(LanguageOf)],
        [.. Skills(row)], [.. Split(row.Channels).Select(Enum.Parse<Wire.Channel>)], row.Enabled, row.PasswordHash is null, row.Level, [.. LanguageLevels(row)], row.PartnerId);

    /// <summary>Takes over what was checked; the user name is set through Identity, which also normalises it.</summary>
    public static void Write(Account row, Wire.SaveWorkerRequest request)
    {
        row.DisplayName = request.Name.Trim();
        row.Line = string.IsNullOrEmpty(request.Line) ? null : request.Line;
        row.PartnerId = string.IsNullOrEmpty(request.Partner) ? null : request.Partner;
        var levels = (request.LanguageLevels ?? []).ToDictionary(level => level.Skill, level => level.Level, StringComparer.Ordinal);
        row.Languages = string.Join(',', (request.Languages ?? []).Select(language =>
            levels.TryGetValue(language, out var level) ? string.Create(CultureInfo.InvariantCulture, $"{language}:{level}") : language));
        row.Level = request.Level ?? row.Level;
        row.Skills = string.Join(',', (request.Skills ?? []).OrderBy(skill => skill.Skill, StringComparer.Ordinal)
            .Select(skill => string.Create(CultureInfo.InvariantCulture, $"{skill.Skill}:{skill.Level}")));
        row.Channels = string.Join(',', (request.Channels ?? []).Order());
        row.Enabled = request.Enabled;
    }

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
