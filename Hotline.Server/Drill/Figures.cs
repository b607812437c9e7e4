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
            mine.Count == 0 ? null : Math.Round((double)inTarget / mine.Count, 4));
    }

    private static double? Seconds(TimeSpan? span) => span is { } value ? Math.Round(value.TotalSeconds, 3) : null;
}
