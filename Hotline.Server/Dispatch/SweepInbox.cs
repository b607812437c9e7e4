using Hotline.Server.Floor;
using Hotline.Server.Intake;
using Hotline.Server.Ledger;
using Hotline.Server.Records;

namespace Hotline.Server.Dispatch;

/// <summary>Opens what the inbox holds and the floor does not: contacts taken while Redis was away, or lost with it.</summary>
internal sealed class SweepInbox(ILedger ledger, IInbox inbox, IServiceScopeFactory scopes, ILogger<SweepInbox> logger)
{
    private const int Most = 200;

    /// <summary>Younger rows are on their way by the intake that wrote them.</summary>
    private static readonly TimeSpan OlderThan = TimeSpan.FromSeconds(1);

    public async Task RunAsync(LineId line, CancellationToken cancel)
    {
        try
        {
            foreach (var (_, open) in await inbox.UnopenedAsync(line, OlderThan, Most, cancel))
            {
                if (ledger.State(line).Contact(open.Contact) is not null) continue;
                // A new id: opening is idempotent by contact, and the first id may be older than the ledger's memory.
                var answer = await ledger.ExecuteAsync(line, new CommandId(Wire.CommandIds.Next(ledger.Now)), new Actor("system", "sweeper"), open, cancel);
                if (answer is LedgerAnswer.Refused) return;
                // Evidence that came while the floor was away is in the file only.
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<RescoreFromEvidence>().KeepAsync(
                    line, open.Contact, [], null, new Actor("system", "sweeper"), new CommandId(Wire.CommandIds.Next(ledger.Now)), cancel);
                DispatchLog.Swept(logger, line.Value, open.Contact.Value);
            }
        }
        catch (Exception failed) when (!cancel.IsCancellationRequested)
        {
            // Nobody awaits this round of the sweep; the next one begins from the inbox as it is then.
            DispatchLog.SweepFailed(logger, line.Value, failed.Message);
        }
    }
}
