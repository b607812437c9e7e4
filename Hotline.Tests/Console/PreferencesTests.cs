using Hotline.Console.Admin;
using Hotline.Console.Parts;
using Hotline.Contracts;
using NUnit.Framework;

namespace Hotline.Tests.Console;

public sealed class PreferencesTests
{
    [TestCase(null)]
    [TestCase("")]
    [TestCase("not json")]
    [TestCase("null")]
    public void Unreadable_preferences_are_the_usual_ones(string? kept) => Assert.That(Preferences.Read(kept).Theme, Is.EqualTo("auto"));

    [Test]
    public void Preferences_from_elsewhere_cannot_break_the_page()
    {
        var read = Preferences.Read("""{"theme":"<script>","volume":99,"keys":null}""");
        Assert.That((read.Theme, read.Volume), Is.EqualTo(("auto", 1d)));
        Assert.That(read.KeyOf(Acts.Accept), Is.EqualTo("F8"));
    }

    [TestCase("F8", true)]
    [TestCase("F12", true)]
    [TestCase("Ctrl+Alt+A", true)]
    [TestCase("A", false)]
    [TestCase("Enter", false)]
    [TestCase("F", false)]
    [TestCase("", false)]
    public void No_key_of_typing_acts(string chord, bool acts) => Assert.That(KeyChord.MayAct(chord), Is.EqualTo(acts));

    [Test]
    public void Times_and_numbers_are_written_as_each_language_writes_them()
    {
        var words = new Words();
        var at = new DateTimeOffset(new DateTime(2026, 3, 1, 21, 5, 9, DateTimeKind.Local));
        Assert.That((words.Time(at), words.DateAndTime(at)), Is.EqualTo(("9:05:09 PM", "Mar 1, 2026, 9:05 PM")));
        words.Speak("zh-Hans-CN");
        Assert.That((words.Time(at), words.DateAndTime(at)), Is.EqualTo(("21:05:09", "2026年3月1日 21:05")));
        Assert.That((words.Number(12345), words.Percent(0.861)), Is.EqualTo(("12,345", "86%")));
    }

    [Test]
    public void A_code_nobody_knows_is_shown_and_not_hidden()
    {
        var words = new Words();
        Assert.That(words.Code("stuck", "brand_new"), Does.Contain("brand_new"));
        Assert.That(words.Code("why", "skill:youth"), Is.EqualTo("has the skill Youth"));
        Assert.That((words.Skill("youth:2"), words.Skill("falconry:3")), Is.EqualTo(("Youth 2", "falconry 3")));
    }

    [Test]
    public void A_line_that_is_read_and_saved_unchanged_is_the_same_line()
    {
        var line = new LineSettingsView(
            "demo", "Harbour", "港湾", "UTC", [new OpeningHours(DayOfWeek.Monday, "08:00", "22:00")], ["911", "988"], null, ["en", "zh"],
            [new BandTarget(Band.Imminent, 10, 10, 15), new BandTarget(Band.Low, 20, 600, 30)], 60, false, true, 3);
        var draft = LineDraft.Of(line);
        Assert.That(draft.Fault(), Is.Null);
        var saved = draft.View();
        // Lists in records compare by reference: each for itself, then the rest.
        Assert.That(line with { Hours = saved.Hours, EmergencyNumbers = saved.EmergencyNumbers, Languages = saved.Languages, Targets = saved.Targets }, Is.EqualTo(saved));
        Assert.That(saved.Languages, Is.EqualTo(line.Languages));
        Assert.That(saved.Hours, Is.EqualTo(line.Hours));
        Assert.That(saved.EmergencyNumbers, Is.EqualTo(line.EmergencyNumbers));
        Assert.That(saved.Targets, Is.EqualTo(line.Targets));
    }

    [Test]
    public void A_line_without_an_emergency_number_cannot_be_saved()
    {
        var draft = LineDraft.Fresh();
        (draft.Id, draft.Name, draft.NameZh) = ("north", "North", "北");
        Assert.That(draft.Fault(), Is.EqualTo("lines.fault.emergency"));
        draft.EmergencyNumbers = "110，120";
        Assert.That(draft.Fault(), Is.Null);
        Assert.That(draft.View().EmergencyNumbers, Is.EqualTo(new[] { "110", "120" }));
    }
}
