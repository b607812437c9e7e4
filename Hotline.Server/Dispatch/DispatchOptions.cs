using System.ComponentModel.DataAnnotations;

namespace Hotline.Server.Dispatch;

/// <summary>Section <c>Dispatch</c>.</summary>
public sealed class DispatchOptions
{
    public const string Section = "Dispatch";

    /// <summary>How often a line is looked at when nothing moves, ms: the grain of its timers.</summary>
    [Range(10, 1000)]
    public int TickMilliseconds { get; set; } = 50;
}
