using Hotline.Contracts;
using Hotline.Server.Lines;
using Hotline.Tests.Platform;
using NUnit.Framework;

namespace Hotline.Tests.Lines;

public sealed class LineCheckTests
{
    internal static readonly LineSettingsView Good = new(
        "beijing", "Beijing line", "北京热线", "Asia/Shanghai", [new OpeningHours(DayOfWeek.Monday, "06:00", "24:00")], ["110", "120", "010-8295 1332", "+86 12356"],
        "12356", ["zh", "en", "zh-Hant"], [new BandTarget(Band.Imminent, 5, 8, 12)], 90, Drill: false, Enabled: true, Version: 0);

    [Test]
    public void A_good_line_passes() => Assert.That(LineCheck.Find(Good), Is.Empty);

    private static IEnumerable<(LineSettingsView Line, string[] Members)> Bad()
    {
        static (LineSettingsView, string[]) Case(LineSettingsView line, params string[] members) => (line, members);
        yield return Case(Good with { Id = "Beijing" }, "id");
        yield return Case(Good with { Id = "b" }, "id");
        yield return Case(Good with { Id = "1line" }, "id");
        yield return Case(Good with { Id = new string('a', 33) }, "id");
        yield return Case(Good with { Id = null! }, "id");
        yield return Case(Good with { Name = " " }, "name");
        yield return Case(Good with { Id = "beijing\n" }, "id");
        yield return Case(Good with { Name = "a\0b", NameZh = "a\nb" }, "name", "nameZh");
        yield return Case(Good with { EmergencyNumbers = ["110\n"] }, "emergencyNumbers[0]");
        yield return Case(Good with { Hours = [null!], Targets = [null!] }, "hours[0]", "targets[0]");
        yield return Case(Good with { NameZh = new string('热', 101) }, "nameZh");
        yield return Case(Good with { TimeZone = "Mars/Olympus" }, "timeZone");
        yield return Case(Good with { TimeZone = "China Standard Time" }, "timeZone");
        yield return Case(Good with { TimeZone = "" }, "timeZone");
        yield return Case(Good with { EmergencyNumbers = [] }, "emergencyNumbers");
        yield return Case(Good with { EmergencyNumbers = null! }, "emergencyNumbers");
        yield return Case(Good with { EmergencyNumbers = ["110", "call us"] }, "emergencyNumbers[1]");
        yield return Case(Good with { EmergencyNumbers = ["--"] }, "emergencyNumbers[0]");
        yield return Case(Good with { OverflowLine = "the other one" }, "overflowLine");
        yield return Case(Good with { Languages = [] }, "languages");
        yield return Case(Good with { Languages = ["en", "en"] }, "languages");
        yield return Case(Good with { Languages = ["English"] }, "languages[0]");
        yield return Case(Good with { Hours = [new OpeningHours(DayOfWeek.Monday, "9", "17:00")] }, "hours[0].from");
        yield return Case(Good with { Hours = [new OpeningHours(DayOfWeek.Monday, "24:00", "25:00")] }, "hours[0].from", "hours[0].until");
        yield return Case(Good with { Hours = [new OpeningHours((DayOfWeek)9, "09:00", "17:00")] }, "hours[0].day");
        yield return Case(Good with { Targets = [new BandTarget(Band.High, 0, -1, 601)] }, "targets[0].voiceSeconds", "targets[0].otherSeconds", "targets[0].offerSeconds");
        yield return Case(Good with { Targets = [new BandTarget(Band.High, 1, 1, 1), new BandTarget(Band.High, 2, 2, 2)] }, "targets");
        yield return Case(Good with { WrapUpSeconds = 0 }, "wrapUpSeconds");
        yield return Case(Good with { Name = "", EmergencyNumbers = [], WrapUpSeconds = -5 }, "name", "emergencyNumbers", "wrapUpSeconds");
    }

    [Test]
    public void Each_fault_is_named_by_its_member_and_no_other_is()
    {
        foreach (var (line, members) in Bad())
            Assert.That(LineCheck.Find(line).Keys, Is.EquivalentTo(members), line.ToString());
    }

    [Test]
    public void What_the_floor_gets_follows_from_the_settings()
    {
        var line = LineReading.Read(LineReading.Row(Good));
        Assert.Multiple(() =>
        {
            Assert.That(line.Rules.WrapUpFor, Is.EqualTo(TimeSpan.FromSeconds(90)));
            Assert.That(line.Rules.OfferFor[Server.Floor.Band.Imminent], Is.EqualTo(TimeSpan.FromSeconds(12)));
            Assert.That(line.Rules.OfferFor[Server.Floor.Band.Low], Is.EqualTo(TimeSpan.FromSeconds(30)), "a band that is not set has the default");
            Assert.That(line.Targets[Server.Floor.Band.Imminent].For(Server.Floor.Channel.Voice), Is.EqualTo(TimeSpan.FromSeconds(5)));
            Assert.That(line.Targets[Server.Floor.Band.Imminent].For(Server.Floor.Channel.Sms), Is.EqualTo(TimeSpan.FromSeconds(8)));
            Assert.That(line.Targets.Keys, Is.EquivalentTo(Enum.GetValues<Server.Floor.Band>()));
            Assert.That(line.OpenNow(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero)), Is.True);
            Assert.That(line.OpenNow(new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero)), Is.False);
        });
    }

    [Test]
    public void A_line_read_back_is_the_line_that_was_written()
    {
        var view = LineReading.View(LineReading.Row(Good));
        Assert.That(LineReading.Differences(Good, view), Is.EqualTo(new[] { "targets" }), "targets are completed");
        Assert.That(view.Version, Is.EqualTo(1));
        Assert.That(LineReading.Differences(view, view with { Name = "Other", Version = 7, EmergencyNumbers = ["110"] }), Is.EqualTo(new[] { "emergencyNumbers", "name" }));
    }

    [Test]
    public void A_line_without_a_chinese_name_is_called_by_its_other_one() =>
        Assert.That(LineReading.Read(LineReading.Row(Good with { NameZh = "" })).NameZh, Is.EqualTo("Beijing line"));

    [TestCase("Production", 60, true)]
    [TestCase("Production", 59, false)]
    [TestCase("Production", 120, false)]
    [TestCase("Development", 60, true)]
    [TestCase("Development", 20, true)]
    [TestCase("Development", 0, false)]
    [TestCase("Development", 120, false)]
    public void A_minute_is_a_minute_but_where_tests_are_run(string environment, int seconds, bool holds) => Assert.That(
        new ValidateLines(StartupTests.In(environment)).Validate(null, new LinesOptions { Minute = TimeSpan.FromSeconds(seconds) }).Succeeded, Is.EqualTo(holds));

    [Test]
    public void A_shorter_minute_shortens_what_a_worker_is_asked_and_nothing_else()
    {
        var (usual, brief) = (LineReading.Read(LineReading.Row(Good)).Rules, LineReading.Read(LineReading.Row(Good), TimeSpan.FromSeconds(20)).Rules);
        Assert.That((usual.IdleAfter, usual.IdleAnswerFor, usual.DebriefFor), Is.EqualTo((TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5))));
        Assert.That((brief.IdleAfter, brief.IdleAnswerFor, brief.DebriefFor), Is.EqualTo((TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(100))));
        Assert.That((brief.TransferFor, brief.WrapUpFor, brief.ExcludeFor), Is.EqualTo((usual.TransferFor, usual.WrapUpFor, usual.ExcludeFor)));
    }
}
