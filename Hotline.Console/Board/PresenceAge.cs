using Hotline.Contracts;

namespace Hotline.Console.Board;

/// <summary>How long a worker may be in a state before the board shows it red. Nobody is ranked by it.</summary>
public static class PresenceAge
{
    /// <param name="thresholds">The line's; the same that alarm.</param>
    /// <returns>Seconds; null = any length is fine.</returns>
    public static int? Threshold(Presence presence, BreakReason? reason, ThresholdsView? thresholds) => presence switch
    {
        Presence.Engaged => 60 * 60,
        Presence.ConsoleLost => 12,
        _ => thresholds?.LongestMinutes(presence, reason) * 60,
    };
}
