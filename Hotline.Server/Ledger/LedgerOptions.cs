using System.ComponentModel.DataAnnotations;

namespace Hotline.Server.Ledger;

/// <summary>Section <c>Ledger</c>. The address itself is <c>ConnectionStrings:Redis</c>; without it the embedded engine runs.</summary>
public sealed class LedgerOptions
{
    public const string Section = "Ledger";

    /// <summary>Memory of the embedded engine, MiB. A small one would evict silently, so at least 256.</summary>
    [Range(256, 65536)]
    public int EmbeddedMemoryMiB { get; set; } = 512;

    /// <summary>How much of a line's journal may wait for SQL before intake is refused, MiB of Redis.</summary>
    [Range(1, 65536)]
    public int MostUnrecordedMiB { get; set; } = 256;

    /// <summary>How often a replica looks for entries it got no hint of, ms.</summary>
    [Range(20, 5000)]
    public int PollMilliseconds { get; set; } = 250;

    /// <summary>How long one command of Redis may take, ms.</summary>
    [Range(100, 30000)]
    public int TimeoutMilliseconds { get; set; } = 2000;
}
