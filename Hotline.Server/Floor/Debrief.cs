namespace Hotline.Server.Floor;

/// <summary>Protected minutes after something heavy: nobody else ends them, nothing is assigned into them. They begin when nothing is held any more, and end by the worker's word alone.</summary>
public static class Debrief
{
    /// <summary>From the choice until the protection is over. A lost console changes nothing of it.</summary>
    public static bool IsProtected(Worker worker, DateTimeOffset now, FloorRules rules) =>
        IsChosen(worker) && (!HasBegun(worker) || now < BeganAt(worker) + rules.DebriefFor);

    /// <summary>When the protection of a debrief that has begun ends; null when there is none, or it has not begun.</summary>
    public static DateTimeOffset? ProtectedUntil(Worker worker, FloorRules rules) =>
        IsChosen(worker) && HasBegun(worker) ? BeganAt(worker) + rules.DebriefFor : null;

    private static bool IsChosen(Worker worker) =>
        worker.BreakReason == BreakReason.Debrief && (worker.Presence == PresenceKind.ConsoleLost ? worker.Resume : worker.Presence) == PresenceKind.Break;

    private static bool HasBegun(Worker worker) => worker.Holdings.All(holding => holding.Kind == HoldingKind.Reserved);

    // Chosen while something was held, it begins when the worker came free.
    private static DateTimeOffset BeganAt(Worker worker) => worker.IdleSince > worker.PresenceSince ? worker.IdleSince : worker.PresenceSince;
}
