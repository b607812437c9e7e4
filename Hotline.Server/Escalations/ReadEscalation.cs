using Hotline.Server.Audit;
using Hotline.Server.Escalations.Payload;
using Hotline.Server.Escalations.Registry;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Problems = Hotline.Server.Platform.Problems;

namespace Hotline.Server.Escalations;

/// <summary>Everything about one hand-over. No read without its entry in the audit chain; a partner sees what its kind may see, of its own only.</summary>
internal sealed class ReadEscalation(Standing standing, EscalationTexts texts, EscalationViews views, ReadEscalation.Books books, IAuditTrail audit)
{
    internal sealed record Books(ILedger Ledger, IPartnerDirectory Partners, IWorkerDirectory Workers, EscalationTimeline Timeline);

    public async Task<IResult> OfWorkerAsync(Caller who, string id, CancellationToken cancel)
    {
        var (escalation, refusal) = standing.Find(who, id, forSecond: true);
        if (escalation is null) return Problems.Problem(refusal!);
        return await ReadAsync(who.Line, escalation, who.Actor, views.Of(who.Line, escalation, who.Worker), form => form, await TimelineAsync(who.Line, escalation, cancel), cancel);
    }

    public async Task<IResult> OfPartnerAsync(PartnerCaller by, string id, CancellationToken cancel)
    {
        var partner = new PartnerId(by.PartnerId);
        if (books.Ledger.State(by.Line).Escalation(new EscalationId(id)) is not { } escalation || PartnerDeskViews.LinkOf(escalation, partner) is not { } link) return Problems.Problem("unknown_escalation");
        if (!PartnerDeskViews.MayRead(link) || books.Partners.Find(by.Line, by.PartnerId) is not { } known) return Problems.Problem("escalation_moved_on");
        var view = views.Of(by.Line, escalation, null);
        // The other partners of the chain, and who the worker is, are not its business.
        view = view with { ByName = "", Chain = [.. view.Chain.Where(one => one.PartnerId == by.PartnerId)], Link = 0, Dial = null };
        return await ReadAsync(by.Line, escalation, new Actor("partner", by.Account ?? by.PartnerId), view, form => LeastData.For(known.Settings.Kind, form), [], cancel, partner);
    }

    private async Task<IResult> ReadAsync(
        LineId line, Escalation escalation, Actor actor, Wire.EscalationView view, Func<Wire.EscalationForm, Wire.EscalationForm> cut, IReadOnlyList<Wire.TimelineEntry> timeline,
        CancellationToken cancel, PartnerId? partner = null)
    {
        try
        {
            await audit.RecordAsync(new AuditFact($"line:{line}", books.Ledger.Now, $"{actor.Kind}:{actor.Id}", "EscalationRead", $"escalation:{escalation.Id}", "{}"), cancel);
            // Another partner's words, and what was said to it, stay between those two.
            var said = escalation.Said.Select((one, index) => (Number: index + 1, One: one)).Where(one => partner is null || one.One.Partner is null || one.One.Partner == partner).ToList();
            var words = await texts.ReadAsync([escalation.Forms[^1], .. said.Select(one => one.One.Text)], cancel);
            if (!words.TryGetValue(escalation.Forms[^1], out var text)) return Problems.Problem("unknown_escalation");
            var form = cut(EscalationTexts.Parse(text));
            return TypedResults.Json(new Wire.EscalationFile(
                view, form, escalation.Forms.Length, partner is null ? MustFields.Missing(form) : [],
                [.. said.Select(one => Message(line, one.Number, one.One, words))], timeline), Wire.WireJson.Default.EscalationFile);
        }
        catch (RecordsUnavailableException)
        {
            return Problems.Problem("records_unavailable");
        }
    }

    private Wire.EscalationMessage Message(LineId line, int number, Said said, IReadOnlyDictionary<CommandId, string> words) => new(
        number, said.At, said.Partner is null ? "worker" : "partner", said.Partner is { } from ? books.Partners.Find(line, from.Value)?.Settings.Name ?? from.Value : "",
        said.Kind.ToString().ToLowerInvariant(), words.GetValueOrDefault(said.Text, ""));

    private async Task<IReadOnlyList<Wire.TimelineEntry>> TimelineAsync(LineId line, Escalation escalation, CancellationToken cancel)
    {
        try
        {
            return [.. (await books.Timeline.ReadAsync(line, escalation.Contact, escalation.BeganAt, cancel))
                .Select(entry => entry.WorkerId is { } worker ? entry with { WorkerName = books.Workers.Find(new WorkerId(worker))?.Name } : entry)];
        }
        catch (RecordsUnavailableException)
        {
            return [];
        }
    }
}
