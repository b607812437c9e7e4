using Hotline.Contracts;

namespace Hotline.Console.Admin;

public sealed class SkillDraft
{
    public string Skill { get; set; } = "";
    public int Level { get; set; } = 1;
}

/// <summary>A language, and how well it is spoken; 0 = not set, which counts as a mother tongue.</summary>
public sealed class LanguageDraft
{
    public string Language { get; set; } = "";
    public int Level { get; set; }
}

/// <summary>An account while it is edited.</summary>
public sealed class WorkerDraft
{
    /// <summary>Null while new.</summary>
    public string? Id { get; init; }

    public string UserName { get; set; } = "";
    public string Name { get; set; } = "";
    public HashSet<string> Roles { get; init; } = [];
    public string Line { get; set; } = "";

    /// <summary>Id of the partner whose hand-overs the account sees; for the role partner.</summary>
    public string Partner { get; set; } = "";
    public List<LanguageDraft> Languages { get; init; } = [];
    public List<SkillDraft> Skills { get; init; } = [];

    /// <summary>1 (in training) to 5.</summary>
    public int Level { get; set; } = 2;
    public HashSet<Channel> Channels { get; init; } = [];
    public bool Enabled { get; set; } = true;

    public static WorkerDraft Fresh(string line) => new()
    {
        Line = line, Roles = [Contracts.Roles.Operator], Channels = [Channel.Voice, Channel.Chat, Channel.Sms], Languages = [new LanguageDraft { Language = "en" }],
    };

    public static WorkerDraft Of(WorkerAccountView worker) => new()
    {
        Id = worker.Id,
        UserName = worker.UserName,
        Name = worker.Name,
        Roles = [.. worker.Roles],
        Line = worker.Line ?? "",
        Partner = worker.Partner ?? "",
        Languages =
        [
            .. worker.Languages.Select(language => new LanguageDraft
            {
                Language = language, Level = worker.LanguageLevels?.FirstOrDefault(level => level.Skill == language)?.Level ?? 0,
            }),
        ],
        Level = worker.Level,
        Skills = [.. worker.Skills.Select(skill => new SkillDraft { Skill = skill.Skill, Level = skill.Level })],
        Channels = [.. worker.Channels],
        Enabled = worker.Enabled,
    };

    public bool IsPartner => Roles.Contains(Contracts.Roles.Partner);

    /// <summary>A partner's account is nothing else; whoever answers is no partner.</summary>
    public void Become(string role, bool on)
    {
        if (on && role == Contracts.Roles.Partner)
            Roles.Clear();
        else if (on)
            Roles.Remove(Contracts.Roles.Partner);
        if (on)
            Roles.Add(role);
        else
            Roles.Remove(role);
    }

    public SaveWorkerRequest Request() => IsPartner
        ? new(UserName.Trim(), Name.Trim(), [Contracts.Roles.Partner], Line, [], [], [], Enabled, Partner: Partner)
        : Worker();

    private SaveWorkerRequest Worker() => new(
        UserName.Trim(), Name.Trim(), [.. Roles.Order(StringComparer.Ordinal)], Line.Length == 0 ? null : Line, [.. Spoken.Select(language => language.Language.Trim())],
        [.. Skills.Where(skill => !string.IsNullOrWhiteSpace(skill.Skill)).Select(skill => new SkillLevel(skill.Skill.Trim(), skill.Level))],
        [.. Channels.Order()], Enabled, Level, [.. Spoken.Where(language => language.Level > 0).Select(language => new SkillLevel(language.Language.Trim(), language.Level))]);

    private IEnumerable<LanguageDraft> Spoken => Languages.Where(language => !string.IsNullOrWhiteSpace(language.Language));

    /// <summary>Key of the first thing that cannot stay so; null when it can be saved.</summary>
    public string? Fault() =>
        string.IsNullOrWhiteSpace(UserName) ? "workers.fault.user"
        : string.IsNullOrWhiteSpace(Name) ? "workers.fault.name"
        : Roles.Count == 0 ? "workers.fault.roles"
        : IsPartner && (Line.Length == 0 || Partner.Length == 0) ? "workers.fault.partner"
        : Line.Length == 0 && (Roles.Contains(Contracts.Roles.Operator) || Roles.Contains(Contracts.Roles.Supervisor)) ? "workers.fault.line"
        : Spoken.Select(language => language.Language.Trim()).Distinct(StringComparer.Ordinal).Count() < Spoken.Count()
            || (!Spoken.Any() && (Roles.Contains(Contracts.Roles.Operator) || Roles.Contains(Contracts.Roles.Supervisor))) ? "workers.fault.languages"
        : Roles.Contains(Contracts.Roles.Operator) && Channels.Count == 0 ? "workers.fault.channels"
        : null;
}
