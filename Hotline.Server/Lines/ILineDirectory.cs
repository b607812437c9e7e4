using System.Collections.Immutable;
using Hotline.Server.Floor;

namespace Hotline.Server.Lines;

/// <summary>Answer target of a band, and how long an offer of it stands.</summary>
public sealed record Target(TimeSpan Voice, TimeSpan Other, TimeSpan Offer)
{
    public TimeSpan For(Channel channel) => channel == Channel.Voice ? Voice : Other;
}

/// <summary>A line as the floor's activities need it.</summary>
/// <param name="OpenNow">Whether the opening hours include the given instant, in the line's time zone.</param>
public sealed record Line(
    LineId Id, string Name, string NameZh, string TimeZone, ImmutableArray<string> EmergencyNumbers, string? OverflowLine,
    ImmutableArray<string> Languages, ImmutableDictionary<Band, Target> Targets, FloorRules Rules, bool Drill, bool Enabled,
    Func<DateTimeOffset, bool> OpenNow)
{
    /// <summary>Routing as set; <see cref="Rules"/> are made of it and of <see cref="Mode"/>.</summary>
    public Wire.RoutingView Routing { get; init; } = Wire.RoutingView.Defaults(Id.Value);

    /// <summary>What supervisors switched.</summary>
    public Wire.LineModeView Mode { get; init; } = Wire.LineModeView.Usual;

    /// <summary>What the line's clock on the wall shows.</summary>
    public TimeOnly LocalTime(DateTimeOffset instant) => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).DateTime);
}

/// <summary>All lines, held in memory; fresh within 2 s on every node and at once on the node that changed one.</summary>
public interface ILineDirectory
{
    /// <summary>Null when unknown; disabled lines are found.</summary>
    Line? Find(LineId id);

    IReadOnlyList<Line> All { get; }
}
