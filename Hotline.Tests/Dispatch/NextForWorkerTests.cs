using Hotline.Server.Dispatch;
using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Dispatch;

public sealed class NextForWorkerTests
{
    private PaperFloor floor = null!;

    [SetUp]
    public void Open() => floor = new PaperFloor(FloorRules.Default with { PullNext = true }).Worker("w");

    [Test]
    public void The_first_in_rank_order_comes_first_across_all_kinds_of_needs()
    {
        floor.Do(A.Arrival("low", Band.Low, channel: Channel.Chat));
        floor.Do(A.Arrival("high", Band.High));
        floor.Do(A.Arrival("imminent", Band.Imminent, channel: Channel.Sms));
        floor.Do(A.Arrival("moderate"));

        Assert.That(Next(), Is.EqualTo(new[] { "imminent", "high", "moderate", "low" }));
    }

    [Test]
    public void What_the_worker_cannot_take_is_passed_over()
    {
        floor.Do(A.Arrival("french", Band.High, language: "fr"));
        floor.Do(A.Arrival("youth", Band.High, skills: new SkillNeed("youth", 1)));
        floor.Do(A.Arrival("unwanted", Band.High) with { NotWorkers = [new WorkerId("w")] });
        floor.Do(A.Arrival("declined", Band.High));
        floor.Offered("declined", "w");
        floor.Do(new FloorCommand.DeclineOffer(new ContactId("declined"), floor.PendingOf("declined", "w").Id, new WorkerId("w")));
        floor.Do(A.Arrival("open", Band.Low));

        Assert.That(Next(), Is.EqualTo(new[] { "open" }));
    }

    [Test]
    public void Wishes_a_preference_for_somebody_else_and_the_reserve_do_not_matter()
    {
        floor = new PaperFloor(FloorRules.Default with { PullNext = true, Reserve = 5, SeniorLevel = 1 }).Worker("w");
        floor.Do(A.Arrival("wishes") with { Wishes = [new SkillNeed("family", 3)] });
        floor.Do(A.Arrival("prefers", at: A.T0.AddSeconds(1)) with { Preferred = new WorkerId("somebody") });

        Assert.That(Next(), Is.EqualTo(new[] { "wishes", "prefers" }));
    }

    [Test]
    public void A_level_below_the_bands_does_not_take_it()
    {
        floor = new PaperFloor(FloorRules.Default with { PullNext = true, LevelFor = FloorRules.Default.LevelFor.Add(Band.High, 3) }).Worker("w");
        floor.Do(A.Arrival("high", Band.High));
        floor.Do(A.Arrival("low", Band.Low));

        Assert.That(Next(), Is.EqualTo(new[] { "low" }));
    }

    [Test]
    public void What_was_handed_by_hand_is_left_alone()
    {
        floor.Do(A.Arrival("handed", Band.High));
        floor.Do(A.Arrival("open"));

        Assert.That(NextForWorker.Of(floor.State, floor.Who("w"), floor.Now, floor.Rules, new HashSet<ContactId> { new("handed") }).Select(id => id.Value), Is.EqualTo(new[] { "open" }));
    }

    [Test]
    public void With_a_call_in_hand_there_is_nothing()
    {
        floor.Do(A.Arrival("held"));
        floor.Engaged("held", "w");
        floor.Do(A.Arrival("open"));

        Assert.That(Next(), Is.Empty);
    }

    private IEnumerable<string> Next() => NextForWorker.Of(floor.State, floor.Who("w"), floor.Now, floor.Rules).Select(id => id.Value);
}
