using System.Diagnostics.Metrics;
using Hotline.Server.Floor;

namespace Hotline.Server.Ledger;

/// <summary>What is measured and logged of commits.</summary>
internal sealed partial class LedgerTelemetry
{
    private readonly ILogger<LedgerTelemetry> logger;
    private readonly Histogram<double> duration;
    private readonly Counter<long> conflicts;
    private long lastFailureMs;

    public LedgerTelemetry(IMeterFactory meters, ILogger<LedgerTelemetry> logger)
    {
        this.logger = logger;
        var meter = meters.Create("Hotline");
        duration = meter.CreateHistogram<double>("hotline.commit.duration", "s", "Time of one command on the ledger");
        conflicts = meter.CreateCounter<long>("hotline.commit.conflicts", "{conflict}", "Commits decided again because something moved");
    }

    public void Took(TimeSpan time) => duration.Record(time.TotalSeconds);
    public void Conflict() => conflicts.Add(1);

    public void Failed(LineId line, Exception failure)
    {
        // An outage fails every command; one line a second says it as well.
        var now = Environment.TickCount64;
        var last = Interlocked.Read(ref lastFailureMs);
        if (now - last < 1000 || Interlocked.CompareExchange(ref lastFailureMs, now, last) != last) return;
        LogFailed(line.Value, failure.GetType().Name, failure.Message);
    }

    [LoggerMessage(2001, LogLevel.Error, "Ledger of line {Line} did not answer: {Kind} {Message}")]
    private partial void LogFailed(string line, string kind, string message);

    [LoggerMessage(2002, LogLevel.Information, "Floor of line {Line} read at epoch {Epoch}, sequence {Sequence}: {Contacts} contacts, {Workers} workers")]
    public partial void LogSnapshot(string line, long epoch, long sequence, int contacts, int workers);

    [LoggerMessage(2003, LogLevel.Warning, "Floor of line {Line} is behind what was seen: epoch {Epoch}, sequence {Sequence} after {Seen}")]
    public partial void LogBehind(string line, long epoch, long sequence, long seen);
}
