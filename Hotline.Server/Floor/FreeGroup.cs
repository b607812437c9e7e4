using System.Collections.Immutable;

namespace Hotline.Server.Floor;

/// <summary>What free workers have in common: what they can do, and what they hold beside it. Lists are canonical: sorted, joined by commas.</summary>
/// <param name="Chats">Chats held; a worker with anything exclusive is not free.</param>
public readonly record struct Ability(string Languages, string Skills, string Channels, int Level, bool Supervisor, int Chats, int Smses)
{
    public static Ability Of(Worker worker)
    {
        var profile = worker.Profile;
        var smses = worker.Holdings.Count(holding => holding.Channel == Channel.Sms);
        return new Ability(
            string.Join(',', profile.Languages.Select(language => $"{language}:{profile.LevelIn(language)}").Order(StringComparer.Ordinal)),
            string.Join(',', profile.Skills.Select(skill => $"{skill.Key}:{skill.Value}").Order(StringComparer.Ordinal)),
            string.Join(',', profile.Channels.Order()), profile.Level, profile.Supervisor, worker.Holdings.Length - smses, smses);
    }
}

/// <summary>A free worker's place: among equals the least exposed this shift, or the longest idle, comes first.</summary>
public readonly record struct FreeKey(int HighRisk, long IdleSinceMs, WorkerId Worker)
{
    public static FreeKey Of(Worker worker) => new(worker.HighRiskThisShift, worker.IdleSince.ToUnixTimeMilliseconds(), worker.Id);

    public static readonly IComparer<FreeKey> ByIdle = Comparer<FreeKey>.Create((a, b) =>
        a.IdleSinceMs != b.IdleSinceMs ? a.IdleSinceMs.CompareTo(b.IdleSinceMs) : string.CompareOrdinal(a.Worker.Value, b.Worker.Value));

    public static readonly IComparer<FreeKey> ByExposure = Comparer<FreeKey>.Create((a, b) => a.HighRisk != b.HighRisk ? a.HighRisk.CompareTo(b.HighRisk) : ByIdle.Compare(a, b));
}

/// <summary>Free workers of one ability, in both orders.</summary>
/// <param name="Profile">Of any of them: they are equal in all that counts.</param>
public sealed record FreeGroup(WorkerProfile Profile, ImmutableSortedSet<FreeKey> ByIdle, ImmutableSortedSet<FreeKey> ByExposure)
{
    public static ImmutableDictionary<Ability, FreeGroup> Of(IEnumerable<Worker> workers) =>
        workers.Aggregate(ImmutableDictionary<Ability, FreeGroup>.Empty, (free, worker) => Move(free, null, worker));

    /// <summary>The index after a worker's value changed; null: was not there, or is there no more.</summary>
    public static ImmutableDictionary<Ability, FreeGroup> Move(ImmutableDictionary<Ability, FreeGroup> free, Worker? before, Worker? after)
    {
        if (before is not null && IsFree(before)) free = Remove(free, before);
        return after is not null && IsFree(after) ? Add(free, after) : free;
    }

    private static bool IsFree(Worker worker)
    {
        if (worker.Presence != PresenceKind.Available) return false;
        foreach (var holding in worker.Holdings)
            if (!Capacity.IsText(holding.Channel)) return false;
        return true;
    }

    private static ImmutableDictionary<Ability, FreeGroup> Add(ImmutableDictionary<Ability, FreeGroup> free, Worker worker)
    {
        var (ability, key) = (Ability.Of(worker), FreeKey.Of(worker));
        return free.SetItem(ability, free.TryGetValue(ability, out var group)
            ? group with { ByIdle = group.ByIdle.Add(key), ByExposure = group.ByExposure.Add(key) }
            : new FreeGroup(worker.Profile, ImmutableSortedSet.Create(FreeKey.ByIdle, key), ImmutableSortedSet.Create(FreeKey.ByExposure, key)));
    }

    private static ImmutableDictionary<Ability, FreeGroup> Remove(ImmutableDictionary<Ability, FreeGroup> free, Worker worker)
    {
        var (ability, key) = (Ability.Of(worker), FreeKey.Of(worker));
        var group = free[ability];
        return group.ByIdle.Count == 1
            ? free.Remove(ability)
            : free.SetItem(ability, group with { ByIdle = group.ByIdle.Remove(key), ByExposure = group.ByExposure.Remove(key) });
    }
}
