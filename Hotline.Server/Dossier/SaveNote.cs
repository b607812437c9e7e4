using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Problems = Hotline.Server.Platform.Problems;

namespace Hotline.Server.Dossier;

/// <summary>Saves the note of a contact, for whoever holds it. Two tabs of one worker find out about each other by the version.</summary>
internal sealed class SaveNote(IContactFile file, WhoMayRead access, ILedger ledger, ILogger<SaveNote> logger)
{
    public async Task<IResult> HandleAsync(HttpContext http, Caller? reader, ContactId id, Wire.SaveNote note, CancellationToken cancel)
    {
        if (reader is null) return Problems.Problem("forbidden");
        if (note.Text is null || note.Version < 0) return Problems.Problem("validation_failed");
        if (note.Text.Length > DossierModule.LongestNote) return Problems.Problem("note_too_long");
        try
        {
            if (await access.FindAsync(reader.Line, id, cancel) is not { } contact) return Problems.Problem("unknown_contact");
            if (!await access.HoldsAsync(reader, contact, cancel)) return Problems.Problem("not_your_contact");
            return await file.SaveNoteAsync(reader.Line, id, note.Text, note.Version, ledger.Now, cancel) is { } saved
                ? TypedResults.Json(saved, Wire.WireJson.Default.NoteSaved)
                : Problems.Problem("note_changed");
        }
        catch (RecordsUnavailableException failure)
        {
            DossierLog.Unavailable(logger, failure, reader.Line);
            http.Response.Headers.RetryAfter = "2";
            return Problems.Problem("records_unavailable");
        }
    }
}
