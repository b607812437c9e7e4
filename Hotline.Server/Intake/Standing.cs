using System.Collections.Immutable;
using Hotline.Server.Floor;
using Hotline.Server.Lines;

namespace Hotline.Server.Intake;

/// <summary>What a channel is told of a contact.</summary>
internal static class Standing
{
    public static Wire.ContactReceipt Receipt(Contact contact, FloorState floor, Line line, DateTimeOffset now, string durability, IReadOnlyList<Wire.IntakeWarning> warnings) => new(
        contact.Id.Value, PhaseOf(contact.State), BandOf(contact.Grade.Band), PlaceOf(contact, floor, line.Rules), IsUnstaffed(contact, floor, line.Rules), durability,
        line.EmergencyNumbers, line.OverflowLine, warnings, ExpectedOf(contact, floor, line.Rules, now));

    public static Wire.ContactPlace Place(Contact contact, FloorState floor, Line line, DateTimeOffset now) => new(
        contact.Id.Value, PhaseOf(contact.State), BandOf(contact.Grade.Band), PlaceOf(contact, floor, line.Rules), contact.ArrivedAt, contact.AnsweredAt, EndedAt(contact.State),
        OutcomeOf(contact.State), HolderOf(contact)?.Value, contact.LastFence == Fence.None ? null : contact.LastFence.ToString(),
        IsUnstaffed(contact, floor, line.Rules), line.EmergencyNumbers, line.OverflowLine, ExpectedOf(contact, floor, line.Rules, now));

    public static Wire.Phase PhaseOf(ContactState state) => state switch
    {
        ContactState.Waiting => Wire.Phase.Waiting,
        ContactState.Offered => Wire.Phase.Offered,
        ContactState.Engaged => Wire.Phase.Engaged,
        ContactState.WrapUp => Wire.Phase.WrapUp,
        ContactState.Closed => Wire.Phase.Closed,
        ContactState.Abandoned => Wire.Phase.Abandoned,
        _ => throw new System.Diagnostics.UnreachableException(state.GetType().Name),
    };

    public static Wire.Band BandOf(Band band) => band switch
    {
        Band.Low => Wire.Band.Low,
        Band.Moderate => Wire.Band.Moderate,
        Band.High => Wire.Band.High,
        Band.Imminent => Wire.Band.Imminent,
        _ => throw new System.Diagnostics.UnreachableException(band.ToString()),
    };

    /// <summary>1 = next of the whole line; null when it does not wait, or the floor has not got it.</summary>
    public static int? PlaceOf(Contact contact, FloorState floor, FloorRules rules)
    {
        if (floor.Contact(contact.Id) is not { State: ContactState.Waiting } waiting) return null;
        var key = new QueueKey(Rank.Of(waiting, rules).Value, waiting.Id);
        return 1 + floor.Waiting.Values.Sum(queue => Before(queue, key));
    }

    /// <summary>Nobody on duty could ever be asked, busy or not. Of what no longer waits, never.</summary>
    public static bool IsUnstaffed(Contact contact, FloorState floor, FloorRules rules) =>
        contact.IsUnanswered
        && !floor.Workers.Values.Any(worker => worker.IsOnDuty && (worker.Profile.Supervisor || !rules.Diverted) && Capacity.MustHaves(worker, contact, rules));

    /// <summary>What is left of the wait that was told when it came; null once it has waited longer, and where nothing honest can be said.</summary>
    public static Wire.ExpectedWaitView? ExpectedOf(Contact contact, FloorState floor, FloorRules rules, DateTimeOffset now)
    {
        if (contact.ExpectedRange is not { } told || contact.AnsweredAt is not null || !contact.IsUnanswered) return null;
        // Raised since: whoever is in danger now is first, and is told no number.
        if (contact.Grade.Band == Band.Imminent || IsUnstaffed(contact, floor, rules)) return null;
        var waited = (int)(now - contact.ArrivedAt).TotalSeconds;
        return waited < told.Until ? new Wire.ExpectedWaitView(Math.Max(0, told.From - waited), told.Until - waited) : null;
    }

    private static int Before(ImmutableSortedSet<QueueKey> queue, QueueKey key)
    {
        var index = queue.IndexOf(key);
        return index < 0 ? ~index : index;
    }

    private static WorkerId? HolderOf(Contact contact) => contact.State is ContactState.Closed closed ? closed.Worker : contact.Holder;

    private static DateTimeOffset? EndedAt(ContactState state) => state switch
    {
        ContactState.WrapUp wrapUp => wrapUp.Since,
        ContactState.Closed closed => closed.At,
        ContactState.Abandoned abandoned => abandoned.At,
        _ => null,
    };

    private static string? OutcomeOf(ContactState state) => state switch
    {
        ContactState.WrapUp wrapUp => wrapUp.Outcome.ToString(),
        ContactState.Closed closed => closed.Outcome.ToString(),
        ContactState.Abandoned abandoned => abandoned.Reason,
        _ => null,
    };
}
