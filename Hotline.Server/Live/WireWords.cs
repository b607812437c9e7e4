using Hotline.Server.Floor;

namespace Hotline.Server.Live;

/// <summary>The floor's words on the wire. Same names on both sides; a test holds them together.</summary>
internal static class WireWords
{
    public static Wire.Band Wired(this Band band) => (Wire.Band)band;
    public static Wire.Channel Wired(this Channel channel) => (Wire.Channel)channel;
    public static Wire.BreakReason? Wired(this BreakReason? reason) => (Wire.BreakReason?)reason;

    public static Wire.Presence Wired(this PresenceKind presence) => presence switch
    {
        PresenceKind.OffDuty => Wire.Presence.OffDuty,
        PresenceKind.Available => Wire.Presence.Available,
        PresenceKind.Break => Wire.Presence.Break,
        PresenceKind.NotResponding => Wire.Presence.NotResponding,
        _ => Wire.Presence.ConsoleLost,
    };

    public static Wire.Phase Phase(this Contact contact) => contact.State switch
    {
        ContactState.Waiting => Wire.Phase.Waiting,
        ContactState.Offered => Wire.Phase.Offered,
        ContactState.Engaged => Wire.Phase.Engaged,
        ContactState.WrapUp => Wire.Phase.WrapUp,
        ContactState.Closed => Wire.Phase.Closed,
        _ => Wire.Phase.Abandoned,
    };

    /// <summary>As shown: what is held wins over what was chosen, what was detected over both.</summary>
    public static Wire.Presence Shown(this Worker worker) => worker.Presence switch
    {
        PresenceKind.ConsoleLost => Wire.Presence.ConsoleLost,
        PresenceKind.NotResponding => Wire.Presence.NotResponding,
        _ when worker.Holdings.Any(holding => holding.Kind is HoldingKind.Engaged or HoldingKind.Beside) => Wire.Presence.Engaged,
        _ when worker.Holdings.Any(holding => holding.Kind == HoldingKind.WrapUp) => Wire.Presence.WrapUp,
        var chosen => chosen.Wired(),
    };

    /// <summary>Since when the worker is what is shown.</summary>
    public static DateTimeOffset ShownSince(this Worker worker, FloorState state) => worker.Shown() switch
    {
        // Chosen while something was held, a break begins when the worker came free.
        Wire.Presence.Available or Wire.Presence.Break or Wire.Presence.OffDuty => worker.IdleSince > worker.PresenceSince ? worker.IdleSince : worker.PresenceSince,
        Wire.Presence.Engaged or Wire.Presence.WrapUp => worker.Holdings.Select(holding => state.Contact(holding.Contact)?.State switch
        {
            ContactState.Engaged when state.Contact(holding.Contact)?.ParticipantOf(worker.Id) is { } beside => beside.Since,
            ContactState.Engaged engaged when engaged.Worker == worker.Id => engaged.Since,
            ContactState.WrapUp wrapUp => wrapUp.Since,
            _ => worker.PresenceSince,
        }).Max(),
        _ => worker.PresenceSince,
    };

    public static IReadOnlyList<Wire.ReasonView> Reasons(this Contact contact) =>
        [.. contact.Grade.Reasons.Select(reason => new Wire.ReasonView(reason.Code, reason.Points, reason.Value))];
}
