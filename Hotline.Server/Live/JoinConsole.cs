using Hotline.Server.Attendance;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Recording;
using Hotline.Server.Supervision.Alarms;

namespace Hotline.Server.Live;

/// <summary>A console says who is there: onto the floor, back from lost, and what it still holds from before a restore.</summary>
internal sealed class JoinConsole(JoinFloor join, Claims claims, ILedger ledger, IConsoleLeases leases, Acknowledge acknowledge, RaiseAlarm alarms, ILogger<JoinConsole> logger)
{
    private const int MostClaims = 10;

    public async Task<Wire.Receipt> ExecuteAsync(ConsoleConnection connection, Wire.JoinConsole order, CancellationToken cancel)
    {
        await AnswerAsync(connection);
        var answer = await JoinAsync(connection, order.Claims ?? [], cancel);
        if (connection.HasJoined)
        {
            connection.Owe(Owed.Desk | Owed.Board);
            LiveLog.Joined(logger, connection.Worker.Value, connection.Line.Value, connection.ConnectionId);
        }
        return await acknowledge.ReceiptAsync(answer, TimeSpan.Zero, cancel);
    }

    /// <summary>Renews the worker's lease; a store that is away is seen by the scan's grace, not by the console. Never throws.</summary>
    public async Task RenewAsync(ConsoleConnection connection)
    {
        try
        {
            if (!await AnswerAsync(connection)) return;
            if (connection.OwedClaims is { } claims) await JoinAsync(connection, claims, connection.Closed);
            // A console that answers is not lost, whatever was decided meanwhile.
            else if (ledger.State(connection.Line).Worker(connection.Worker)?.Presence == PresenceKind.ConsoleLost)
                await join.ExecuteAsync(connection.Line, connection.Worker, connection.Closed);
        }
        catch (Exception failed)
        {
            LiveLog.NotRenewed(logger, connection.Worker.Value, connection.Line.Value, failed.GetType().Name);
        }
    }

    private async Task<LedgerAnswer> JoinAsync(ConsoleConnection connection, IReadOnlyList<string> presented, CancellationToken cancel)
    {
        var (line, worker) = (connection.Line, connection.Worker);
        var answer = await join.ExecuteAsync(line, worker, cancel);
        // Away is not a no: what is kept is shown, and the next beat joins.
        var away = answer is LedgerAnswer.Refused { Why: Refusal.LedgerUnavailable or Refusal.Contended };
        if (answer is not LedgerAnswer.Refused)
            foreach (var claim in presented.Take(MostClaims)) await ClaimAsync(line, worker, claim, cancel);
        connection.OwedClaims = away ? presented : null;
        connection.HasJoined |= away || answer is not LedgerAnswer.Refused;
        return answer;
    }

    private async Task<bool> AnswerAsync(ConsoleConnection connection)
    {
        try
        {
            await leases.AnswerAsync(connection.Line, connection.Worker, connection.Closed);
            return true;
        }
        catch (Exception failed) when (failed is StackExchange.Redis.RedisException or TimeoutException)
        {
            LiveLog.NotRenewed(logger, connection.Worker.Value, connection.Line.Value, failed.GetType().Name);
            return false;
        }
    }

    private async Task ClaimAsync(LineId line, WorkerId worker, string claim, CancellationToken cancel)
    {
        if (claims.Read(claim, line, worker) is not var (contact, fence)) return;
        var id = new CommandId(Wire.CommandIds.Next(ledger.Now));
        var answer = await ledger.ExecuteAsync(line, id, new Actor("worker", worker.Value), new FloorCommand.ClaimContact(contact, worker, fence), cancel);
        // Held by somebody else, or no room for it: a person must know that it is claimed.
        if (answer is LedgerAnswer.Refused { Why: Refusal.NotHolder or Refusal.NoCapacity } && fence.Epoch < ledger.State(line).Epoch) await alarms.DoubleClaimAsync(line, contact, worker);
    }
}
