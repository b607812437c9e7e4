using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Hotline.Server.Supervision;

namespace Hotline.Server.Live;

/// <summary>What consoles are shown of a line: the floor, or the last this node had of it with what SQL has beside it.</summary>
/// <param name="AsOf">When the floor was last known to be so; null while it is the living one.</param>
internal sealed record ShownFloor(FloorState State, BesideFloor Beside, DateTimeOffset? AsOf, DateTimeOffset Now)
{
    /// <summary>Contacts in the inbox that the floor does not have; none while it lives, for the sweeper is at work then.</summary>
    public IEnumerable<Contact> Inbox => AsOf is null ? [] : Beside.Inbox.Values.Where(contact => State.Contact(contact.Id) is null && contact.Holder is null && contact.IsLive);

    public Contact? Contact(ContactId id) => State.Contact(id) ?? Beside.Inbox.GetValueOrDefault(id);

    public Hand? HandOf(ContactId id) => Beside.Hands.FirstOrDefault(hand => hand.Contact == id);

    public bool IsAs(ShownFloor other) => ReferenceEquals(State, other.State) && ReferenceEquals(Beside, other.Beside) && AsOf == other.AsOf;
}

internal sealed class ShownFloors(ILedger ledger, KeptFloors kept, HandedContacts handed)
{
    public ShownFloor Of(LineId line) => new(kept.Of(line), handed.Of(line), kept.AwaySince(line), ledger.Now);
}
