using System.Collections.Immutable;
using Hotline.Server.Floor;

namespace Hotline.Server.Escalations.Registry;

/// <summary>What a chain is sought for.</summary>
/// <param name="Wanted">Nothing = what <paramref name="Band"/> asks for.</param>
/// <param name="Language">BCP 47; null when not known.</param>
public sealed record ChainNeed(IReadOnlyList<Wire.ResponseWanted> Wanted, Wire.WherePart Where, string? Language, Band Band);

/// <param name="Why">closed, out_of_area, language or disabled; null when it can be asked, but is not of a kind that is wanted.</param>
public sealed record NotProposed(Partner Partner, string? Why);

/// <summary>Whom to ask, in this order, and why not the others. Every partner is in one of the two, once.</summary>
public sealed record ChainProposal(ImmutableArray<Partner> Chain, ImmutableArray<NotProposed> Others)
{
    public const string Closed = "closed";
    public const string OutOfArea = "out_of_area";
    public const string OtherLanguage = "language";
    public const string Disabled = "disabled";

    /// <summary>
    /// Partners of the kinds wanted that are open, there and understand, by their order; those reached by voice alone (emergency numbers) come last.
    /// When no number is among them, the emergency dispatchers' are added, so that a chain ends with something to dial;
    /// a chain is never empty while an enabled partner is reached by voice.
    /// </summary>
    public static ChainProposal Of(IEnumerable<Partner> partners, ChainNeed need, DateTimeOffset now)
    {
        var all = partners.Select(partner => (Partner: partner, Why: WhyNot(partner, need, now))).ToList();
        var kinds = Kinds(need.Wanted, need.Band);
        var able = all.Where(one => one.Why is null).Select(one => one.Partner).ToList();
        var wanted = able.Where(partner => kinds.Contains(partner.Settings.Kind)).ToList();
        var voices = wanted.Where(partner => partner.IsVoiceOnly).ToList();
        if (voices.Count == 0)
            voices = LastResort(all.Select(one => one.Partner), able, isEmpty: wanted.Count == 0);
        ImmutableArray<Partner> chain = [.. Ordered(wanted.Where(partner => !partner.IsVoiceOnly), need), .. Ordered(voices, need)];
        return new ChainProposal(chain, [.. all.Where(one => !chain.Contains(one.Partner)).Select(one => new NotProposed(one.Partner, one.Why))]);
    }

    /// <summary>Kinds of partners that can give what is wanted.</summary>
    public static ImmutableHashSet<Wire.PartnerKind> Kinds(IReadOnlyList<Wire.ResponseWanted> wanted, Band band) =>
        [.. wanted.Count > 0 ? wanted.SelectMany(Wire.EscalationRules.KindsOf) : KindsOf(band)];

    private static Wire.PartnerKind[] KindsOf(Band band) => band switch
    {
        Band.Imminent => [Wire.PartnerKind.Ambulance, Wire.PartnerKind.Police, Wire.PartnerKind.MobileCrisisTeam],
        Band.High => [Wire.PartnerKind.MobileCrisisTeam, Wire.PartnerKind.Police],
        _ => [Wire.PartnerKind.MobileCrisisTeam, Wire.PartnerKind.OtherLine],
    };

    private static string? WhyNot(Partner partner, ChainNeed need, DateTimeOffset now) =>
        !partner.Settings.Enabled ? Disabled
        : !partner.Hours.OpenAt(now) ? Closed
        : partner.Area.Of(need.Where) == Coverage.Outside ? OutOfArea
        // Nobody about to die is kept from help for want of a language; who speaks it is asked first.
        : need.Band != Band.Imminent && !Speaks(partner, need.Language) ? OtherLanguage
        : null;

    // A number that may be closed or elsewhere is better than none.
    private static List<Partner> LastResort(IEnumerable<Partner> all, List<Partner> able, bool isEmpty)
    {
        var voices = able.Where(partner => partner.IsVoiceOnly).ToList();
        var dispatchers = voices.Where(partner => Wire.EscalationRules.Dispatchers.Contains(partner.Settings.Kind)).ToList();
        return dispatchers.Count > 0 ? dispatchers
            : !isEmpty ? []
            : voices.Count > 0 ? voices
            : [.. all.Where(partner => partner.IsVoiceOnly && partner.Settings.Enabled)];
    }

    private static IEnumerable<Partner> Ordered(IEnumerable<Partner> partners, ChainNeed need) => partners
        .OrderByDescending(partner => Speaks(partner, need.Language))
        .ThenBy(partner => partner.Settings.Order)
        .ThenByDescending(partner => partner.Area.Of(need.Where) == Coverage.Inside)
        .ThenBy(partner => partner.Id, StringComparer.Ordinal);

    private static bool Speaks(Partner partner, string? language) =>
        string.IsNullOrWhiteSpace(language) || partner.Settings.Languages.Count == 0
        || partner.Settings.Languages.Contains(language.Trim().Split('-', '_')[0].ToLowerInvariant(), StringComparer.Ordinal);
}
