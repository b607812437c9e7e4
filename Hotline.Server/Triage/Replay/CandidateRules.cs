using System.Collections.Frozen;
using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Triage.Learning;
using Hotline.Server.Triage.Rules;

namespace Hotline.Server.Triage.Replay;

/// <summary>A rule set on trial: recorded answers weigh as it says, and texts are read anew by its phrases and models.</summary>
public sealed class CandidateRules(RuleSet rules, IReadOnlyDictionary<string, TextModel>? models = null)
{
    private readonly IReadOnlyDictionary<string, TextModel> models = models ?? FrozenDictionary<string, TextModel>.Empty;

    public RuleSet Rules => rules;

    /// <summary>What it would have made of the contact at that moment.</summary>
    public Grade Assess(RecordedContact contact, RecordedAssessment at)
    {
        var known = contact.UpTo(at.Basis);
        List<GivenText> said = [.. contact.Texts.Where(text => text.At <= at.At)];
        // Shredded or never kept: what was read from them then is all there is.
        if (said.Count == 0) return rules.Assess(known);
        var read = ReadTexts.Of(rules, rules.Models.GetValueOrDefault(contact.Language) is { } hash ? models.GetValueOrDefault(hash) : null, contact.Language, said);
        return rules.Assess([.. known.Where(piece => piece.Source != ReadTexts.Source), .. read.Select((piece, index) => piece with { Number = (int)at.Basis + index + 1 })]);
    }

    internal static async Task<CandidateRules> LoadAsync(RecordsDb db, CompiledRules compiled, RuleSet rules, CancellationToken cancel)
    {
        var models = new Dictionary<string, TextModel>(StringComparer.Ordinal);
        foreach (var hash in rules.Models.Values.Distinct(StringComparer.Ordinal))
            if (await compiled.FindModelAsync(db, hash, cancel) is { } model) models[hash] = model;
        return new CandidateRules(rules, models);
    }
}
