using Hotline.Server.Floor;
using Hotline.Server.Ledger;

namespace Hotline.Server.Escalations;

/// <summary>Who acts: a worker of one line, by session.</summary>
internal sealed record Doer(LineId Line, WorkerId Worker, bool Supervises)
{
    public Actor Actor => new(Supervises ? "supervisor" : "worker", Worker.Value);
}

/// <summary>Who may act on a hand-over: who began it, who holds its contact now, supervisors. The second person may read what they confirm.</summary>
internal sealed class Standing(ILedger ledger)
{
    public (Escalation? Escalation, string? Refusal) Find(Doer who, string id, bool forSecond = false)
    {
        var state = ledger.State(who.Line);
        if (state.Escalation(new EscalationId(id)) is not { } escalation) return (null, "unknown_escalation");
        var may = who.Supervises || escalation.By == who.Worker || state.Contact(escalation.Contact)?.Holder == who.Worker || (forSecond && escalation.Step == EscalationStep.Held);
        return may ? (escalation, null) : (null, "escalation_not_yours");
    }
}
