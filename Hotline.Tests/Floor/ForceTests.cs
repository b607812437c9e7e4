using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;
using Outcome = Hotline.Server.Floor.Outcome;

namespace Hotline.Tests.Floor;

/// <summary>A supervisor forces any live contact to any state; what is over stays over.</summary>
public sealed class ForceTests
{
    private static readonly ContactId C = new("c");
    private static readonly WorkerId W0 = new("w0");
    private static readonly WorkerId W1 = new("w1");
    private static readonly string[] States = ["Waiting", "Offered", "Engaged", "WrapUp"];

    [Test]
    public void Every_live_state_may_be_forced_to_every_other(
        [ValueSource(nameof(States))] string from, [Values("Waiting", "Engaged", "WrapUp", "Closed", "Abandoned")] string to)
    {
        var floor = new PaperFloor().Worker("w0").Worker("w1").BringTo("c", "w0", from);
        var offer = floor.Contact("c").Pending.SingleOrDefault();
        var (holder, fence) = (floor.Contact("c").Holder, floor.Contact("c").LastFence);
        floor.Now += TimeSpan.FromSeconds(3);
        var force = new FloorCommand.ForceContact(C, Target(to));
        if (to == "WrapUp" && from != "Engaged")
        {
            Assert.That(floor.ComesTo(force), Is.EqualTo("NotEngaged"), "only a conversation can be wrapped up");
            return;
        }

        var said = floor.Said(force);

        List<FloorEvent> expected = [new FloorEvent.ContactForced(C, from, to)];
        if (offer is not null) expected.Add(new FloorEvent.OfferRescinded(C, W0, offer.Id, to == "Abandoned" ? "left" : "supervisor"));
        expected.Add(to switch
        {
            "Waiting" => new FloorEvent.ContactReturned(C, "forced"),
            "Engaged" => new FloorEvent.ContactEngaged(C, W1, fence.Next(1), "forced"),
            "WrapUp" => new FloorEvent.ContactEnded(C, W0, Outcome.Other),
            "Closed" => new FloorEvent.ContactClosed(C, holder, Outcome.WrongNumber),
            _ => new FloorEvent.ContactAbandoned(C, "forced", false),
        });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(expected));
            Assert.That(floor.Contact("c").State, Is.EqualTo(State(floor, to, holder)));
            Assert.That(floor.Who("w0").Holdings.Length, Is.EqualTo(to == "WrapUp" ? 1 : 0));
            Assert.That(floor.Who("w1").Holdings.Length, Is.EqualTo(to == "Engaged" ? 1 : 0));
            Assert.That(FloorChecks.Wrong(floor.State, floor.Rules), Is.Null);
        }
    }

    [Test]
    public void What_is_over_cannot_be_forced(
        [Values("Closed", "Abandoned")] string over, [Values("Waiting", "Engaged", "WrapUp", "Closed", "Abandoned")] string to)
    {
        var floor = new PaperFloor().Worker("w0").Worker("w1").BringTo("c", "w0", over);

        Assert.That(floor.ComesTo(new FloorCommand.ForceContact(C, Target(to))), Is.EqualTo("ContactOver"));
    }

    [Test]
    public void A_force_never_breaks_capacity_and_a_refused_one_moves_nothing()
    {
        var floor = new PaperFloor().Worker("w0").Worker("w1").BringTo("c", "w0", "Engaged").BringTo("mine", "w1", "Engaged");
        var before = floor.State;

        Assert.That(floor.ComesTo(new FloorCommand.ForceContact(C, new ForceTarget.Engaged(W1))), Is.EqualTo("NoCapacity"));
        Assert.That(floor.State, Is.SameAs(before));
    }

    private static ForceTarget Target(string to) => to switch
    {
        "Waiting" => new ForceTarget.Waiting(),
        "Engaged" => new ForceTarget.Engaged(W1),
        "WrapUp" => new ForceTarget.WrapUp(),
        "Closed" => new ForceTarget.Closed(Outcome.WrongNumber),
        _ => new ForceTarget.Abandoned(),
    };

    private static ContactState State(PaperFloor floor, string to, WorkerId? holder)
    {
        var fence = floor.Contact("c").LastFence;
        return to switch
        {
            "Waiting" => new ContactState.Waiting(floor.Now),
            "Engaged" => new ContactState.Engaged(W1, fence, floor.Now, null),
            "WrapUp" => new ContactState.WrapUp(W0, fence, floor.Now, floor.Now + floor.Rules.WrapUpFor, Outcome.Other),
            "Closed" => new ContactState.Closed(holder, floor.Now, Outcome.WrongNumber),
            _ => new ContactState.Abandoned(floor.Now, "forced"),
        };
    }
}
