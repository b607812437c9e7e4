using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>A band set by a person stands beside the computed one, until risk grows beyond what that person saw.</summary>
public sealed class BandOverrideTests
{
    private static readonly ContactId C = new("c");
    private static readonly WorkerId W0 = new("w0");
    private static readonly WorkerId Boss = new("boss");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open()
    {
        floor = new PaperFloor().Worker("w0");
        floor.Do(A.Arrival("c", Band.Moderate, score: 34));
    }

    [Test]
    public void It_moves_the_contact_in_the_queue_and_keeps_what_was_computed()
    {
        floor.Do(A.Arrival("first", Band.Moderate, A.T0.AddSeconds(-30), score: 34));

        Assert.That(Set(Band.High, 50), Is.InstanceOf<Decision.Changed>());

        var grade = floor.Contact("c").Grade;
        Assert.That((grade.Band, grade.Score, grade.Computed, grade.CreditMs), Is.EqualTo((Band.High, 50, new Computed(34, Band.Moderate), 600_000L)));
        Assert.That(grade.Override, Is.EqualTo(new BandOverride(Band.High, Band.Moderate, Boss, floor.Now)));
        Assert.That(floor.State.InRankOrder().First().Contact, Is.EqualTo(C));
        Assert.That(floor.Events[^1], Is.EqualTo(new FloorEvent.BandOverridden(C, Boss, Band.Moderate, Band.Moderate, Band.High)));
        Assert.That(Set(Band.High, 50), Is.InstanceOf<Decision.Unchanged>(), "said twice, it changes nothing");
    }

    [Test]
    public void A_person_may_lower_it_while_it_waits_and_lesser_evidence_changes_nothing()
    {
        Set(Band.Low, 24);
        Rescore(Band.Moderate, 40, 2);

        var grade = floor.Contact("c").Grade;
        Assert.That((grade.Band, grade.Score, grade.Computed), Is.EqualTo((Band.Low, 24, new Computed(40, Band.Moderate))));
    }

    [Test]
    public void More_risk_than_the_person_saw_ends_it()
    {
        Set(Band.Low, 24);
        Rescore(Band.High, 60, 2);

        var grade = floor.Contact("c").Grade;
        Assert.That((grade.Band, grade.Score, grade.Computed, grade.Override), Is.EqualTo((Band.High, 60, (Computed?)null, (BandOverride?)null)));
    }

    [Test]
    public void A_raised_band_stays_when_evidence_comes_to_less_and_is_passed_by_more()
    {
        Set(Band.High, 50);
        Rescore(Band.Moderate, 30, 2);
        Assert.That(floor.Contact("c").Grade.Band, Is.EqualTo(Band.High));
        Rescore(Band.High, 70, 3);
        Assert.That((floor.Contact("c").Grade.Band, floor.Contact("c").Grade.Override!.Band), Is.EqualTo((Band.High, Band.High)), "no more than was set");
        Rescore(Band.Imminent, 90, 4);
        Assert.That((floor.Contact("c").Grade.Band, floor.Contact("c").Grade.Override), Is.EqualTo((Band.Imminent, (BandOverride?)null)));
    }

    [Test]
    public void Setting_the_computed_band_again_takes_the_override_back()
    {
        Set(Band.High, 50);
        Set(Band.Moderate, 34);

        var grade = floor.Contact("c").Grade;
        Assert.That((grade.Band, grade.Score, grade.Computed, grade.Override), Is.EqualTo((Band.Moderate, 34, (Computed?)null, (BandOverride?)null)));
    }

    [Test]
    public void Only_its_holder_or_a_supervisor_says_so_under_the_fence_that_holds_and_on_the_grade_that_stands()
    {
        floor.Plan();
        floor.Accepted("c", "w0");
        var fence = floor.Contact("c").LastFence;

        Assert.That(floor.Do(new FloorCommand.OverrideBand(C, Band.High, 50, 0, 1, Boss, fence)), Is.EqualTo(new Decision.Refused(Refusal.NotHolder)));
        Assert.That(floor.Do(new FloorCommand.OverrideBand(C, Band.High, 50, 0, 1, W0, Fence.None)), Is.EqualTo(new Decision.Refused(Refusal.FenceOutdated)));
        Assert.That(floor.Do(new FloorCommand.OverrideBand(C, Band.High, 50, 0, 9, W0, fence)), Is.EqualTo(new Decision.Refused(Refusal.Contended)));
        Assert.That(floor.Do(new FloorCommand.OverrideBand(C, Band.High, 50, 0, 1, W0, fence)), Is.InstanceOf<Decision.Changed>());
        Assert.That(floor.Do(new FloorCommand.OverrideBand(new("nobody"), Band.High, 50, 0, 1, Boss, null)), Is.EqualTo(new Decision.Refused(Refusal.UnknownContact)));
    }

    [Test]
    public void Of_a_contact_that_is_over_nothing_is_set()
    {
        floor.Do(new FloorCommand.WithdrawContact(C, "left"));

        Assert.That(Set(Band.High, 50), Is.EqualTo(new Decision.Refused(Refusal.ContactOver)));
    }

    private Decision Set(Band band, int score) =>
        floor.Do(new FloorCommand.OverrideBand(C, band, score, score * 12_000L, floor.Contact("c").Grade.Basis, Boss, null));

    private void Rescore(Band band, int score, long basis) => floor.Do(new FloorCommand.RescoreContact(C, A.Grade(band, score, basis)));
}
