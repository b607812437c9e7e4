using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotline.Server.Drill;

/// <summary>Waits from post sent to engaged acknowledged at the worker, wall seconds; in_target is a share of all acknowledged.</summary>
public sealed record BandFigures(
    int Count,
    [property: JsonPropertyName("p50_s")] double? P50,
    [property: JsonPropertyName("p95_s")] double? P95,
    [property: JsonPropertyName("p99_s")] double? P99,
    double? InTarget);

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
    private static readonly JsonSerializerOptions Shape = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    [JsonIgnore]
    public bool IsGood => Lost == 0 && DoubleHeld == 0 && Undone == 0;

    public string ToJson() => JsonSerializer.Serialize(this, Shape) + "\n";
}
