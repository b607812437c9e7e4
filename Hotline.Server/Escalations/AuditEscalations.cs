using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Platform;

namespace Hotline.Server.Escalations;

/// <summary>
/// Looks at every open hand-over from outside: what should have happened and did not is alarmed, on every node and whoever leads.
/// Its own beat shows in readiness: timers that stopped silently have cost others hours.
/// </summary>
internal sealed class AuditEscalations(ILedger ledger, IFloorSettings settings, IAuditorAlarms alarms, AuditEscalations.Means means) : BackgroundService
{
    internal sealed record Means(TimeProvider Time, LoopBeats Loops, ILogger<AuditEscalations> Logger);

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(60);

    /// <summary>How late something due may be before it is called stuck.</summary>
    internal static readonly TimeSpan Stuck = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, means.Time);
        HashSet<(EscalationId, string)> told = [];
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                means.Loops.Beat("escalation-auditor", LateAfter);
                foreach (var line in settings.Lines) Look(line, told);
                if (told.Count > 10_000) told.Clear();
            }
        }
        catch (OperationCanceledException)
        {
            // Going down.
        }
    }

    private void Look(LineId line, HashSet<(EscalationId, string)> told)
    {
        var now = ledger.Now;
        foreach (var escalation in ledger.State(line).Escalations.Values)
            if (Fault(escalation, now) is { } fault && told.Add((escalation.Id, fault)))
            {
                EscalationsLog.IsStuck(means.Logger, line.Value, escalation.Id.Value, fault);
                alarms.Found(line, "escalation_stuck", escalation.Contact, escalation.By, fault);
            }
    }

    /// <summary>What should have been done by now; null when all is as it must be.</summary>
    internal static string? Fault(Escalation escalation, DateTimeOffset now)
    {
        if (escalation.OverAt is not null) return null;
        if (escalation.DueAt + Stuck < now) return "timer_late";
        if (escalation.Outbox.Any(parcel => parcel.DueAt + TimeSpan.FromSeconds(40) < now)) return "message_late";
        if (escalation.Chain.Any(link => link.Told > link.Logged) && escalation.Since + TimeSpan.FromMinutes(2) < now) return "disclosure_late";
        // Somebody must always be waited for: a partner, a second person, an answer, or a person told by an alarm.
        var waits = escalation.Step switch
        {
            EscalationStep.Held => escalation.ConfirmFrom is not null,
            EscalationStep.Submitted or EscalationStep.Delivered => escalation.Current is { IsOpen: true, AnswerUntil: not null },
            EscalationStep.Unanswered => true,
            EscalationStep.Cancelled => !escalation.Outbox.IsEmpty || escalation.Chain.Any(link => link.Told > link.Logged),
            _ => escalation.ReachDueAt is not null || escalation.Reached == true,
        };
        return waits ? null : "waits_for_nothing";
    }
}
