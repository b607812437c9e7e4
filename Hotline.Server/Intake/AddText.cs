using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Intake.Reading;
using Hotline.Server.Ledger;
using Hotline.Server.Recording;
using Hotline.Server.Records;
using Hotline.Server.Triage;

namespace Hotline.Server.Intake;

/// <summary>The help seeker wrote something. It is kept in the file, never on the floor.</summary>
internal sealed class AddText(OpenedHere opened, FollowContact follow, AddText.Ways ways, ILedger ledger, RescoreFromEvidence rescore, AnswerChannel answer)
{
    /// <summary>Where a text is kept, and the way past it.</summary>
    internal sealed record Ways(IContactFile File, ICarryFiles Carry);

    public async Task<IResult> HandleAsync(IntakeCall asked, ContactId known)
    {
        if (await opened.AskAsync(asked, known) is false) return asked.Refuse("unknown_contact");
        var there = await follow.FindAsync(asked, known);
        var (call, contact) = (there.Call, there.Contact);
        var delivery = OpenedHere.DeliveryOf(call, "text");
        if (await opened.IsReusedAsync(there, delivery)) return call.Refuse("idempotency_key_reused");
        var notes = new ReadNotes();
        var said = false;
        if (await opened.IsTakenAsync(there, delivery)) return await answer.KeptAsync(call, contact, new LedgerAnswer.Unchanged(0, 0), notes.Warnings);
        if (Read(call.Body, notes) is { Length: > 0 } text)
        {
            var (at, command) = (ledger.Now, IdempotencyKeys.Delivering(contact, delivery.Kind, delivery.Key));
            try
            {
                var number = await ways.Carry.UnlessAwayAsync(ways.File.AddTextAsync(call.Line.Id, contact, text, at, delivery, CancellationToken.None));
                await ledger.ExecuteAsync(call.Line.Id, command, call.Actor, new FloorCommand.NoteText(contact, number), CancellationToken.None);
            }
            catch (RecordsUnavailableException) when (ledger.State(call.Line.Id).Contact(contact) is not null)
            {
                if (!await ways.Carry.IsKeptAsync()) throw;
                var carried = await ways.Carry.CarryAsync(call.Line.Id, command, call.Actor, new FloorCommand.CarryFile(contact, 1, null), new Carried.Words(contact.Value, text, at, delivery));
                if (carried is LedgerAnswer.Committed) await rescore.ReadCarriedAsync(call.Line.Id, contact, new GivenText(at, text), call.Actor, NewCommand(), CancellationToken.None);
                return await answer.ToAsync(call, contact, carried, false, notes.Warnings);
            }
            said = true;
        }
        else notes.Warn("text", "missing", "There is no text in it.");

        // The text is on disk; that a grade is late must not make the client send it twice.
        var done = said
            ? await rescore.ReadTextsAsync(call.Line.Id, contact, call.Actor, NewCommand(), CancellationToken.None)
            : await rescore.KeepAsync(call.Line.Id, contact, [], null, call.Actor, NewCommand(), CancellationToken.None);
        await follow.BringAfterAsync(call.Line.Id, contact);
        return await answer.KeptAsync(call, contact, done.Answer, notes.Warnings);
    }

    private CommandId NewCommand() => new(Wire.CommandIds.Next(ledger.Now));

    private static string? Read(byte[] body, ReadNotes notes)
    {
        if (Members.Parse(body) is not { ValueKind: JsonValueKind.Object } members)
        {
            notes.Warn("body", "not_json", "The body is not a JSON object; it was kept as text.");
            return Members.AsText(body) is { } words ? Members.Cut(words, "text", Opening.LongestText, notes) : null;
        }
        string? text = null;
        foreach (var (name, value) in Members.Of(members))
        {
            if (name == "text") text = Members.Text(value, "text", Opening.LongestText, notes);
            else notes.Warn(Members.Named(name), "unknown_member", "A member is not known; it was left out.");
        }
        return text;
    }
}
