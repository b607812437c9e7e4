using Hotline.Contracts;
using Hotline.Server.Escalations.Registry;
using NUnit.Framework;

namespace Hotline.Tests.Escalations;

public sealed class PartnerCheckTests
{
    private static readonly PartnerSettings Good = Some.Webhook with
    {
        VoiceNumber = "+86 10 8295-1332", Say = "Hello", SayZh = "您好", Area = new PartnerArea(["朝阳区", "110105"], Some.Square(116.4, 39.9, hole: true)),
        Hours = new PartnerHours("Asia/Shanghai", [new OpeningHours(DayOfWeek.Monday, "08:00", "24:00")]), Languages = ["zh", "en"],
    };

    [Test]
    public void A_good_partner_passes() => Assert.That(Find(Good), Is.Empty);

    [TestCase("110")]
    [TestCase("988")]
    [TestCase("12356")]
    [TestCase("+12025550123")]
    [TestCase("+44 (20) 7946 0018")]
    public void Short_and_international_numbers_are_numbers(string number) => Assert.That(Find(Good with { VoiceNumber = number }), Is.Empty);

    private static IEnumerable<(PartnerSettings Settings, string[] Members)> Bad()
    {
        static (PartnerSettings, string[]) Case(PartnerSettings settings, params string[] members) => (settings, members);
        yield return Case(null!, "settings");
        yield return Case(Good with { Name = " ", NameZh = new string('组', 81) }, "name", "nameZh");
        yield return Case(Good with { Kind = (PartnerKind)99, Delivery = (PartnerDelivery)99, Format = (PayloadFormat)99 }, "kind", "delivery", "format");
        yield return Case(Good with { Url = null }, "url");
        yield return Case(Good with { Url = "http://partner.example/hook" }, "url");
        yield return Case(Good with { Url = "ftp://partner.example/hook" }, "url");
        yield return Case(Good with { Url = "/hook" }, "url");
        yield return Case(Good with { Url = "https://user:word@partner.example/hook" }, "url");
        yield return Case(Good with { Url = "https://partner.example/hook#part" }, "url");
        yield return Case(Good with { Delivery = PartnerDelivery.Voice, VoiceNumber = " " }, "voiceNumber");
        yield return Case(Good with { VoiceNumber = "7" }, "voiceNumber");
        yield return Case(Good with { VoiceNumber = "0108295133211" }, "voiceNumber");
        yield return Case(Good with { VoiceNumber = "call us" }, "voiceNumber");
        yield return Case(Good with { Say = new string('x', 1001), SayZh = "a\0b" }, "say", "sayZh");
        yield return Case(Good with { Area = null! }, "area");
        yield return Case(Good with { Area = new PartnerArea(["朝阳区", " 朝阳区"], null) }, "area.districts");
        yield return Case(Good with { Area = new PartnerArea([null!], "{") }, "area.districts", "area.geoJson");
        yield return Case(Good with { Hours = null! }, "hours");
        yield return Case(Good with { Hours = new PartnerHours("China Standard Time", [new OpeningHours(DayOfWeek.Monday, "9", "17:00"), null!]) }, "hours.timeZone", "hours.open[0].from", "hours.open[1]");
        yield return Case(Good with { Languages = ["zh-Hant"] }, "languages");
        yield return Case(Good with { Languages = ["en", "en"] }, "languages");
        yield return Case(Good with { AcknowledgeSeconds = 9, Order = 1000 }, "acknowledgeSeconds", "order");
        yield return Case(Good with { Name = "", Url = "", AcknowledgeSeconds = 3601, Order = -1, Languages = ["English"] }, "name", "url", "acknowledgeSeconds", "order", "languages");
    }

    [Test]
    public void Each_fault_is_named_by_its_member_and_no_other_is()
    {
        foreach (var (settings, members) in Bad())
            Assert.That(Find(settings).Keys, Is.EquivalentTo(members), settings?.ToString());
    }

    [Test]
    public void A_host_allowed_by_name_may_be_reached_without_tls()
    {
        Assert.That(PartnerCheck.Find(Good with { Url = "http://localhost:9/hook" }, host => host == "localhost"), Is.Empty);
        Assert.That(PartnerCheck.Find(Good with { Url = "http://127.0.0.1:9/hook" }, host => host == "localhost").Keys, Is.EqualTo(new[] { "url" }));
    }

    [TestCase("police-110", true)]
    [TestCase("110", true)]
    [TestCase("a", false)]
    [TestCase("Police", false)]
    [TestCase("-a", false)]
    [TestCase("a b", false)]
    [TestCase(null, false)]
    public void An_id_is_a_slug(string? id, bool right) => Assert.That(PartnerCheck.IsId(id), Is.EqualTo(right));

    [TestCase("{", "Not JSON")]
    [TestCase("[]", "A Polygon")]
    [TestCase("""{"type":"Point","coordinates":[1,2]}""", "A Polygon")]
    [TestCase("""{"type":"Polygon"}""", "coordinates")]
    [TestCase("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}""", "coordinates[0]: a ring has at least 4 positions")]
    [TestCase("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}""", "coordinates[0]: not closed")]
    [TestCase("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,"1"],[0,0]]]}""", "coordinates[0][2]")]
    [TestCase("""{"type":"Polygon","coordinates":[[[0,0],[181,0],[1,1],[0,0]]]}""", "coordinates[0][1]: longitude −180")]
    [TestCase("""{"type":"Polygon","coordinates":[[[39,116],[40,116],[40,117],[39,116]]]}""", "longitude comes first")]
    [TestCase("""{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[]]}""", "coordinates[1]")]
    public void A_drawing_that_cannot_be_used_says_where(string text, string says) =>
        Assert.That(Find(Good with { Area = new PartnerArea([], text) })["area.geoJson"], Has.Some.Contains(says));

    [Test]
    public void Settings_are_kept_as_checked_and_read_back_the_same()
    {
        var row = PartnerReading.Row(Some.Line, "team", Good with { Name = " Team ", Url = " https://partner.example/hotline " });
        var partner = PartnerReading.Read(row, []);
        Assert.That((partner.Settings.Name, partner.Settings.Url, partner.Settings.VoiceNumber, row.Version), Is.EqualTo(("Team", "https://partner.example/hotline", "+861082951332", 1)));
        Assert.That(partner.Area.Polygons, Has.Length.EqualTo(1));
        Assert.That(partner.Hours.OpenAt(Some.Now), Is.True);
        Assert.That(partner.ToString(), Is.EqualTo("demo/team"));
    }

    private static IReadOnlyDictionary<string, string[]> Find(PartnerSettings settings) => PartnerCheck.Find(settings, _ => false);
}
