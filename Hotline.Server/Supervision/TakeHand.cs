using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;

namespace Hotline.Server.Supervision;

/// <summary>The worker says: I have the contact that was handed to me.</summary>
public sealed class TakeHand(IHands hands, HandedContacts handed, ILedger ledger)
{
    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId worker, Wire.ContactOrder order, CancellationToken cancel)
    {
        try
        {
            var done = await hands.TakeAsync(line, new ContactId(order.ContactId), worker, ledger.Now, cancel);
            await handed.LookAsync(line, cancel);
            return done ? HandContact.Done : HandContact.Refuse("not_handed");
        }
        catch (RecordsUnavailableException)
        {
            return HandContact.Refuse("records_unavailable");
        }
    }
}
