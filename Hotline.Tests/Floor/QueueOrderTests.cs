using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>Rank, place and need: who waits before whom (architecture.md, "The queue").</summary>
public sealed class QueueOrderTests
{
    private static readonly FloorRules Rules = FloorRules.Default;

    [TestCase(Band.Imminent, 90, 0)]
    [TestCase(Band.High, 60, 1)]
    [TestCase(Band.Moderate, 30, 1)]
    [TestCase(Band.Low, 0, 1)]
    public void A_rank_is_its_tier_and_arrival_less_the_credit_of_its_score(Band band, int score, int tier)
    {
        var rank = Rank.Of(A.Contact("c") with { Grade = A.Grade(band, score) }, Rules);

        Assert.That(rank, Is.EqualTo(new Rank(tier, A.T0.ToUnixTimeMilliseconds(), score * 12_000L)));
        Assert.That(rank.Value, Is.EqualTo((tier * (1L << 45)) + A.T0.ToUnixTimeMilliseconds() - (score * 12_000L)));
    }

    [TestCase(-1, "late")]
    [TestCase(1, "early")]
    public void A_contact_is_overtaken_only_by_one_that_arrived_within_the_difference_of_their_credits(int milliseconds, string first)
    {
        var floor = new PaperFloor();
        floor.Do(A.Arrival("early", Band.Moderate, score: 30));
        floor.Do(A.Arrival("late", Band.High, A.T0 + (30 * Rules.CreditPerPoint) + TimeSpan.FromMilliseconds(milliseconds), score: 60));

        Assert.That(floor.State.InRankOrder().First().Contact.Value, Is.EqualTo(first));
    }

    [Test]
    public void Imminent_goes_first_however_long_others_have_waited()
    {
        var floor = new PaperFloor();
        floor.Do(A.Arrival("waits for a day", Band.High, A.T0 - TimeSpan.FromDays(1), score: 79));
        floor.Do(A.Arrival("now", Band.Imminent, score: 80));

        Assert.That(floor.State.InRankOrder().Select(key => key.Contact.Value), Is.EqualTo(new[] { "now", "waits for a day" }));
    }

    [Test]
    public void A_lost_conversation_stands_where_the_highest_score_would()
    {
        var lost = A.Contact("lost", Band.Low) with { FirstInBand = true };

        Assert.That(Rank.Of(lost, Rules), Is.EqualTo(Rank.Of(lost with { FirstInBand = false, Grade = A.Grade(Band.Low, 100) }, Rules)));
        Assert.That(Rank.Of(lost, Rules).Value, Is.LessThan(Rank.Of(A.Contact("other", Band.High), Rules).Value));
    }

    [Test]
    public void Equal_ranks_have_one_order_everywhere_by_id()
    {
        var floor = new PaperFloor();
        foreach (var id in new[] { "b", "C", "a" }) floor.Do(A.Arrival(id));
        floor.Do(A.Arrival("first", at: A.T0 - TimeSpan.FromSeconds(1)));

        Assert.That(floor.State.InRankOrder().Select(key => key.Contact.Value), Is.EqualTo(new[] { "first", "C", "a", "b" }));
    }

    [TestCase(1, "a", 2, "a", -1)]
    [TestCase(2, "a", 1, "b", 1, Description = "the rank goes before the id")]
    [TestCase(1, "a", 1, "b", -1)]
    [TestCase(1, "b", 1, "B", 1, Description = "ordinal")]
    [TestCase(1, "a", 1, "a", 0)]
    public void Places_are_ordered_by_rank_and_then_by_id(long rank, string id, long otherRank, string otherId, int order)
    {
        var (a, b) = (new QueueKey(rank, new ContactId(id)), new QueueKey(otherRank, new ContactId(otherId)));

        Assert.That(Math.Sign(a.CompareTo(b)), Is.EqualTo(order));
        Assert.That((a < b, a <= b, a >= b, a > b), Is.EqualTo((order < 0, order <= 0, order >= 0, order > 0)));
    }

    [Test]
    public void The_queues_by_need_merge_into_one_order()
    {
        var floor = new PaperFloor();
        foreach (var at in Enumerable.Range(0, 9))
            floor.Do(A.Arrival("c" + at, at: A.T0 + TimeSpan.FromSeconds(at), channel: (Channel)(at % 2), language: at % 3 == 0 ? "zh" : "en"));

        Assert.That(floor.State.InRankOrder().Select(key => key.Contact.Value), Is.EqualTo(Enumerable.Range(0, 9).Select(at => "c" + at)));
        Assert.That(floor.State.Waiting, Has.Count.EqualTo(4));
    }

    [Test]
    public void Skills_are_one_need_in_whatever_order_they_are_named()
    {
        var one = A.Contact("one") with { Skills = [new SkillNeed("veterans", 2), new SkillNeed("grief", 1)] };

        Assert.That(Needs.Of(one), Is.EqualTo(new Needs(Channel.Voice, "en", Band.Moderate, "grief:1,veterans:2", "", "", null)));
        Assert.That(Needs.Of(one with { Skills = [one.Skills[1], one.Skills[0]] }), Is.EqualTo(Needs.Of(one)));
    }

    [Test]
    public void No_skills_are_no_need_whether_said_or_left_out([Values] bool said) =>
        Assert.That(Needs.Of(A.Contact("c") with { Skills = said ? [] : default }), Is.EqualTo(new Needs(Channel.Voice, "en", Band.Moderate, "", "", "", null)));

    [TestCase(Channel.Chat, "en", "grief", 1)]
    [TestCase(Channel.Voice, "zh", "grief", 1)]
    [TestCase(Channel.Voice, "en", "veterans", 1)]
    [TestCase(Channel.Voice, "en", "grief", 2)]
    public void Another_channel_language_skill_or_level_is_another_need(Channel channel, string language, string skill, int level)
    {
        var one = A.Contact("one") with { Skills = [new SkillNeed("grief", 1)] };
        var other = one with { Channel = channel, Language = language, Skills = [new SkillNeed(skill, level)] };

        Assert.That(Needs.Of(other), Is.Not.EqualTo(Needs.Of(one)));
    }
}
