using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Intake.Reading;
using Hotline.Server.Ledger;
using Hotline.Server.Records;

namespace Hotline.Server.Intake;

/// <summary>The help seeker wrote something. It is kept in the file, never on the floor.</summary>
internal sealed class AddText(IContactFile file, ILedger ledger, RescoreFromEvidence rescore, AnswerChannel answer)
{
    public async Task<IResult> HandleAsync(IntakeCall call, ContactId contact)
    {
        if (!await file.OpenedByAsync(call.Line.Id, contact, call.KeyId, CancellationToken.None)) return call.Refuse("unknown_contact");
        var notes = new ReadNotes();
        if (Read(call.Body, notes) is { Length: > 0 } text)
        {
            var number = await file.AddTextAsync(call.Line.Id, contact, text, ledger.Now, CancellationToken.None);
            await ledger.ExecuteAsync(call.Line.Id, new CommandId(Wire.CommandIds.Next(ledger.Now)), call.Actor, new FloorCommand.NoteText(contact, number), CancellationToken.None);
        }
        else notes.Warn("text", "missing", "There is no text in it.");

        // The text is on disk; that a grade is late must not make the client send it twice.
        var done = await rescore.KeepAsync(call.Line.Id, contact, [], call.Actor, new CommandId(Wire.CommandIds.Next(ledger.Now)), CancellationToken.None);
        return await answer.KeptAsync(call, contact, done.Answer, notes.Warnings);
    }

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
