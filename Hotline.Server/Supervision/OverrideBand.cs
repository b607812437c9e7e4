using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Recording;
using Hotline.Server.Triage;

namespace Hotline.Server.Supervision;

/// <summary>Whoever holds a contact, or a supervisor, sets its band with a typed reason. What was computed stays beside it.</summary>
public sealed class OverrideBand(TypedReasons reasons, ILedger ledger, IActiveRules rules, Acknowledge acknowledge)
{
    private const int Attempts = 3;

    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, bool supervises, Wire.OverrideOrder order, CancellationToken cancel)
    {
        Fence? fence = null;
        if (order.Fence is { Length: > 0 } text)
        {
            fence = Fence.Parse(text);
        }
        else if (!supervises)
        {
            return await RefuseAsync(Refusal.NotHolder, cancel);
        }
        var own = new Order(line, by, new CommandId(order.CommandId), supervises ? "supervisor" : "worker");
        for (var attempt = 1; ; attempt++)
        {
            if (ledger.State(line).Contact(new ContactId(order.ContactId)) is not { } contact) return await RefuseAsync(Refusal.UnknownContact, cancel);
            var command = Command(line, contact, (Band)order.Band, by, supervises && contact.Holder != by ? null : fence);
            var receipt = await reasons.ExecuteAsync(own, "contact:" + order.ContactId, order.Reason, command, cancel);
            // Graded anew in this moment: what the person says stands over the new grade as well, and it is asked of that one.
            if (receipt.Refusal != "contended" || attempt == Attempts) return receipt;
        }
    }

    private FloorCommand.OverrideBand Command(LineId line, Contact contact, Band band, WorkerId by, Fence? fence)
    {
        var set = rules.Find(line, contact.Language);
        var computed = contact.Grade.Computed?.Score ?? contact.Grade.Score;
        var score = Math.Clamp(computed, set.Bands.FootOf(band), set.Bands.TopOf(band));
        return new(contact.Id, band, score, (long)(set.CreditPerPoint.TotalMilliseconds * score), contact.Grade.Basis, by, fence);
    }

    private Task<Wire.Receipt> RefuseAsync(Refusal why, CancellationToken cancel) => acknowledge.ReceiptAsync(new LedgerAnswer.Refused(why), TimeSpan.Zero, cancel);
}
