using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;

namespace Hotline.Server.Supervision;

/// <summary>Takes back what was handed by hand, so that it can be handed to somebody else.</summary>
public sealed class WithdrawHand(IHands hands, HandedContacts handed, ILedger ledger)
{
    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.SupervisorOrder order, CancellationToken cancel)
    {
        if (TypedReasons.Read(order.Reason) is not { } reason) return TypedReasons.Needed;
        try
        {
            var done = await hands.WithdrawAsync(line, new ContactId(order.ContactId), new CommandId(order.CommandId), by, reason, ledger.Now, cancel);
            await handed.LookAsync(line, cancel);
            return done ? HandContact.Done : HandContact.Refuse("not_handed");
        }
        catch (RecordsUnavailableException)
        {
            return HandContact.Refuse("records_unavailable");
        }
    }
}
