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

    [Test]
    public void Many_of_a_kind_in_one_go_are_one_line_and_what_people_wrote_never_is()
    {
        var calls = Enumerable.Range(0, 30).Select(second => Entry("LastCallRaised", null) with { At = T0.AddSeconds(-second) }).ToList();
        var notes = Enumerable.Range(0, 5).Select(second => Entry("note", null) with { At = T0.AddSeconds(-60 - second), ByName = "Lin", Text = "same" });

        Assert.That(ShiftLogFold.Of([.. calls, .. notes]).Select(line => line.Entries.Count), Is.EqualTo(new[] { 30, 1, 1, 1, 1, 1 }));
        Assert.That(ShiftLogFold.Of(calls.Take(3)).Select(line => line.Entries.Count), Is.EqualTo(new[] { 1, 1, 1 }));
        Assert.That(ShiftLogFold.Of(calls.Select((call, at) => call with { At = T0.AddMinutes(-2 * at) })).Count, Is.EqualTo(30));
    }

    [Test]
    public void The_gravest_alarms_stand_first_and_many_of_a_kind_are_one_line()
    {
        var alarms = Enumerable.Range(0, 9).Select(number => new AlarmView("last_call:" + number, "last_call", T0.AddSeconds(number), "c" + number, null, number == 8, null))
            .Append(new AlarmView("imminent_waiting:c", "imminent_waiting", T0.AddHours(-1), "c", null, false, null)).Append(new AlarmView("diverted:1", "diverted", T0.AddHours(1), null, null, false, null));

        Assert.That(AlarmGroup.Of(alarms).Select(group => (group.Kind, group.Acknowledged, group.Alarms.Count)), Is.EqualTo(new[]
        {
            ("imminent_waiting", false, 1), ("last_call", false, 8), ("diverted", false, 1), ("last_call", true, 1),
        }));
    }

    private static ShiftLogEntry Entry(string kind, string? detail) => new(T0, ShiftLogGroup.Contacts, kind, detail, null, null, null, null);
}
