using Hotline.Console.Desk;
using Hotline.Console.Parts;
using Hotline.Contracts;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace Hotline.Tests.Console;

/// <summary>"Still there?": when it is asked, what answers it, what comes of no answer.</summary>
public sealed class IdleQuestionTests
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly MeView Me = new("w", "Lin", Presence.Available, Presence.Available, null, T0, 0, 2, IdleSeconds: 1800);
    private static readonly DeskView Free = new("demo", 1, 1, T0, Me, [], [], [], [], new StoresView(false, []));
    private static readonly OfferView Offer = new("o", "c", "1.1", Band.High, 60, Channel.Chat, "en", T0, T0, T0.AddSeconds(20), [], [], true);
    private IdleQuestion question = null!;

    [SetUp]
    public void Open() => question = new IdleQuestion();

    [Test]
    public void It_is_asked_after_the_lines_minutes_and_a_minute_without_an_answer_marks_the_worker()
    {
        Assert.That(Look(29.9), Is.EqualTo(IdleAct.None));
        Assert.That(question.AskedAt, Is.Null);
        Assert.That(Look(30), Is.EqualTo(IdleAct.None));
        Assert.That(question.AskedAt, Is.EqualTo(T0.AddMinutes(30)));
        Assert.That(Look(30.9), Is.EqualTo(IdleAct.None));
        Assert.That(Look(31), Is.EqualTo(IdleAct.Mark));
        Assert.That(Look(31.1), Is.EqualTo(IdleAct.None), "said once a minute, until the desk shows it");
    }

    [Test]
    public void Any_sign_answers_it()
    {
        Look(30);
        Assert.That(Look(30.5, signAt: 30.4), Is.EqualTo(IdleAct.None));
        Assert.That(question.AskedAt, Is.Null);
        Assert.That(Look(31, signAt: 30.4), Is.EqualTo(IdleAct.None));
    }

    [Test]
    public void An_offer_answers_it_away_and_is_never_delayed_by_it()
    {
        Look(30);
        Assert.That(Look(30.9, Free with { Offers = [Offer] }), Is.EqualTo(IdleAct.None));
        Assert.That(question.AskedAt, Is.Null);
        Look(31);
        Assert.That(Look(31.9), Is.EqualTo(IdleAct.None), "the offer went elsewhere: there is a whole minute again");
    }

    [Test]
    public void A_hidden_tab_that_looks_late_still_leaves_a_minute_to_answer()
    {
        Assert.That(Look(45), Is.EqualTo(IdleAct.None));
        Assert.That(Look(46), Is.EqualTo(IdleAct.Mark));
    }

    [TestCase(Presence.Break)]
    [TestCase(Presence.OffDuty)]
    [TestCase(Presence.NotResponding)]
    public void Nobody_is_asked_who_is_not_available(Presence presence)
    {
        Look(60, Free with { Me = Me with { Chosen = presence, Presence = presence } });
        Assert.That(question.AskedAt, Is.Null);
    }

    [Test]
    public void Nothing_is_asked_while_something_is_held_the_floor_is_away_or_the_line_does_not_want_it()
    {
        Look(60, Free with { Engagements = [new EngagementView("c", "1.1", "", Phase.WrapUp, Band.Low, 1, Channel.Chat, "en", T0, T0, null, [])] });
        Look(60, Free with { AsOf = T0 });
        Look(60, Free with { Me = Me with { IdleSeconds = 0 } });
        question.Look(null, T0.AddHours(1), T0, T0);
        Assert.That(question.AskedAt, Is.Null);
    }

    [Test]
    public void Time_runs_from_when_the_worker_came_free()
    {
        Look(40, Free with { Me = Me with { Since = T0.AddMinutes(20) } });
        Assert.That(question.AskedAt, Is.Null);
    }

    [Test]
    public void The_first_sign_in_this_tab_after_being_marked_brings_the_worker_back()
    {
        var marked = Free with { Me = Me with { Presence = Presence.NotResponding, Chosen = Presence.NotResponding, Since = T0.AddMinutes(31), Idle = true } };
        Assert.That(Look(32, marked), Is.EqualTo(IdleAct.None));
        Assert.That(question.Look(marked, T0.AddMinutes(33), T0.AddMinutes(32.9), T0), Is.EqualTo(IdleAct.None), "another tab says so itself");
        Assert.That(question.Look(marked, T0.AddMinutes(33), T0.AddMinutes(32.9), T0.AddMinutes(32.9)), Is.EqualTo(IdleAct.Return));
        Assert.That(question.Look(marked, T0.AddMinutes(33), T0.AddMinutes(32.9), T0.AddMinutes(32.9)), Is.EqualTo(IdleAct.None), "once, until the desk shows it");
        var missed = marked with { Me = marked.Me with { Idle = false } };
        Assert.That(question.Look(missed, T0.AddMinutes(40), T0.AddMinutes(40), T0.AddMinutes(40)), Is.EqualTo(IdleAct.None), "after a missed offer somebody has to say it");
    }

    [Test]
    public void Signs_of_other_tabs_count_and_a_clock_that_is_ahead_does_not()
    {
        var time = new FakeTimeProvider(T0);
        using var signs = new Signs(null!, time);
        time.Advance(TimeSpan.FromMinutes(10));
        signs.See(T0.AddMinutes(4).ToUnixTimeMilliseconds(), here: false);
        Assert.That((signs.LastAt, signs.OwnAt), Is.EqualTo((T0.AddMinutes(4), T0)));
        signs.See(T0.AddMinutes(2).ToUnixTimeMilliseconds(), here: true);
        Assert.That((signs.LastAt, signs.OwnAt), Is.EqualTo((T0.AddMinutes(4), T0.AddMinutes(2))));
        signs.See(1e300, here: false);
        Assert.That(signs.LastAt, Is.EqualTo(time.GetUtcNow()));
        signs.See(double.NaN, here: false);
        Assert.That(signs.LastAt, Is.EqualTo(time.GetUtcNow()));
    }

    private IdleAct Look(double minutes, DeskView? view = null, double signAt = 0) => question.Look(view ?? Free, T0.AddMinutes(minutes), T0.AddMinutes(signAt), T0.AddMinutes(signAt));
}
