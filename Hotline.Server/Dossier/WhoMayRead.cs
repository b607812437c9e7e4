using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Intake;
using Hotline.Server.Ledger;
using Hotline.Server.Records;

namespace Hotline.Server.Dossier;

/// <summary>Need to know: supervisors of the line, whoever holds the contact, is beside it or was handed it by hand, and whoever held it last, for a while.</summary>
internal sealed class WhoMayRead(ILedger ledger, KeptFloors floors, FindContact find, IHands hands)
{
    public static readonly TimeSpan AfterTheEnd = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan AfterHandingOver = TimeSpan.FromMinutes(5);

    /// <summary>The contact as the floor has or had it, else as recorded, else as the inbox holds it; null when the line has no such contact.</summary>
    public async Task<Contact?> FindAsync(LineId line, ContactId contact, CancellationToken cancel) =>
        floors.Of(line).Contact(contact) ?? await find.ExecuteAsync(line, contact, cancel);

    public async Task<bool> MayReadAsync(Caller reader, Contact contact, CancellationToken cancel) =>
        reader.Supervises || contact.ParticipantOf(reader.Worker) is not null || HeldLast(reader, contact) || await HoldsAsync(reader, contact, cancel);

    /// <summary>Holds it, or has just handed it over and may still write down what was said.</summary>
    public async Task<bool> HoldsAsync(Caller reader, Contact contact, CancellationToken cancel) =>
        contact.Holder == reader.Worker
        || (contact.SentBy is { } sender && sender.Worker == reader.Worker && ledger.Now - sender.At <= AfterHandingOver)
        || (await hands.OpenAsync(reader.Line, cancel)).Any(hand => hand.Contact == contact.Id && hand.Worker == reader.Worker);

    private bool HeldLast(Caller reader, Contact contact) =>
        contact.State is ContactState.Closed closed && closed.Worker == reader.Worker && ledger.Now - closed.At <= AfterTheEnd;
}
