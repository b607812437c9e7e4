using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Platform;

namespace Hotline.Server.Recording;

/// <summary>Turns a ledger's answer into the receipt a console gets, after waiting for SQL as long as the command asks.</summary>
public sealed class Acknowledge(IRecordedProgress progress, ILedger ledger)
{
    /// <summary>Accept: once recorded or after this, whichever is first (architecture.md, rule 4).</summary>
    public static readonly TimeSpan AcceptWait = TimeSpan.FromMilliseconds(250);

    /// <summary>End, evidence, force: once recorded; after this the receipt says it is not.</summary>
    public static readonly TimeSpan FullWait = TimeSpan.FromSeconds(5);

    /// <param name="wait">How long to wait for SQL; zero = not at all.</param>
    public async Task<Wire.Receipt> ReceiptAsync(LedgerAnswer answer, TimeSpan wait, CancellationToken cancel)
    {
        switch (answer)
        {
            case LedgerAnswer.Committed committed:
                var recorded = wait > TimeSpan.Zero && await progress.RecordedAsync(committed.Entry, wait, cancel);
                return new Wire.Receipt(true, committed.Entry.Epoch, committed.Entry.Sequence, null, null, recorded);
            case LedgerAnswer.Unchanged unchanged:
                return new Wire.Receipt(true, unchanged.Epoch, unchanged.Sequence, null, null, false);
            default:
                var (slug, sentence, _) = Problems.Of(((LedgerAnswer.Refused)answer).Why);
                return new Wire.Receipt(false, 0, 0, slug, sentence, false);
        }
    }

    /// <summary>Executes and acknowledges in one.</summary>
    public async Task<Wire.Receipt> ExecuteAsync(LineId line, string commandId, Actor actor, FloorCommand command, TimeSpan wait, CancellationToken cancel) =>
        await ReceiptAsync(await ledger.ExecuteAsync(line, new CommandId(commandId), actor, command, cancel), wait, cancel);
}
