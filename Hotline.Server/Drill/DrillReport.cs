using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotline.Server.Drill;

/// <summary>Waits from post sent to engaged acknowledged at the worker, wall seconds; in_target is a share of all acknowledged.</summary>
public sealed record BandFigures(
    int Count,
    [property: JsonPropertyName("p50_s")] double? P50,
    [property: JsonPropertyName("p95_s")] double? P95,
    [property: JsonPropertyName("p99_s")] double? P99,
    double? InTarget,
    int Answered = 0,
    int Left = 0,
    ExpectedFigures? Expected = null);

/// <summary>Waits against what the help seekers were told when they came. Who left before the end of the range says nothing; who left after it was told too little.</summary>
/// <param name="Told">Acknowledged with an expected wait.</param>
/// <param name="InRange">Share 0–1 of those judged that were answered within their range.</param>
/// <param name="Later">Share that waited longer than the end of it.</param>
/// <param name="MedianError">Median distance of the waits answered from the middle of their range, seconds.</param>
/// <param name="MedianUntil">Median end of the range, seconds: how wide it was.</param>
public sealed record ExpectedFigures(
    int Told, double? InRange, double? Later, [property: JsonPropertyName("median_error_s")] double? MedianError, [property: JsonPropertyName("median_until_s")] double? MedianUntil);

public sealed record BandRows(BandFigures Imminent, BandFigures High, BandFigures Moderate, BandFigures Low);

/// <summary>From post sent to the offer shown at a client, milliseconds.</summary>
public sealed record ProbeFigures(
    int Count, [property: JsonPropertyName("p50_ms")] double P50, [property: JsonPropertyName("p99_ms")] double P99, [property: JsonPropertyName("max_ms")] double Max);

/// <summary>What came of a drill. Lost and double-held come from the clients' own histories, checked against one read per contact at the end.</summary>
/// <param name="Arrivals">Rows of the file that were posted.</param>
/// <param name="Waiting">Acknowledged, and still waiting or offered at the end.</param>
/// <param name="Undone">Ended with an acknowledgement, but back in the queue at the end.</param>
public sealed record DrillReport(
    int Arrivals, int Acknowledged, int Answered, int Abandoned, int Waiting, int Lost, int DoubleHeld, int OffersExpired,
    int Undone, int Declined, int ConsolesLost, int Reconnects, int Workers, double Speed, int Seed, double Seconds,
    BandRows Bands,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ProbeFigures? Probe)
{
    /// <summary>Version of the rule set that was put to use for the drill; null when none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Rules { get; init; }

    /// <summary>Null when none was begun.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HandOverFigures? HandOvers { get; init; }

    private static readonly JsonSerializerOptions Shape = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    [JsonIgnore]
    public bool IsGood => Lost == 0 && DoubleHeld == 0 && Undone == 0;

    public string ToJson() => JsonSerializer.Serialize(this, Shape) + "\n";
}
