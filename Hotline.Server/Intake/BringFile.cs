using System.Globalization;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;

namespace Hotline.Server.Intake;

/// <summary>What is kept of a contact into the file of what it is on another line, sealed anew for that one. The same again adds nothing, from any node at any time.</summary>
public sealed class BringFile(IContactFile file, ILedger ledger, RescoreFromEvidence rescore)
{
    private static readonly Actor Carrier = new("system", "transfer");

    /// <summary>Throws <see cref="RecordsUnavailableException"/>.</summary>
    public async Task ExecuteAsync(Origin from, Origin to, CancellationToken cancel)
    {
        if (await file.ReadAsync(from.Line, from.Contact, cancel) is not { } here || await file.ReadAsync(to.Line, to.Contact, cancel) is not { } there) return;
        await BringTextsAsync(from, to, here, there, cancel);
        await BringWordsAsync(to, here, there, cancel);
        await BringEvidenceAsync(from, to, cancel);
    }

    private async Task BringTextsAsync(Origin from, Origin to, Wire.ContactRecord here, Wire.ContactRecord there, CancellationToken cancel)
    {
        var known = there.Texts.Select(text => (text.At, text.Text)).ToHashSet();
        var last = 0;
        foreach (var text in here.Texts.Where(text => !known.Contains((text.At, text.Text))))
            last = await file.AddTextAsync(to.Line, to.Contact, text.Text, text.At, new Delivery(Named(from, text.Number), "text", ""), cancel);
        if (last > 0) await ledger.ExecuteAsync(to.Line, Next(), Carrier, new FloorCommand.NoteText(to.Contact, last), cancel);
    }

    /// <summary>Notes to the next holder, and the working note where nobody over there has begun one of their own.</summary>
    private async Task BringWordsAsync(Origin to, Wire.ContactRecord here, Wire.ContactRecord there, CancellationToken cancel)
    {
        var known = (there.Handovers ?? []).Select(note => (note.At, note.Text)).ToHashSet();
        foreach (var note in here.Handovers ?? [])
            if (!known.Contains((note.At, note.Text)))
                await file.KeepReasonAsync(to.Line, IdempotencyKeys.Delivering(to.Contact, "handover", note.At.ToString("O", CultureInfo.InvariantCulture)),
                    new Actor("worker", note.WorkerId), ContactKeys.Handover + to.Contact, note.Text, note.At, cancel);
        if (here.Note is not { Text.Length: > 0 } written || there.Note?.Text == written.Text) return;
        var begun = there.Note is not null && ledger.State(to.Line).Contact(to.Contact)?.AnsweredAt is not null;
        if (!begun) await file.SaveNoteAsync(to.Line, to.Contact, written.Text, there.Note?.Version ?? 0, written.SavedAt, cancel);
    }

    private async Task BringEvidenceAsync(Origin from, Origin to, CancellationToken cancel)
    {
        var known = (await file.AddEvidenceAsync(to.Line, to.Contact, [], null, cancel)).Select(Said).ToHashSet();
        var news = (await file.AddEvidenceAsync(from.Line, from.Contact, [], null, cancel)).Where(piece => !known.Contains(Said(piece))).ToArray();
        if (news.Length == 0) return;
        var delivery = new Delivery(Named(from, news[^1].Number), "evidence", "");
        await rescore.KeepAsync(to.Line, to.Contact, news, delivery, Carrier, IdempotencyKeys.Delivering(to.Contact, delivery.Kind, delivery.Key), cancel);
    }

    private static (string, string, string, DateTimeOffset) Said(Evidence piece) => (piece.Kind, piece.Value, piece.Source, piece.At);

    private static string Named(Origin from, int number) => string.Create(CultureInfo.InvariantCulture, $"f-{from.Contact}-{number}");

    private CommandId Next() => new(Wire.CommandIds.Next(ledger.Now));
}
