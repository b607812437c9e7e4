using System.Globalization;
using Hotline.Contracts;
using Hotline.Server.Records.Model;
using Hotline.Server.Supervision.Shifts;
using NUnit.Framework;

namespace Hotline.Tests.Supervision;

/// <summary>The shift log writes itself out of what is recorded anyway.</summary>
public sealed class ShiftStoryTests
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private long sequence;

    [Test]
    public void A_reason_stands_beside_what_came_of_it()
    {
        var told = Tell([Event("ContactEngaged", 61, "taken_over", "c1", "s")], orders: [Order("k", 60, "contact:c1")], texts: ("k", "he asked for me"));

        Assert.That(told.Single(), Is.EqualTo(new ShiftLogEntry(T0.AddSeconds(61), ShiftLogGroup.Contacts, "ContactEngaged", "taken_over", "c1", "Name of s", "Name of s", "he asked for me")));
    }

    [Test]
    public void A_reason_of_which_nothing_came_that_is_told_is_told_itself() =>
        Assert.That(Tell([Event("ContactForced", 600, "Waiting → Closed", "c1", null)], orders: [Order("k", 60, "contact:c1")], texts: ("k", "closest")).Select(entry => (entry.Kind, entry.Text)),
            Is.EqualTo(new[] { ("ContactForced", (string?)null), ("order", "closest") }));

    [Test]
    public void Imminent_is_told_once_a_contact() => Assert.That(
        Tell([Event("ContactRescored", 1, "Imminent 90", "c1", null), Event("ContactRescored", 2, "Imminent 95", "c1", null), Event("ContactOpened", 3, "Imminent 99", "c2", null)]).Select(entry => entry.ContactId),
        Is.EqualTo(new[] { "c2", "c1" }));

    [Test]
    public void The_newest_stands_first_and_each_has_its_group()
    {
        var told = Tell(
            [Event("ConsoleLost", 10, null, null, "w")],
            lines: [Line("diverted", 20, "s"), Line("note", 30, "s"), Line("alarm_raised", 40, "w"), Line("alarm_acknowledged", 50, "s")]);

        Assert.That(told.Select(entry => (entry.Kind, entry.Group, entry.ByName, entry.WorkerName)), Is.EqualTo(new (string, ShiftLogGroup, string?, string?)[]
        {
            ("alarm_acknowledged", ShiftLogGroup.Alarms, "Name of s", null), ("alarm_raised", ShiftLogGroup.Alarms, null, "Name of w"), ("note", ShiftLogGroup.Notes, "Name of s", null),
            ("diverted", ShiftLogGroup.Switches, "Name of s", null), ("ConsoleLost", ShiftLogGroup.Staff, null, "Name of w"),
        }));
    }

    [TestCase("2026-03-01T09:30:00Z", 0, "2026-03-01T08:00:00Z", "2026-03-01T16:00:00Z", TestName = "Half past five in the afternoon in Shanghai is in the shift from four")]
    [TestCase("2026-03-01T09:30:00Z", 1, "2026-03-01T00:00:00Z", "2026-03-01T08:00:00Z", TestName = "The shift before began at eight")]
    [TestCase("2026-03-01T16:00:00Z", 0, "2026-03-01T16:00:00Z", "2026-03-02T00:00:00Z", TestName = "At midnight a shift begins")]
    [TestCase("2026-03-01T16:00:00Z", 3, "2026-02-28T16:00:00Z", "2026-03-01T00:00:00Z", TestName = "Three shifts before is yesterday's")]
    public void Shifts_are_of_the_lines_wall_clock(string now, int ago, string from, string until) => Assert.That(
        ShiftSpan.Of(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), At(now), ago), Is.EqualTo(new ShiftSpan(At(from), At(until))));

    [Test]
    public void No_moment_is_between_two_shifts_when_the_clocks_are_set()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");
        for (var ago = 0; ago < 30; ago++)
            Assert.That(ShiftSpan.Of(zone, At("2026-03-12T12:00:00Z"), ago).From, Is.EqualTo(ShiftSpan.Of(zone, At("2026-03-12T12:00:00Z"), ago + 1).Until));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static IReadOnlyList<ShiftLogEntry> Tell(TimelineRow[] events, ShiftLogRow[]? lines = null, TypedReasonRow[]? orders = null, params (string Id, string Text)[] texts) =>
        ShiftStory.Tell(new ShiftRows(events, lines ?? [], orders ?? [], [], [], texts.ToDictionary(text => text.Id, text => text.Text)), id => "Name of " + id);

    private TimelineRow Event(string kind, int second, string? detail, string? contact, string? worker) => new()
    {
        Line = "demo", Epoch = 1, Sequence = ++sequence, Number = 0, Tag = "t", At = T0.AddSeconds(second), Kind = kind, Detail = detail, ContactId = contact, WorkerId = worker,
    };

    private static ShiftLogRow Line(string kind, int second, string worker) => new() { Id = kind, Line = "demo", At = T0.AddSeconds(second), Kind = kind, WorkerId = worker };

    private static TypedReasonRow Order(string id, int second, string subject) => new() { CommandId = id, Line = "demo", Actor = "supervisor:s", Subject = subject, At = T0.AddSeconds(second), Reason = [] };
}
