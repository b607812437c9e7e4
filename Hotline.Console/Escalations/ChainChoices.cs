using Hotline.Contracts;

namespace Hotline.Console.Escalations;

/// <summary>Whom to ask for what is wanted, of the partners that can be asked. The server proposes a chain for the form it read; chips change it here as it would there.</summary>
public static class ChainChoices
{
    public static IReadOnlyList<string> Proposed(EscalationDraft draft, IReadOnlyList<ResponseWanted> wanted)
    {
        if (wanted.Count == 0 || wanted.Order().SequenceEqual(draft.Form.Wanted.Order()))
            return [.. draft.Partners.Where(partner => partner.Suggested).Select(partner => partner.PartnerId)];
        var kinds = wanted.SelectMany(EscalationRules.KindsOf).ToHashSet();
        var able = draft.Partners.Where(partner => partner.WhyNot is null).ToList();
        var chosen = able.Where(partner => kinds.Contains(partner.Kind)).ToList();
        var voices = chosen.Where(partner => partner.Delivery == PartnerDelivery.Voice).ToList();
        // A chain ends with something to dial.
        if (voices.Count == 0)
            voices = [.. able.Where(partner => partner.Delivery == PartnerDelivery.Voice && EscalationRules.Dispatchers.Contains(partner.Kind))];
        return [.. chosen.Where(partner => partner.Delivery != PartnerDelivery.Voice).Concat(voices).Select(partner => partner.PartnerId)];
    }
}
