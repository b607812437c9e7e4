using Hotline.Server.Floor;
using Hotline.Server.Lines;
using Hotline.Server.Supervision.Alarms;
using Hotline.Tests.Lines;
using Hotline.Tests.Support;
using NUnit.Framework;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Supervision;

/// <summary>What on a floor is an alarm, and that each that comes again is another one.</summary>
public sealed class AlarmConditionTests
{
    private static readonly Wire.ThresholdsView Thresholds = new(2, 1, 20, 10, 2);
    private static readonly Line Line = LineReading.Read(LineReading.Row(LineCheckTests.Good with { Id = "demo", Hours = [] })) with
    {
        Routing = Wire.RoutingView.Defaults("demo") with { Thresholds = Thresholds },
    };
    private PaperFloor floor = null!;

    [SetUp]
    public void Open() => floor = new PaperFloor().Worker("w").Worker("v");

    [Test]
    public void An_imminent_contact_alarms_again_when_it_is_back_in_the_queue()
    {
        floor.Do(A.Arrival("c", Band.Imminent));
        var first = Ids("imminent_waiting").Single();
        floor.Now += TimeSpan.FromSeconds(5);
        floor.Engaged("c", "w");
        Assert.That(Ids("imminent_waiting"), Is.Empty);
        floor.Do(new FloorCommand.RequeueContact(new ContactId("c")));

        Assert.That(Ids("imminent_waiting").Single(), Is.Not.EqualTo(first));
    }

    [Test]
    public void A_missed_target_alarms_again_when_the_band_is_raised()
    {
        floor.Do(A.Arrival("c", Band.Moderate));
        floor.Now += TimeSpan.FromMinutes(1);
        var first = Ids("target_missed").Single();
        floor.Do(new FloorCommand.RescoreContact(new ContactId("c"), A.Grade(Band.High, null, 9)));

        Assert.That(Ids("target_missed").Single(), Is.Not.EqualTo(first));
    }

    [Test]
    public void A_last_call_alarms_again_when_it_is_raised_again()
    {
        floor.Do(A.Arrival("c"));
        floor.Do(new FloorCommand.RaiseLastCall(new ContactId("c")));
        var first = Ids("last_call").Single();
        floor.Offered("c", "w");
        floor.Do(new FloorCommand.DeclineOffer(new ContactId("c"), floor.PendingOf("c", "w").Id, new WorkerId("w")));
        floor.Now += TimeSpan.FromSeconds(1);
        floor.Do(new FloorCommand.RaiseLastCall(new ContactId("c")));

        Assert.That(Ids("last_call").Single(), Is.Not.EqualTo(first));
    }

    [TestCase(BreakReason.Break, 19, 0)]
    [TestCase(BreakReason.Break, 21, 1)]
    [TestCase(BreakReason.Meal, 39, 0)]
    [TestCase(BreakReason.Meal, 41, 1)]
    [TestCase(BreakReason.Debrief, 300, 0)]
    [TestCase(BreakReason.Training, 300, 0)]
    public void A_break_longer_than_set_alarms_and_a_debrief_never(BreakReason reason, int minutes, int alarms)
    {
        floor.Do(new FloorCommand.SetPresence(new WorkerId("w"), PresenceKind.Break, reason));
        floor.Now += TimeSpan.FromMinutes(minutes);

        Assert.That(Ids("presence_long").Count(), Is.EqualTo(alarms));
    }

    [Test]
    public void A_wrap_up_longer_than_set_alarms()
    {
        floor.Do(A.Arrival("c", Band.High));
        floor.Engaged("c", "w").Ended("c");
        floor.Now += TimeSpan.FromMinutes(11);

        Assert.That(Ids("presence_long").Single(), Does.Contain("w:WrapUp"));
    }

    [Test]
    public void Too_few_on_duty_alarm_a_break_counts_as_duty_and_a_lost_console_does_not()
    {
        Assert.That(Standing(), Has.None.EqualTo("understaffed"));
        floor.Do(new FloorCommand.SetPresence(new WorkerId("w"), PresenceKind.Break, null));
        Assert.That(Standing(), Has.None.EqualTo("understaffed"));
        floor.Do(new FloorCommand.LoseConsole(new WorkerId("v")));

        Assert.That(Standing(), Is.SupersetOf(new[] { "understaffed", "unstaffed" }));
    }

    [Test]
    public void A_queue_longer_than_set_alarms()
    {
        floor.Do(A.Arrival("c1"));
        Assert.That(Standing(), Has.None.EqualTo("queue_long"));
        floor.Do(A.Arrival("c2"));

        Assert.That(Standing(), Has.Some.EqualTo("queue_long"));
    }

    [Test]
    public void A_diverted_queue_is_said_and_each_diversion_is_another()
    {
        string IdAt(int minute) => AlarmConditions.Derive(Line with { Mode = new Wire.LineModeView(new Wire.SwitchView("s", A.T0.AddMinutes(minute)), null) }, floor.State, _ => TimeSpan.FromSeconds(20), floor.Now)
            .Single(alarm => alarm.Kind == "diverted").Id;

        Assert.That(IdAt(1), Is.Not.EqualTo(IdAt(2)));
    }

    private IEnumerable<string> Ids(string kind) =>
        AlarmConditions.Derive(Line, floor.State, _ => TimeSpan.FromSeconds(20), floor.Now).Where(alarm => alarm.Kind == kind).Select(alarm => alarm.Id);

    private IReadOnlySet<string> Standing() => AlarmConditions.Standing(Line, floor.State, floor.Now);
}
