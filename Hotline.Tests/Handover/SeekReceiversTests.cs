using Hotline.Server.Floor;
using Hotline.Server.Handover;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Handover;

/// <summary>Who is asked next for a transfer to a skill.</summary>
public sealed class SeekReceiversTests
{
    private static readonly ContactId C = new("c");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open() => floor = new PaperFloor().Worker("w0").BringTo("c", "w0", "Engaged");

    [Test]
    public void The_longest_idle_of_those_who_have_the_skill_is_asked_and_after_a_no_the_next()
    {
        Youth("late", 3, idleFor: 1);
        Youth("early", 2, idleFor: 9);
        Youth("low", 1, idleFor: 20);
        Ask(level: 2);
        Assert.That(Next(), Is.EqualTo(new[] { "early" }));
        floor.Said(new FloorCommand.SeekReceiver(C, 1, floor.Target("early"), 0));
        Assert.That(Next(), Is.Empty, "one at a time");

        floor.Said(new FloorCommand.DeclineOffer(C, floor.PendingOf("c", "early").Id, new WorkerId("early")));

        Assert.That(Next(), Is.EqualTo(new[] { "late" }));
    }

    [Test]
    public void Two_conversations_never_ask_the_same_person_in_one_round()
    {
        Youth("only", 2, idleFor: 5);
        floor.Worker("w1").BringTo("d", "w1", "Engaged");
        Ask(level: 1);
        floor.Said(new FloorCommand.StartTransfer(new ContactId("d"), new WorkerId("w1"), floor.Contact("d").HolderFence!.Value, TransferKind.Warm, new TransferTarget.Skilled(new SkillNeed("youth", 1)), floor.Target("x").Offer));

        Assert.That(Next(), Is.EqualTo(new[] { "only" }));
    }

    [Test]
    public void Nobody_is_asked_once_the_time_is_over_nor_for_a_transfer_to_a_colleague()
    {
        Youth("y", 2, idleFor: 5);
        Ask(level: 1);
        floor.Now += floor.Rules.TransferFor;
        Assert.That(Next(), Is.Empty);
        floor.RunTimers();
        floor.Said(new FloorCommand.StartTransfer(C, new WorkerId("w0"), floor.Contact("c").HolderFence!.Value, TransferKind.Cold, new TransferTarget.Colleague(new WorkerId("y")), floor.Target("x").Offer));

        Assert.That(Next(), Is.Empty);
    }

    private void Ask(int level) => floor.Said(new FloorCommand.StartTransfer(
        C, new WorkerId("w0"), floor.Contact("c").HolderFence!.Value, TransferKind.Cold, new TransferTarget.Skilled(new SkillNeed("youth", level)), floor.Target("x").Offer));

    private string[] Next() => [.. SeekReceivers.Next(floor.State, floor.Rules, floor.Now).Select(next => next.Worker.Value)];

    private void Youth(string id, int level, int idleFor)
    {
        floor.Worker(id, A.Profile() with { Skills = A.Profile().Skills.Add("youth", level) });
        floor.Damage(floor.Who(id) with { IdleSince = floor.Now - TimeSpan.FromMinutes(idleFor) });
    }
}
