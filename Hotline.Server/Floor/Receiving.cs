namespace Hotline.Server.Floor;

/// <summary>Who may be asked to take a contact over from its holder, or to help with it. Pure.</summary>
public static class Receiving
{
    /// <summary>Why this worker cannot be asked by name now; null when they can. A supervisor is asked whatever they are doing, but for a debrief.</summary>
    public static Refusal? WhyNot(Contact contact, TransferKind kind, Worker worker, FloorRules rules)
    {
        if (contact.Holder == worker.Id || worker.Find(contact.Id) is not null) return Refusal.AskedAlready;
        var debriefs = worker is { Presence: PresenceKind.Break, BreakReason: BreakReason.Debrief };
        var reachable = worker.Presence == PresenceKind.Available || (worker.Profile.Supervisor && worker.Presence != PresenceKind.ConsoleLost && !debriefs);
        if (!reachable) return Refusal.WorkerNotAvailable;
        if (!CanTake(contact, kind, worker, rules)) return Refusal.LacksNeeds;
        return Capacity.Fits(worker, contact.Channel, rules) ? null : Refusal.NoCapacity;
    }

    /// <summary>Free for a transfer to a skill, and not asked in this attempt yet.</summary>
    public static bool IsNext(Contact contact, Transfer transfer, SkillNeed need, Worker worker, FloorRules rules, DateTimeOffset now) =>
        worker.Id != transfer.By
        && !transfer.Tried.Contains(worker.Id)
        && worker.Presence == PresenceKind.Available
        && (worker.QuietUntil is null || worker.QuietUntil <= now)
        && Capacity.Has(worker.Profile, need)
        && WhyNot(contact, transfer.Kind, worker, rules) is null;

    /// <summary>Must-haves never relax for who is to hold the contact; who helps its holder needs the channel and the language only.</summary>
    private static bool CanTake(Contact contact, TransferKind kind, Worker worker, FloorRules rules) => kind == TransferKind.Consult
        ? worker.Profile.Channels.Contains(contact.Channel) && worker.Profile.Languages.Contains(contact.Language) && !contact.NotWorkers.Contains(worker.Id)
        : Capacity.MustHaves(worker, contact, rules);
}
