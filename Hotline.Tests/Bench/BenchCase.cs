using System.Text.Json.Serialization;

namespace Hotline.Tests.Bench;

/// <summary>One case, as it was measured: medians of its runs, ours beside the peer's and the least this machine can do.</summary>
internal sealed class BenchCase(string name, string unit)
{
    private Func<BenchCase, bool?>? reached;

    public string Name => name;

    /// <summary>Such as "ms" or "contacts/s".</summary>
    public string Unit => unit;

    /// <summary>Each run's figure, in the order in which they ran.</summary>
    public BenchRuns Runs { get; } = new([], [], []);

    public double? Ours => Median(Runs.Ours);
    public double? Peer => Median(Runs.Peer);
    public double? Floor => Median(Runs.Floor);
    public double? RatioToPeer => Ratio(Ours, Peer);
    public double? RatioToFloor => Ratio(Ours, Floor);

    /// <summary>In words; null = none is set.</summary>
    public string? Aim { get; private set; }

    /// <summary>Null where there is no aim, or nothing to compare with.</summary>
    public bool? AimMet => reached?.Invoke(this);

    /// <summary>What the figures alone do not say.</summary>
    public string? Note { get; init; }

    public BenchCase Aiming(string aim, Func<BenchCase, bool?> met)
    {
        (Aim, reached) = (aim, met);
        return this;
    }

    public static double? Median(IReadOnlyCollection<double> runs)
    {
        if (runs.Count == 0) return null;
        var ordered = runs.Order().ToArray();
        return ordered.Length % 2 == 1 ? ordered[ordered.Length / 2] : (ordered[(ordered.Length / 2) - 1] + ordered[ordered.Length / 2]) / 2;
    }

    private static double? Ratio(double? one, double? other) => one is { } a && other is { } b && b != 0 ? a / b : null;
}

internal sealed record BenchRuns(List<double> Ours, List<double> Peer, List<double> Floor);

/// <summary>What <c>--json</c> writes.</summary>
internal sealed record BenchReport(string Machine, DateTimeOffset Date, double LoadBefore, IReadOnlyList<BenchCase> Cases);

/// <summary>As the file has it: <c>ratio_to_peer</c>, not <c>ratioToPeer</c>.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BenchReport))]
internal sealed partial class BenchJson : JsonSerializerContext;
