using System.Security.Cryptography;
using System.Text;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;

namespace Hotline.Server.Intake;

/// <summary>
/// Another line gets a contact: through the inbox, as any other, under an id that stands for the contact and the attempt. With its arrival time and all that is
/// kept of it; graded by that line's rules. Sent again, it is the same contact.
/// </summary>
public sealed class OpenElsewhere(IInbox inbox, IContactFile file, ILedger ledger, GradeContact grade, BringFile bring)
{
    /// <summary>Throws <see cref="RecordsUnavailableException"/>. Does nothing before the transfer is recorded: what a lost journal takes back must not live on elsewhere.</summary>
    public async Task ExecuteAsync(LineId line, Contact contact, Abroad abroad, CancellationToken cancel)
    {
        if (contact.Transfer is not { } transfer || !await IsRecordedAsync(line, contact.Id, abroad, cancel)) return;
        var (from, to) = (new Origin(line, contact.Id), new Origin(abroad.Line, IdempotencyKeys.Elsewhere(contact.Id, abroad.Number)));
        var evidence = (await file.AddEvidenceAsync(line, contact.Id, [], null, cancel)).Select((piece, index) => piece with { Number = index + 1 }).ToArray();
        var record = await file.ReadAsync(line, contact.Id, cancel);
        var open = Opening(from, to, contact, Graded(abroad.Line, contact, evidence));
        var key = IdempotencyKeys.OfAttempt(contact.Id, abroad.Number);
        var item = new InboxItem(
            abroad.Line, IdempotencyKeys.HandedOver, key, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))), IdempotencyKeys.Opening(to.Contact, transfer.StartedAt), open,
            evidence, record?.Particulars, record?.Callback, null, []);
        await inbox.PutAsync(item, cancel);
        await ledger.ExecuteAsync(abroad.Line, item.Command, new Actor("system", "transfer"), open, cancel);
        await bring.ExecuteAsync(from, to, cancel);
    }

    /// <summary>The bare contact, so that it can be withdrawn and stays so: whoever is late with opening it changes nothing any more.</summary>
    public Task<LedgerAnswer> OpenBareAsync(LineId line, Contact contact, Abroad abroad, CancellationToken cancel)
    {
        var to = new Origin(abroad.Line, IdempotencyKeys.Elsewhere(contact.Id, abroad.Number));
        var open = Opening(new Origin(line, contact.Id), to, contact, contact.Grade);
        return ledger.ExecuteAsync(abroad.Line, new CommandId(Wire.CommandIds.Next(ledger.Now)), new Actor("system", "transfer"), open, cancel);
    }

    private async Task<bool> IsRecordedAsync(LineId line, ContactId contact, Abroad abroad, CancellationToken cancel) =>
        await file.RecordedStateAsync(line, contact, cancel) is { Abroad: { Arrived: false } recorded } && recorded.Number == abroad.Number;

    /// <summary>Must-haves stay must-haves; wishes and workers are of the line it leaves. Nobody is called back because a transfer came to nothing.</summary>
    private static FloorCommand.OpenContact Opening(Origin from, Origin to, Contact contact, Grade graded) =>
        new(to.Contact, contact.Channel, contact.Language, contact.Skills, graded, contact.ArrivedAt, false) { From = from };

    /// <summary>By that line's rules; where a person saw more than they do, that person's word goes with it.</summary>
    private Grade Graded(LineId line, Contact contact, Evidence[] evidence)
    {
        var computed = grade.Of(line, contact.Language, evidence);
        return contact.Grade.Override is { } set && set.Band > computed.Band
            ? computed with { Score = contact.Grade.Score, Band = set.Band, CreditMs = contact.Grade.CreditMs, Computed = new Computed(computed.Score, computed.Band), Override = set with { Seen = computed.Band } }
            : computed;
    }
}
