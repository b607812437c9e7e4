using Hotline.Server.Attendance;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Recording;
using Hotline.Server.Supervision;

namespace Hotline.Server.Live;

/// <summary>A console says who is there: onto the floor, back from lost, and what it still holds from before a restore.</summary>
internal sealed class JoinConsole(JoinFloor join, Claims claims, ILedger ledger, IConsoleLeases leases, Acknowledge acknowledge, RaiseAlarm alarms, ILogger<JoinConsole> logger)
{
    private const int MostClaims = 10;

    public async Task<Wire.Receipt> ExecuteAsync(ConsoleConnection connection, Wire.JoinConsole order, CancellationToken cancel)
    {
        var (line, worker) = (connection.Line, connection.Worker);
        await RenewAsync(line, worker, cancel);
        var answer = await join.ExecuteAsync(line, worker, cancel);
        if (answer is not LedgerAnswer.Refused)
        {
            foreach (var claim in (order.Claims ?? []).Take(MostClaims)) await ClaimAsync(line, worker, claim, cancel);
            connection.HasJoined = true;
            connection.Owe(Owed.Desk | Owed.Board);
            LiveLog.Joined(logger, worker.Value, line.Value, connection.ConnectionId);
        }
        return await acknowledge.ReceiptAsync(answer, TimeSpan.Zero, cancel);
    }

    /// <summary>Renews the worker's lease; a store that is away is seen by the scan's grace, not by the console.</summary>
    public async Task RenewAsync(LineId line, WorkerId worker, CancellationToken cancel)
    {
        try
        {
            await leases.AnswerAsync(line, worker, cancel);
            // A console that answers is not lost, whatever was decided meanwhile.
            if (ledger.State(line).Worker(worker)?.Presence == PresenceKind.ConsoleLost) await join.ExecuteAsync(line, worker, cancel);
        }
        catch (Exception failed) when (failed is StackExchange.Redis.RedisException or TimeoutException)
        {
            LiveLog.NotRenewed(logger, worker.Value, line.Value, failed.GetType().Name);
        }
    }

    private async Task ClaimAsync(LineId line, WorkerId worker, string claim, CancellationToken cancel)
    {
        if (claims.Read(claim, line, worker) is not var (contact, fence)) return;
        var id = new CommandId(Wire.CommandIds.Next(ledger.Now));
        var answer = await ledger.ExecuteAsync(line, id, new Actor("worker", worker.Value), new FloorCommand.ClaimContact(contact, worker, fence), cancel);
        // Held by somebody else: a person must know that two believed to have it.
        if (answer is LedgerAnswer.Refused { Why: Refusal.NotHolder } && fence.Epoch < ledger.State(line).Epoch) await alarms.DoubleClaimAsync(line, contact, worker);
    }
}
