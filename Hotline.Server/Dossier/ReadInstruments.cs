using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Ledger;
using Hotline.Server.Triage;
using Hotline.Server.Triage.Rules;
using Problems = Hotline.Server.Platform.Problems;

namespace Hotline.Server.Dossier;

/// <summary>What may be asked about a contact, and the word of every code, by the rules that grade it. Nothing of the contact itself is in it.</summary>
internal sealed class ReadInstruments(ILedger ledger, IActiveRules rules)
{
    public IResult Handle(Caller? reader, ContactId id)
    {
        if (reader is null) return Problems.Problem("forbidden");
        var language = ledger.State(reader.Line).Contact(id)?.Language ?? "";
        return TypedResults.Json(View(rules.Find(reader.Line, language)), Wire.WireJson.Default.InstrumentsView);
    }

    private static Wire.InstrumentsView View(RuleSet rules) => new(
        rules.Version,
        [.. rules.Instruments.Select(instrument => new Wire.InstrumentView(instrument.Code, Both(instrument.Title), instrument.Source,
            [.. instrument.Questions.Select(question => new Wire.QuestionView(
                question.Kind, Both(question.Ask), rules.Kinds[question.Kind].Number?.From, rules.Kinds[question.Kind].Number?.To,
                question.OnlyIf, [.. question.Is.Select(answer => answer.ToString().ToLowerInvariant())]))]))],
        rules.Kinds.Values.Select(kind => (kind.Code, kind.Label))
            .Concat(rules.Combinations.Select(both => (both.Code, both.Label))).Concat(rules.Open.Select(open => (open.Code, open.Label)))
            .OrderBy(label => label.Code, StringComparer.Ordinal).ToDictionary(label => label.Code, label => Both(label.Label), StringComparer.Ordinal));

    private static Wire.BothWords Both(Wording wording) => new(wording.En, wording.Zh);
}
