namespace Hotline.Contracts;

/// <summary>Least and most of a number that may be set.</summary>
public readonly record struct NumberRange(int Least, int Most)
{
    public bool Holds(int number) => number >= Least && number <= Most;
}

/// <summary>What each number of a line's routing may be, by its member on the wire. The server refuses by it; consoles say it beside the field.</summary>
public static class RoutingRanges
{
    public const int MostRings = 6;

    /// <summary>Seconds of each ring.</summary>
    public static readonly NumberRange Ring = new(1, 3600);

    /// <summary>Of workers, languages and skills.</summary>
    public static readonly NumberRange Level = new(1, 5);

    private static readonly Dictionary<string, NumberRange> Known = new(StringComparer.Ordinal)
    {
        ["preferredSeconds"] = new(0, 600),
        ["preferredDays"] = new(0, 365),
        ["languageLevel"] = Level,
        ["seniorLevel"] = Level,
        ["reserve"] = new(0, 100),
        ["reserveYieldsSeconds"] = new(0, 3600),
        ["unitCap"] = new(1, 10),
        ["chatUnits"] = new(1, 10),
        ["smsUnits"] = new(1, 10),
        ["parallelOffers"] = new(1, 10),
        ["excludeSeconds"] = new(0, 86_400),
        ["takeOverFreeSeconds"] = new(0, 600),
        ["transferSeconds"] = new(10, 600),
        ["idleMinutes"] = new(0, 480),
        ["debriefMinutes"] = new(1, 120),
        ["surge.wrapUpSeconds"] = new(1, 3600),
        ["thresholds.minimumStaff"] = new(0, 1000),
        ["thresholds.queueLength"] = new(0, 100_000),
        ["thresholds.breakMinutes"] = new(1, 480),
        ["thresholds.wrapUpMinutes"] = new(1, 480),
        ["thresholds.notRespondingMinutes"] = new(1, 480),
    };

    public static IReadOnlyCollection<string> Members => Known.Keys;

    /// <param name="member">Such as <c>preferredSeconds</c> or <c>surge.wrapUpSeconds</c>; throws for one that has no range.</param>
    public static NumberRange Of(string member) => Known[member];
}
