using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;

namespace Hotline.Server.Dossier;

/// <summary>Need to know: supervisors of the line, whoever holds the contact, and whoever held it last, for a while.</summary>
internal sealed class WhoMayRead(ILedger ledger, IContactFile file)
{
    public static readonly TimeSpan AfterTheEnd = TimeSpan.FromMinutes(30);

    /// <summary>The contact as the floor has it, else as recorded; null when the line has no such contact.</summary>
    public async Task<Contact?> FindAsync(LineId line, ContactId contact, CancellationToken cancel) =>
        ledger.State(line).Contact(contact) ?? await file.RecordedStateAsync(line, contact, cancel);

    public bool MayRead(Reader reader, Contact contact) => reader.Supervises || Holds(reader, contact) || HeldLast(reader, contact);

    public static bool Holds(Reader reader, Contact contact) => contact.Holder == reader.Worker;

    private bool HeldLast(Reader reader, Contact contact) =>
        contact.State is ContactState.Closed closed && closed.Worker == reader.Worker && ledger.Now - closed.At <= AfterTheEnd;
}
