using Hotline.Contracts;

namespace Hotline.Console.Board;

/// <summary>
/// What is left of the wait of one who waits: what the next of the band would be told, less what this one has waited already.
/// Rough, outwards to steps, so that it is written anew seldom; nothing from it on is a promise.
/// </summary>
/// <param name="Until">Zero: longer than expected already.</param>
public readonly record struct ExpectedLeft(TimeSpan From, TimeSpan Until)
{
    public bool IsOver => Until == TimeSpan.Zero;

    /// <summary>Null where nothing honest can be said: of the imminent, who are first in any case; of whom somebody is asked or was handed; of whom nobody on duty can take; and with nothing to go by.</summary>
    public static ExpectedLeft? Of(QueueRow row, BandForecast? forecast, DateTimeOffset now)
    {
        if (row is not { Phase: Phase.Waiting, InInbox: false, Handed: null } || IsStranded(row.Stuck) || forecast?.Range is not { } range) return null;
        var waited = (now - row.ArrivedAt).TotalSeconds;
        var (from, until) = (Math.Max(0, range.FromSeconds - waited), range.UntilSeconds - waited);
        if (until <= 0) return default(ExpectedLeft);
        var step = until < 60 ? 5 : until < 600 ? 30 : 60;
        return new ExpectedLeft(TimeSpan.FromSeconds(Math.Floor(from / step) * step), TimeSpan.FromSeconds(Math.Ceiling(until / step) * step));
    }

    /// <summary>It waits for what nobody on duty has; what it waits for otherwise comes by itself.</summary>
    private static bool IsStranded(string? stuck) =>
        stuck is not (null or "all_busy" or "preferred" or "reserve") && !stuck.StartsWith("wish:", StringComparison.Ordinal);
}
