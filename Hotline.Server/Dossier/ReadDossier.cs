using System.Diagnostics;
using Hotline.Server.Audit;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Hotline.Server.Triage;
using Problems = Hotline.Server.Platform.Problems;

namespace Hotline.Server.Dossier;

/// <summary>Reads all that is kept of a contact. No read without its entry in the audit chain.</summary>
internal sealed class ReadDossier(WhoMayRead access, IContactFile file, IWorkerDirectory workers, IAuditTrail audit, ReadDossier.Ways ways)
{
    internal sealed record Ways(ILedger Ledger, IActiveRules Rules, ILogger<ReadDossier> Logger);

    public async Task<IResult> HandleAsync(HttpContext http, Caller? reader, ContactId id, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (reader is null) return Problems.Problem("forbidden");
        try
        {
            if (await access.FindAsync(reader.Line, id, cancel) is not { } contact) return Problems.Problem("unknown_contact");
            if (!await access.MayReadAsync(reader, contact, cancel))
            {
                DossierLog.Refused(ways.Logger, reader.Line, reader.Worker, id);
                return Problems.Problem("not_your_contact");
            }
            // Audited before it is read: a crash in between leaves one entry too many, never one too few.
            await audit.RecordAsync(new AuditFact($"line:{reader.Line}", ways.Ledger.Now, $"{reader.Actor.Kind}:{reader.Actor.Id}", "ContactRead", $"contact:{id}", "{}"), cancel);
            if (await file.ReadAsync(reader.Line, id, cancel) is { } record)
                return TypedResults.Json(Named(record) with { Phase = PhaseOf(contact.State), Wishes = Wishes(contact) }, Wire.WireJson.Default.ContactRecord);
            http.Response.Headers.RetryAfter = "1";
            return Problems.Problem("record_pending");
        }
        catch (RecordsUnavailableException failure)
        {
            DossierLog.Unavailable(ways.Logger, failure, reader.Line);
            http.Response.Headers.RetryAfter = "2";
            return Problems.Problem("records_unavailable");
        }
    }

    private Wire.ContactRecord Named(Wire.ContactRecord record) => record with
    {
        Timeline = [.. record.Timeline.Select(entry => entry.WorkerId is { } worker ? entry with { WorkerName = workers.Find(new WorkerId(worker))?.Name } : entry)],
        Handovers = record.Handovers is null ? null : [.. record.Handovers.Select(note => note with { WorkerName = workers.Find(new WorkerId(note.WorkerId))?.Name })],
        Model = Model(record),
        Texts = [.. record.Texts.Select(text => text with { Signals = Signals(record, text.Text) })],
    };

    private Wire.WishesView? Wishes(Contact contact)
    {
        // What was recorded before there were wishes has none.
        SkillNeed[] wishes = contact.Wishes.IsDefaultOrEmpty ? [] : [.. contact.Wishes];
        WorkerId[] not = contact.NotWorkers.IsDefaultOrEmpty ? [] : [.. contact.NotWorkers];
        return wishes.Length == 0 && not.Length == 0 && contact.Preferred is null ? null : new Wire.WishesView(
            [.. wishes.Select(wish => $"{wish.Skill}:{wish.Level}")], contact.Ring, contact.Preferred is { } known ? NameOf(known.Worker) : null, [.. not.Select(NameOf)]);
    }

    private string NameOf(WorkerId worker) => workers.Find(worker)?.Name ?? worker.Value;

    private Wire.ModelView? Model(Wire.ContactRecord record)
    {
        var rules = ways.Rules.Find(new LineId(record.Line), record.Language);
        if (record.Texts.Count == 0 || ways.Rules.Model(rules, record.Language) is not { } model) return null;
        return ReadTexts.Explain(rules, model, record.Language, [.. record.Texts.Select(text => new GivenText(text.At, text.Text))]) is { } score
            ? new Wire.ModelView(model.Hash[..16], (Wire.Band)score.Band, [.. score.Contributions.Select(part => new Wire.ContributionView(part.What, part.Tenths))])
            : null;
    }

    private IReadOnlyList<Wire.SignalView> Signals(Wire.ContactRecord record, string text) =>
        [.. ways.Rules.Find(new LineId(record.Line), record.Language).Signals.Read(text, record.Language)
            .Select(signal => new Wire.SignalView(signal.Kind, signal.Start, signal.Length, System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(signal.Meant.ToString()).Replace(" _", " ", StringComparison.Ordinal)))];

    private static Wire.Phase PhaseOf(ContactState state) => state switch
    {
        ContactState.Waiting => Wire.Phase.Waiting,
        ContactState.Offered => Wire.Phase.Offered,
        ContactState.Engaged => Wire.Phase.Engaged,
        ContactState.WrapUp => Wire.Phase.WrapUp,
        ContactState.Closed => Wire.Phase.Closed,
        ContactState.Abandoned => Wire.Phase.Abandoned,
        _ => throw new UnreachableException(state.GetType().Name),
    };
}
