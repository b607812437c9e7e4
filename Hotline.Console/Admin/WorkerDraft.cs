using Hotline.Contracts;

namespace Hotline.Console.Admin;

public sealed class SkillDraft
{
    public string Skill { get; set; } = "";
    public int Level { get; set; } = 1;
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
    public string Languages { get; set; } = "en";
    public List<SkillDraft> Skills { get; init; } = [];
    public HashSet<Channel> Channels { get; init; } = [];
    public bool Enabled { get; set; } = true;

    public static WorkerDraft Fresh(string line) => new() { Line = line, Roles = [Contracts.Roles.Operator], Channels = [Channel.Voice, Channel.Chat, Channel.Sms] };

    public static WorkerDraft Of(WorkerAccountView worker) => new()
    {
        Id = worker.Id,
        UserName = worker.UserName,
        Name = worker.Name,
        Roles = [.. worker.Roles],
        Line = worker.Line ?? "",
        Languages = Lists.Join(worker.Languages),
        Skills = [.. worker.Skills.Select(skill => new SkillDraft { Skill = skill.Skill, Level = skill.Level })],
        Channels = [.. worker.Channels],
        Enabled = worker.Enabled,
    };

    public SaveWorkerRequest Request() => new(
        UserName.Trim(), Name.Trim(), [.. Roles.Order(StringComparer.Ordinal)], Line.Length == 0 ? null : Line, Lists.Split(Languages),
        [.. Skills.Where(skill => !string.IsNullOrWhiteSpace(skill.Skill)).Select(skill => new SkillLevel(skill.Skill.Trim(), skill.Level))],
        [.. Channels.Order()], Enabled);

    /// <summary>Key of the first thing that cannot stay so; null when it can be saved.</summary>
    public string? Fault() =>
        string.IsNullOrWhiteSpace(UserName) ? "workers.fault.user"
        : string.IsNullOrWhiteSpace(Name) ? "workers.fault.name"
        : Roles.Count == 0 ? "workers.fault.roles"
        : Line.Length == 0 && (Roles.Contains(Contracts.Roles.Operator) || Roles.Contains(Contracts.Roles.Supervisor)) ? "workers.fault.line"
        : Roles.Contains(Contracts.Roles.Operator) && Channels.Count == 0 ? "workers.fault.channels"
        : null;
}
