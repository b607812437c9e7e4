using Hotline.Console.Board;
using Hotline.Console.Parts;
using Hotline.Contracts;
using NUnit.Framework;

namespace Hotline.Tests.Console;

public sealed class ShiftLogWordsTests
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [TestCase("PresenceChanged", "Available → Break (Meal): supervisor", "Presence set by a supervisor: Available → On a break (Meal)")]
    [TestCase("PresenceChanged", "Available → NotResponding: missed_offer", "Missed an offer: Available → Not responding")]
    [TestCase("ContactForced", "Waiting → Closed", "Forced by a supervisor: Waiting → Closed")]
    [TestCase("BandOverridden", "Moderate → Imminent (computed High)", "Band set by a person: Moderate → Imminent (rules: High)")]
    [TestCase("ContactEngaged", "taken_over", "Taken over by a supervisor")]
    [TestCase("alarm_raised", "understaffed", "Alarm: Fewer people are on duty than the line needs.")]
    [TestCase("diverted", null, "Queue diverted to supervisors")]
    [TestCase("ConsoleLost", null, "Console lost")]
    public void Codes_become_words(string kind, string? detail, string says) => Assert.That(ShiftLogWords.What(new Words(), Entry(kind, detail)), Is.EqualTo(says));

    [Test]
    public void A_file_quotes_what_people_wrote_and_no_spreadsheet_runs_it()
    {
        var file = ShiftLogFile.Write(new Words(), [Entry("note", null) with { Text = "=1+1 \"quoted\",\nsecond line", ByName = "Lin" }]);

        Assert.That(file, Does.StartWith("\uFEFF\"Time\","));
        Assert.That(file, Does.Contain("\"'=1+1 \"\"quoted\"\",\nsecond line\""));
    }

    private static ShiftLogEntry Entry(string kind, string? detail) => new(T0, ShiftLogGroup.Contacts, kind, detail, null, null, null, null);
}
