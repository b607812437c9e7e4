using CsCheck;
using Hotline.Contracts;
using Hotline.Server.Escalations.Registry;
using NUnit.Framework;
using Band = Hotline.Server.Floor.Band;

namespace Hotline.Tests.Escalations;

public sealed class ChainProposalTests
{
    private static readonly Partner Team = Some.Partner("team");
    private static readonly Partner Police = Some.Voice("police-110", PartnerKind.Police, 910);
    private static readonly Partner Ambulance = Some.Voice("ambulance-120", PartnerKind.Ambulance);
    private static readonly Partner Fire = Some.Voice("fire-119", PartnerKind.Fire, 920);
    private static readonly PartnerSettings Desk = Some.Settings;

    [Test]
    public void Partners_of_the_wanted_kind_come_in_their_order_and_emergency_numbers_last()
    {
        var second = Some.Partner("second", Desk with { Order = 200 });
        var crew = Some.Partner("crew", Desk with { Kind = PartnerKind.Ambulance, Order = 950 });
        Assert.That(Chain([Ambulance, Fire, Police, second, crew, Team], Need([ResponseWanted.MobileCrisisTeam, ResponseWanted.Medical])),
            Is.EqualTo(new[] { "team", "second", "crew", "ambulance-120" }));
    }

    [Test]
    public void A_chain_without_a_number_ends_with_those_of_the_dispatchers() =>
        Assert.That(Chain([Fire, Police, Ambulance, Team], Need([ResponseWanted.MobileCrisisTeam])), Is.EqualTo(new[] { "team", "ambulance-120", "police-110" }));

    [Test]
    public void Nothing_wanted_is_what_the_band_asks_for()
    {
        Partner[] all = [Team, Police, Ambulance, Fire, Some.Voice("crisis-line-988", PartnerKind.OtherLine, 930)];
        Assert.That(Chain(all, Need([], Band.Imminent)), Is.EqualTo(new[] { "team", "ambulance-120", "police-110" }));
        Assert.That(Chain(all, Need([], Band.High)), Is.EqualTo(new[] { "team", "police-110" }));
        Assert.That(Chain(all, Need([], Band.Low)), Is.EqualTo(new[] { "team", "crisis-line-988" }));
    }

    [Test]
    public void Each_of_the_others_says_why_not()
    {
        var monday = new PartnerHours("Asia/Shanghai", [new OpeningHours(DayOfWeek.Monday, "08:00", "12:00")]);
        Partner[] all =
        [
            Some.Partner("off", Desk with { Enabled = false, Hours = monday }), Some.Partner("closed", Desk with { Hours = monday }),
            Some.Partner("far", Desk with { Area = new PartnerArea(["海淀区"], null) }), Some.Partner("deaf", Desk with { Languages = ["en"] }),
            Some.Partner("other", Desk with { Kind = PartnerKind.Hospital }), Team,
        ];
        var proposal = ChainProposal.Of(all, Need([ResponseWanted.MobileCrisisTeam]), Some.Now);
        Assert.That(proposal.Chain, Is.EqualTo(new[] { Team }));
        Assert.That(proposal.Others.Select(other => (other.Partner.Id, other.Why)), Is.EqualTo(new (string, string?)[]
        {
            ("off", "disabled"), ("closed", "closed"), ("far", "out_of_area"), ("deaf", "language"), ("other", null),
        }));
    }

    [Test]
    public void In_imminent_danger_a_language_keeps_nobody_away_but_who_speaks_it_is_asked_first()
    {
        var english = Some.Partner("english", Desk with { Languages = ["en"], Order = 1 });
        Assert.That(Chain([english, Team], Need([ResponseWanted.MobileCrisisTeam], Band.Imminent)), Is.EqualTo(new[] { "team", "english" }));
        Assert.That(Chain([english, Team], Need([ResponseWanted.MobileCrisisTeam])), Is.EqualTo(new[] { "team" }));
        Assert.That(Chain([english, Team], Need([ResponseWanted.MobileCrisisTeam]) with { Language = "EN-GB" }), Is.EqualTo(new[] { "english", "team" }));
        Assert.That(Chain([english, Team], Need([ResponseWanted.MobileCrisisTeam]) with { Language = null }), Is.EqualTo(new[] { "english", "team" }));
    }

    [Test]
    public void A_number_that_is_closed_elsewhere_or_of_another_kind_is_better_than_none()
    {
        var closed = Some.Partner("fire", Fire.Settings with { Hours = new PartnerHours("Asia/Shanghai", [new OpeningHours(DayOfWeek.Sunday, "00:00", "01:00")]) });
        Assert.That(Chain([closed], Need([ResponseWanted.Medical])), Is.EqualTo(new[] { "fire" }));
        Assert.That(Chain([Some.Partner("off", Fire.Settings with { Enabled = false })], Need([ResponseWanted.Medical])), Is.Empty);
        Assert.That(Chain([], Need([])), Is.Empty);
    }

    [Test]
    public void Every_response_that_can_be_wanted_has_a_kind_that_gives_it([Values] ResponseWanted wanted) =>
        Assert.That(ChainProposal.Kinds([wanted], Band.Low), Is.Not.Empty);

    [Test]
    public void Whatever_the_partners_and_the_need_the_promises_hold()
    {
        var settings = Gen.Select(Gen.Enum<PartnerKind>(), Gen.Enum<PartnerDelivery>(), Gen.Bool, Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 2]).Select((kind, delivery, enabled, order, place, tongue) => Desk with
        {
            Kind = kind, Delivery = delivery, Enabled = enabled, Order = order, VoiceNumber = "110",
            Area = new PartnerArea(place switch { 0 => [], 1 => ["朝阳区"], _ => ["海淀区"] }, null),
            Languages = tongue switch { 0 => [], 1 => ["zh"], _ => ["en"] },
            Hours = new PartnerHours("Asia/Shanghai", order == 3 ? [new OpeningHours(DayOfWeek.Sunday, "00:00", "01:00")] : []),
        });
        Gen.Select(settings.Array[0, 8], Gen.Enum<ResponseWanted>().Array[0, 3], Gen.Enum<Band>(), Gen.Int[0, 2].Select(one => one switch { 0 => "zh", 1 => "en", _ => null }), Gen.Bool.Select(known => known ? "朝阳区" : null))
            .Sample((drawn, wanted, band, language, district) =>
            {
                Partner[] all = [.. drawn.Select((one, i) => Some.Partner($"p{i}", one))];
                var proposal = ChainProposal.Of(all, new ChainNeed(wanted, new WherePart(District: district), language, band), Some.Now);
                var ids = proposal.Chain.Select(partner => partner.Id).ToList();
                var firstVoice = proposal.Chain.ToList().FindIndex(partner => partner.IsVoiceOnly);
                return ids.Concat(proposal.Others.Select(other => other.Partner.Id)).Order(StringComparer.Ordinal).SequenceEqual(all.Select(partner => partner.Id))
                    && proposal.Chain.All(partner => partner.Settings.Enabled)
                    && (firstVoice < 0 || proposal.Chain.Skip(firstVoice).All(partner => partner.IsVoiceOnly))
                    && (ids.Count > 0 || !all.Any(partner => partner.IsVoiceOnly && partner.Settings.Enabled));
            });
    }

    private static ChainNeed Need(IReadOnlyList<ResponseWanted> wanted, Band band = Band.Moderate) => new(wanted, new WherePart(District: "朝阳区"), "zh", band);

    private static IEnumerable<string> Chain(IEnumerable<Partner> partners, ChainNeed need) => ChainProposal.Of(partners, need, Some.Now).Chain.Select(partner => partner.Id);
}
