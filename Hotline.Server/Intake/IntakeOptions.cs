using System.ComponentModel.DataAnnotations;

namespace Hotline.Server.Intake;

/// <summary>Section <c>Intake</c>. Limits hold per channel key and node; they stop a runaway adapter, not people.</summary>
public sealed class IntakeOptions
{
    public const string Section = "Intake";

    /// <summary>Requests of one channel key worked on at once.</summary>
    [Range(1, 10_000)]
    public int Concurrency { get; set; } = 128;

    /// <summary>Requests that wait for a turn before 429.</summary>
    [Range(0, 100_000)]
    public int Queue { get; set; } = 512;

    /// <summary>Requests a second, sustained.</summary>
    [Range(1, 100_000)]
    public int RequestsPerSecond { get; set; } = 500;

    /// <summary>Requests at once beyond the sustained rate.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 5000;

    /// <summary>How long the inbox and the files may take, ms.</summary>
    [Range(50, 30_000)]
    public int RecordsMilliseconds { get; set; } = 5000;

    /// <summary>How long an intake on disk waits for the floor before it is acknowledged without a place, ms.</summary>
    [Range(0, 10_000)]
    public int FloorMilliseconds { get; set; } = 1000;

    /// <summary>How long evidence and withdrawal wait to be recorded before they are acknowledged as journaled, ms.</summary>
    [Range(0, 30_000)]
    public int RecordedMilliseconds { get; set; } = 5000;

    /// <summary>What 429 and 503 say in Retry-After, s.</summary>
    [Range(1, 300)]
    public int RetryAfterSeconds { get; set; } = 2;
}
