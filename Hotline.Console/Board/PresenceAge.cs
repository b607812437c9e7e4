using Hotline.Contracts;

namespace Hotline.Console.Board;

/// <summary>How long a worker may be in a state before the board shows it red. Nobody is ranked by it.</summary>
public static class PresenceAge
{
    /// <returns>Seconds; null = any length is fine.</returns>
    public static int? Threshold(Presence presence, BreakReason? reason) => presence switch
    {
        Presence.WrapUp => 10 * 60,
        Presence.Engaged => 60 * 60,
        Presence.NotResponding => 60,
        Presence.ConsoleLost => 12,
        Presence.Break => reason switch
        {
            BreakReason.Break => 15 * 60,
            BreakReason.Meal => 45 * 60,
            // Five protected minutes are the right; more is asked about by a person, not by a colour.
            BreakReason.Debrief => null,
            _ => 60 * 60,
        },
        _ => null,
    };
}
