using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Ledger;

namespace Hotline.Server.Escalations;

/// <summary>Who may act on a hand-over: who began it, who holds its contact now, supervisors. The second person may read what they confirm.</summary>
internal sealed class Standing(ILedger ledger)
{
    public (Escalation? Escalation, string? Refusal) Find(Caller who, string id, bool forSecond = false)
    {
        var state = ledger.State(who.Line);
        if (state.Escalation(new EscalationId(id)) is not { } escalation) return (null, "unknown_escalation");
        var may = who.Supervises || escalation.By == who.Worker || state.Contact(escalation.Contact)?.Holder == who.Worker || (forSecond && escalation.Step == EscalationStep.Held);
        return may ? (escalation, null) : (null, "escalation_not_yours");
    }
}
