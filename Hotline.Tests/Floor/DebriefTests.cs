using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>Protected minutes: begun by one key, ended by the worker alone, never by themselves.</summary>
public sealed class DebriefTests
{
    private static readonly WorkerId W = new("w");
    private static readonly FloorCommand.SetPresence Begin = new(W, PresenceKind.Break, BreakReason.Debrief);
    private PaperFloor floor = null!;

    [SetUp]
    public void Open() => floor = new PaperFloor(FloorRules.Default with { DebriefFor = TimeSpan.FromMinutes(5) }).Worker("w").Worker("other");

    [TestCase(PresenceKind.Available, null, "DebriefProtected")]
    [TestCase(PresenceKind.OffDuty, null, "DebriefProtected")]
    [TestCase(PresenceKind.Break, BreakReason.Meal, "DebriefProtected")]
    [TestCase(PresenceKind.Break, BreakReason.Debrief, "Unchanged", Description = "it is so already")]
    public void Nobody_else_ends_it_while_it_is_protected(PresenceKind to, BreakReason? reason, string comesTo)
    {
        floor.Do(Begin);
        floor.Now += TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1);

        Assert.That(floor.ComesTo(new FloorCommand.SetWorkerPresence(W, to, reason)), Is.EqualTo(comesTo));
    }

    [Test]
    public void Afterwards_a_supervisor_may_end_it()
    {
        floor.Do(Begin);
        floor.Now += TimeSpan.FromMinutes(5);

        Assert.That(floor.ComesTo(new FloorCommand.SetWorkerPresence(W, PresenceKind.Available, null)), Is.EqualTo("Changed"));
    }

    [Test]
    public void The_worker_ends_it_at_any_moment()
    {
        floor.Do(Begin);
        Assert.That(floor.ComesTo(new FloorCommand.SetPresence(W, PresenceKind.Available, null)), Is.EqualTo("Changed"));
    }

    [Test]
    public void Nothing_is_assigned_or_forced_into_it()
    {
        floor.Do(Begin);
        floor.Do(A.Arrival("c"));

        Assert.That(floor.ComesTo(new FloorCommand.AssignContact(new ContactId("c"), floor.Target("w"))), Is.EqualTo("DebriefProtected"));
        Assert.That(floor.ComesTo(new FloorCommand.ForceContact(new ContactId("c"), new ForceTarget.Engaged(W))), Is.EqualTo("DebriefProtected"));
        floor.Now += TimeSpan.FromMinutes(5);
        Assert.That(floor.ComesTo(new FloorCommand.AssignContact(new ContactId("c"), floor.Target("w"))), Is.EqualTo("Changed"), "a person may be asked again");
    }

    [Test]
    public void The_worker_may_take_a_last_call_all_the_same_and_is_protected_anew_afterwards()
    {
        floor.Do(Begin);
        floor.Do(new FloorCommand.SetPresence(new WorkerId("other"), PresenceKind.OffDuty, null));
        floor.Do(A.Arrival("c"));
        floor.Do(new FloorCommand.RaiseLastCall(new ContactId("c")));
        Assert.That(floor.ComesTo(new FloorCommand.TakeLastCall(new ContactId("c"), W)), Is.EqualTo("Changed"));
        floor.Now += TimeSpan.FromHours(1);
        Finish("c");

        Assert.That(Debrief.ProtectedUntil(floor.Who("w"), floor.Rules), Is.EqualTo(floor.Now + TimeSpan.FromMinutes(5)));
    }

    [Test]
    public void Chosen_while_engaged_it_begins_when_the_last_contact_is_finished()
    {
        floor.BringTo("one", "w", "Engaged", Channel.Chat).BringTo("two", "w", "Engaged", Channel.Chat);
        floor.Do(Begin);
        floor.Now += TimeSpan.FromMinutes(20);
        Finish("one");
        Assert.That(Debrief.ProtectedUntil(floor.Who("w"), floor.Rules), Is.Null, "something is still held");
        Assert.That(floor.ComesTo(new FloorCommand.SetWorkerPresence(W, PresenceKind.Available, null)), Is.EqualTo("DebriefProtected"), "nor is the choice taken away");
        floor.Now += TimeSpan.FromMinutes(20);
        Finish("two");

        Assert.That(Debrief.ProtectedUntil(floor.Who("w"), floor.Rules), Is.EqualTo(floor.Now + TimeSpan.FromMinutes(5)));
        floor.Now += TimeSpan.FromDays(1);
        floor.Plan();
        Assert.That(floor.Who("w").Presence, Is.EqualTo(PresenceKind.Break), "it never ends by itself");
    }

    [Test]
    public void More_minutes_are_taken_by_the_same_key_once_the_first_are_over()
    {
        floor.Do(Begin);
        Assert.That(floor.ComesTo(Begin), Is.EqualTo("Unchanged"));
        floor.Now += TimeSpan.FromMinutes(6);

        Assert.That(floor.Said(Begin), Is.EqualTo(new[] { new FloorEvent.PresenceChanged(W, PresenceKind.Break, PresenceKind.Break, BreakReason.Debrief, "chosen") }));
        Assert.That(Debrief.ProtectedUntil(floor.Who("w"), floor.Rules), Is.EqualTo(floor.Now + TimeSpan.FromMinutes(5)));
    }

    [Test]
    public void A_lost_console_does_not_end_it()
    {
        floor.Do(Begin);
        floor.Do(new FloorCommand.LoseConsole(W));
        Assert.That(floor.ComesTo(new FloorCommand.SetWorkerPresence(W, PresenceKind.Available, null)), Is.EqualTo("DebriefProtected"));
        floor.Do(new FloorCommand.JoinFloor(W, A.Profile()));
        Assert.That((floor.Who("w").Presence, floor.Who("w").BreakReason), Is.EqualTo((PresenceKind.Break, BreakReason.Debrief)));
    }

    [Test]
    public void Any_other_break_is_not_protected()
    {
        floor.Do(new FloorCommand.SetPresence(W, PresenceKind.Break, BreakReason.Meal));
        Assert.That(floor.ComesTo(new FloorCommand.SetWorkerPresence(W, PresenceKind.Available, null)), Is.EqualTo("Changed"));
    }

    private void Finish(string contact)
    {
        floor.Ended(contact);
        floor.Said(new FloorCommand.FinishWrapUp(new ContactId(contact), W, floor.Contact(contact).LastFence));
    }
}
