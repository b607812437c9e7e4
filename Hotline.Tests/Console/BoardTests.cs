using System.Globalization;
using Hotline.Console.Board;
using Hotline.Contracts;
using NUnit.Framework;

namespace Hotline.Tests.Console;

public sealed class BoardTests
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Imminent_stands_first_because_of_its_tier() =>
        Assert.That(RankComparison.Of(Rank(0, 60, 90), Rank(1, 0, 60)).Because, Is.EqualTo(AheadBecause.Tier));

    [TestCase(0, 40, 30, 40, AheadBecause.Arrival, 30)]
    [TestCase(0, 40, 30, 41, AheadBecause.Arrival, 18)]
    [TestCase(30, 60, 0, 40, AheadBecause.Credit, 210)]
    [TestCase(0, 60, 30, 40, AheadBecause.Both, 270)]
    [TestCase(0, 40, 0, 40, AheadBecause.SameRank, 0)]
    public void The_lead_over_the_next_row_is_arrival_and_credit_together(int arrived, int score, int nextArrived, int nextScore, AheadBecause because, int seconds)
    {
        var comparison = RankComparison.Of(Rank(1, arrived, score), Rank(1, nextArrived, nextScore));
        Assert.That((comparison.Because, comparison.By), Is.EqualTo((because, TimeSpan.FromSeconds(seconds))));
    }

    [Test]
    public void The_last_row_says_so() => Assert.That(RankComparison.Of(Rank(1, 0, 0), null).Because, Is.EqualTo(AheadBecause.LastRow));

    [Test]
    public void A_row_pushed_again_unchanged_has_the_same_print() => Assert.That(RowPrint.Of(Row()), Is.EqualTo(RowPrint.Of(Row())));

    [Test]
    public void Whatever_the_eye_sees_of_a_row_is_in_its_print() => Assert.Multiple(() =>
    {
        var row = Row();
        QueueRow[] changed =
        [
            row with { Place = 2 }, row with { Phase = Phase.Offered }, row with { Band = Band.High }, row with { Score = 41 }, row with { OffersTried = 1 },
            row with { Reasons = [new ReasonView("cssrs.3", 34, "unknown")] }, row with { Skills = ["youth:2"] }, row with { OfferedTo = ["Lin"] },
            row with { Stuck = "language" }, row with { LastCall = true }, row with { TargetSeconds = 60 }, row with { ArrivedAt = T0.AddSeconds(1) },
        ];
        foreach (var one in changed) Assert.That(RowPrint.Of(one), Is.Not.EqualTo(RowPrint.Of(row)), one.ToString());
    });

    [TestCase("", "order.missing.reason")]
    [TestCase("  a ", "order.missing.reason")]
    [TestCase("abc", null)]
    public void An_order_needs_a_typed_reason(string reason, string? missing) =>
        Assert.That(new OrderDraft { Reason = reason }.Missing(BoardAct.Requeue), Is.EqualTo(missing));

    [Test]
    public void An_order_to_someone_needs_the_someone()
    {
        var draft = new OrderDraft { Reason = "closest", Target = Phase.Engaged };
        Assert.That(draft.Missing(BoardAct.Assign), Is.EqualTo("order.missing.worker"));
        Assert.That(draft.Missing(BoardAct.Force), Is.EqualTo("order.missing.worker"));
        draft.Target = Phase.Waiting;
        Assert.That(draft.Missing(BoardAct.Force), Is.Null);
    }

    [Test]
    public void A_protected_debrief_never_turns_red() =>
        Assert.That(PresenceAge.Threshold(Presence.Break, BreakReason.Debrief, RoutingView.Defaults("demo").Thresholds), Is.Null);

    [TestCase(Presence.Break, BreakReason.Break, 20 * 60)]
    [TestCase(Presence.Break, BreakReason.Meal, 40 * 60)]
    [TestCase(Presence.Break, BreakReason.Training, null)]
    [TestCase(Presence.WrapUp, null, 10 * 60)]
    [TestCase(Presence.NotResponding, null, 2 * 60)]
    [TestCase(Presence.Available, null, null)]
    public void An_age_turns_red_when_the_line_alarms(Presence presence, BreakReason? reason, int? seconds) =>
        Assert.That(PresenceAge.Threshold(presence, reason, RoutingView.Defaults("demo").Thresholds), Is.EqualTo(seconds));

    private static RankView Rank(int tier, int arrivedSeconds, int score)
    {
        var (arrived, credit) = (T0.AddSeconds(arrivedSeconds).ToUnixTimeMilliseconds(), score * 12_000L);
        return new RankView(tier, Text(arrived), Text(credit), Text((tier * (1L << 45)) + arrived - credit));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static QueueRow Row() => new(
        1, "c-1", Phase.Waiting, Band.Moderate, 40, Channel.Chat, "en", ["youth:1"], T0, 300, 0,
        [new ReasonView("cssrs.3", 34, "yes")], Rank(1, 0, 40), null, [], false);
}
