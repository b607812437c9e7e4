using Hotline.Server.Floor;
using Hotline.Server.Intake;
using Hotline.Server.Ledger;
using Hotline.Server.Recording;
using Hotline.Server.Records;

namespace Hotline.Server.Answering;

/// <summary>Findings of the worker who holds the contact, or of a supervisor; graded anew at once, acknowledged once recorded.</summary>
public sealed class AssessContact(RescoreFromEvidence rescore, ILedger ledger, Acknowledge acknowledge)
{
    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId worker, bool supervises, Wire.AssessOrder order, CancellationToken cancel)
    {
        var id = new ContactId(order.ContactId);
        var contact = ledger.State(line).Contact(id);
        if (contact is null) return await RefuseAsync(Refusal.UnknownContact, cancel);
        if (contact.Holder != worker && !supervises) return await RefuseAsync(Refusal.NotHolder, cancel);
        try
        {
            var actor = new Actor(supervises ? "supervisor" : "worker", worker.Value);
            var rescored = await rescore.ExecuteAsync(line, id, order.Evidence, actor, new CommandId(order.CommandId), cancel);
            var receipt = await acknowledge.ReceiptAsync(rescored.Answer, TimeSpan.Zero, cancel);
            return receipt with { Recorded = rescored.Recorded };
        }
        catch (RecordsUnavailableException)
        {
            return new Wire.Receipt(false, 0, 0, "records_unavailable", "The answer cannot be kept at the moment; it is sent again.", false);
        }
    }

    private Task<Wire.Receipt> RefuseAsync(Refusal why, CancellationToken cancel) => acknowledge.ReceiptAsync(new LedgerAnswer.Refused(why), TimeSpan.Zero, cancel);
}
