using System.Text.Json;
using System.Text.Json.Serialization;
using Hotline.Server.Drill;

namespace Hotline.Tests.Chaos;

/// <summary>One round as it went.</summary>
/// <param name="Recovery">From the fault's end to the next correct offer; null when none came within the bound.</param>
/// <param name="Gap">Longest time without a new offer from the fault's begin to its recovery.</param>
/// <param name="Backlog">Acknowledged contacts with nobody when the round ended.</param>
internal sealed record Round(int Number, string Fault, string What, TimeSpan? Recovery, TimeSpan Gap, TimeSpan Took, int Backlog);

/// <summary>Seconds.</summary>
internal sealed record RecoveryFigures(
    int Rounds, [property: JsonPropertyName("p50_s")] double P50, [property: JsonPropertyName("p99_s")] double P99, [property: JsonPropertyName("max_s")] double Max,
    [property: JsonPropertyName("longest_gap_s")] double LongestGap);

/// <summary>What came of a chaos run. Recovery of a round in which no offer came within the bound counts as the bound.</summary>
/// <param name="Journaled">Acknowledged from the journal while SQL was away.</param>
/// <param name="Refused503">Answers 503: nothing was acknowledged, and the client came again.</param>
/// <param name="Unanswered">Requests without any answer.</param>
/// <param name="Unacknowledged">Posted, and never acknowledged.</param>
internal sealed record ChaosReport(
    int Rounds, int Acknowledged, int Lost, int DoubleHeld, int Stuck, int ChainBroken,
    [property: JsonPropertyName("recovery_p50_s")] double? RecoveryP50, [property: JsonPropertyName("recovery_p99_s")] double? RecoveryP99,
    IReadOnlyDictionary<string, int> Faults, IReadOnlyDictionary<string, RecoveryFigures> Recovery,
    int Ended, int Left, int Waiting, int Journaled, [property: JsonPropertyName("refused_503")] int Refused503, int Unanswered, int Unacknowledged, int Offers,
    IReadOnlyDictionary<string, int> Refusals, int Nodes, int Workers, double Rate, int Seed, double Seconds)
{
    private static readonly JsonSerializerOptions Shape = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    [JsonIgnore]
    public bool IsGood => Lost == 0 && DoubleHeld == 0 && Stuck == 0 && ChainBroken == 0;

    public string ToJson() => JsonSerializer.Serialize(this, Shape) + "\n";

    public static IReadOnlyDictionary<string, RecoveryFigures> Figures(IEnumerable<Round> rounds, TimeSpan bound) =>
        new SortedDictionary<string, RecoveryFigures>(rounds.GroupBy(round => round.Fault).ToDictionary(group => group.Key, group =>
        {
            var spans = group.Select(round => round.Recovery ?? bound).ToList();
            return new RecoveryFigures(spans.Count, Percentile(spans, 0.5)!.Value, Percentile(spans, 0.99)!.Value, InSeconds(spans.Max()), InSeconds(group.Max(round => round.Gap)));
        }), StringComparer.Ordinal);

    public static double? Percentile(IReadOnlyCollection<TimeSpan> spans, double share) =>
        Server.Drill.Figures.Percentile(spans, share) is { } value ? InSeconds(value) : null;

    public static double InSeconds(TimeSpan span) => Math.Round(span.TotalSeconds, 3);
}
