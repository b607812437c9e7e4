using Hotline.Server.Floor;
using Hotline.Server.Ledger;

namespace Hotline.Server.Supervision.Alarms;

/// <summary>What of the hand-overs to partners is an alarm: whatever waits for a person, and nobody came.</summary>
internal static class EscalationConditions
{
    /// <summary>How long a second person, an answer or a cancellation may be waited for in silence.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static IEnumerable<StoredAlarm> Derive(FloorState state, DateTimeOffset now)
    {
        foreach (var one in state.Escalations.Values)
        {
            if (one.OverAt is not null) continue;
            if (one.Step == EscalationStep.Unanswered) yield return Of("partner_unanswered", one, one.Since);
            if (one is { Step: EscalationStep.Held, ConfirmFrom: { } from } && from < now) yield return Of("escalation_held", one, from);
            if (one.WentAlone) yield return Of("went_alone", one, one.BeganAt);
            if (one is { ReachDueAt: { } due, Reached: null } && due < now) yield return Of("reach_unconfirmed", one, due);
            if (one.AskedSince is { } asked && asked + Patience < now) yield return Of("partner_question", one, asked);
            if (one is { Cancel: CancelState.Asked, CancelAskedAt: { } cancelled } && cancelled + Patience < now) yield return Of("cancel_unanswered", one, cancelled);
            if (one.GivenUp > 0) yield return Of("message_undelivered", one, one.Since, one.GivenUp);
        }
    }

    private static StoredAlarm Of(string kind, Escalation one, DateTimeOffset at, long? stamp = null) =>
        new($"{kind}:{one.Id}:{(stamp ?? at.ToUnixTimeMilliseconds()).ToString(System.Globalization.CultureInfo.InvariantCulture)}", kind, at, one.Contact, one.By, null);
}
