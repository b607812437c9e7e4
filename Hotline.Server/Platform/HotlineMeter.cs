using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Hotline.Server.Floor;

namespace Hotline.Server.Platform;

/// <summary>How many wait in a band of a line, and for how long the oldest has.</summary>
public sealed record QueueReading(LineId Line, Band Band, int Depth, TimeSpan Oldest);

/// <summary>How long the oldest journal entry of a line has waited for SQL.</summary>
public sealed record RecorderReading(LineId Line, TimeSpan Lag);

/// <summary>The instruments of the meter <c>Hotline</c>; those of commits are the ledger's own. Times in seconds; tags are bands, results and line slugs, never ids.</summary>
public sealed class HotlineMeter
{
    public const string Name = "Hotline";

    private static readonly InstrumentAdvice<double> Fast = new() { HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1] };
    private static readonly InstrumentAdvice<double> Human = new() { HistogramBucketBoundaries = [0.5, 1, 2, 3, 5, 7.5, 10, 15, 20, 30, 60, 120] };

    private readonly Histogram<double> offerDuration;
    private readonly Counter<long> offerResult;
    private readonly Histogram<double> triageDuration;
    private readonly Counter<long> escalationDelivery;
    private readonly Counter<long> escalationHeard;
    private ImmutableArray<Func<IEnumerable<QueueReading>>> queues = [];
    private ImmutableArray<Func<IEnumerable<RecorderReading>>> recorders = [];

    public HotlineMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        meter.CreateObservableGauge("hotline.queue.depth", () => Depths(), "{contact}", "Contacts waiting or offered.");
        meter.CreateObservableGauge("hotline.queue.oldest", () => Oldest(), "s", "How long the longest has waited.");
        offerDuration = meter.CreateHistogram("hotline.offer.duration", "s", "From the offer made to its end.", advice: Human);
        offerResult = meter.CreateCounter<long>("hotline.offer.result", "{offer}", "Offers ended, by how.");
        triageDuration = meter.CreateHistogram("hotline.triage.duration", "s", "Evidence to grade.", advice: Fast);
        meter.CreateObservableGauge("hotline.recorder.lag", () => Lags(), "s", "How long the oldest journal entry has waited for SQL.");
        escalationDelivery = meter.CreateCounter<long>("hotline.escalation.delivery", "{delivery}", "Tries to reach a partner, by result.");
        escalationHeard = meter.CreateCounter<long>("hotline.escalation.heard", "{message}", "Messages of partners over the signed API, by result.");
    }

    /// <summary>Registers a reader, asked at every export; it must be quick.</summary>
    public void ObserveQueue(Func<IEnumerable<QueueReading>> read) => ImmutableInterlocked.Update(ref queues, list => list.Add(read));

    /// <inheritdoc cref="ObserveQueue"/>
    public void ObserveRecorder(Func<IEnumerable<RecorderReading>> read) => ImmutableInterlocked.Update(ref recorders, list => list.Add(read));

    public void OfferEnded(Band band, OfferEnd end, TimeSpan stood)
    {
        var result = Tag("result", end);
        offerDuration.Record(stood.TotalSeconds, Tag("band", band), result);
        offerResult.Add(1, Tag("band", band), result);
    }

    public void Triaged(TimeSpan took) => triageDuration.Record(took.TotalSeconds);

    /// <param name="result">delivered, retried or given_up.</param>
    /// <param name="code">One of a dozen: how the try ended.</param>
    public void EscalationDelivered(string result, string code) => escalationDelivery.Add(1, Tag("result", result), Tag("code", code));

    /// <param name="result">taken, exists or refused.</param>
    /// <param name="reason">Why refused, a slug of few; none otherwise.</param>
    public void EscalationHeard(string result, string reason = "none") => escalationHeard.Add(1, Tag("result", result), Tag("reason", reason));

    private IEnumerable<Measurement<int>> Depths() =>
        queues.SelectMany(read => read()).Select(reading => new Measurement<int>(reading.Depth, Tag("line", reading.Line), Tag("band", reading.Band)));

    private IEnumerable<Measurement<double>> Oldest() =>
        queues.SelectMany(read => read()).Select(reading => new Measurement<double>(reading.Oldest.TotalSeconds, Tag("line", reading.Line), Tag("band", reading.Band)));

    private IEnumerable<Measurement<double>> Lags() =>
        recorders.SelectMany(read => read()).Select(reading => new Measurement<double>(reading.Lag.TotalSeconds, Tag("line", reading.Line)));

    private static KeyValuePair<string, object?> Tag<T>(string name, T value)
        where T : notnull => new("hotline." + name, value is Enum ? System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()!) : value.ToString());
}
