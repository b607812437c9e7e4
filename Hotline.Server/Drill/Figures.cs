namespace Hotline.Server.Drill;

/// <summary>Arithmetic of the report.</summary>
public static class Figures
{
    private static readonly TimeSpan Voice = TimeSpan.FromSeconds(20);

    /// <summary>Nearest rank: the smallest value that at least that share of all does not exceed. Null of nothing.</summary>
    /// <param name="share">Above 0, at most 1.</param>
    public static TimeSpan? Percentile(IReadOnlyCollection<TimeSpan> values, double share) =>
        values.Count == 0 ? null : values.Order().ElementAt((int)Math.Ceiling(share * values.Count) - 1);

    /// <summary>How soon a contact is to be answered (domain).</summary>
    public static TimeSpan Target(Wire.Band band, Wire.Channel channel) => (band, channel) switch
    {
        (Wire.Band.Imminent, _) => TimeSpan.FromSeconds(10),
        (_, Wire.Channel.Voice) => Voice,
        (Wire.Band.High, _) => TimeSpan.FromSeconds(60),
        (Wire.Band.Moderate, _) => TimeSpan.FromMinutes(5),
        _ => TimeSpan.FromMinutes(10),
    };

    /// <summary>A band's row. In target counts against all acknowledged, so that who left or still waits does not flatter it.</summary>
    public static BandFigures Of(Wire.Band band, IReadOnlyCollection<ContactStory> stories)
    {
        var mine = stories.Where(story => story.Arrival?.Band == band).ToList();
        var waits = mine.Where(story => story.AnsweredAt is not null).Select(story => (Story: story, Wait: story.AnsweredAt!.Value - story.PostedAt)).ToList();
        var spans = waits.ConvertAll(wait => wait.Wait);
        var inTarget = waits.Count(wait => wait.Wait <= Target(band, wait.Story.Channel));
        return new BandFigures(
            mine.Count, Seconds(Percentile(spans, 0.5)), Seconds(Percentile(spans, 0.95)), Seconds(Percentile(spans, 0.99)),
            mine.Count == 0 ? null : Math.Round((double)inTarget / mine.Count, 4),
            waits.Count, mine.Count(story => story is { AnsweredAt: null, LeftAt: not null }), Expected(mine));
    }

    private static ExpectedFigures Expected(List<ContactStory> mine)
    {
        var told = mine.Where(story => story.Told is not null).ToList();
        var answered = told.Where(story => story.AnsweredAt is not null).Select(story => (Range: story.Told!, Wait: story.AnsweredAt!.Value - story.PostedAt)).ToList();
        var leftLate = told.Count(story => story is { AnsweredAt: null, LeftAt: { } left } && (left - story.PostedAt).TotalSeconds > story.Told!.UntilSeconds);
        var late = leftLate + answered.Count(one => one.Wait.TotalSeconds > one.Range.UntilSeconds);
        var within = answered.Count(one => one.Wait.TotalSeconds >= one.Range.FromSeconds && one.Wait.TotalSeconds <= one.Range.UntilSeconds);
        var judged = answered.Count + leftLate;
        return new ExpectedFigures(
            told.Count, judged == 0 ? null : Math.Round((double)within / judged, 4), judged == 0 ? null : Math.Round((double)late / judged, 4),
            Seconds(Percentile(answered.ConvertAll(one => (one.Wait - TimeSpan.FromSeconds((one.Range.FromSeconds + one.Range.UntilSeconds) / 2.0)).Duration()), 0.5)),
            Seconds(Percentile(told.ConvertAll(story => TimeSpan.FromSeconds(story.Told!.UntilSeconds)), 0.5)));
    }

    private static double? Seconds(TimeSpan? span) => span is { } value ? Math.Round(value.TotalSeconds, 3) : null;
}
