using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Dispatch;

/// <summary>Section <c>Dispatch</c>.</summary>
public sealed class DispatchOptions
{
    public const string Section = "Dispatch";

    /// <summary>How often a line is looked at when nothing moves, ms: the grain of its timers.</summary>
    [Range(10, 1000)]
    public int TickMilliseconds { get; set; } = 50;

    /// <summary>A brake on every round of a line, ms, by which the bench shows that it would notice one. Refused outside Development.</summary>
    [Range(0, 1000)]
    public int DelayMilliseconds { get; set; }
}

internal sealed class ValidateDispatch(IHostEnvironment environment) : IValidateOptions<DispatchOptions>
{
    public ValidateOptionsResult Validate(string? name, DispatchOptions options) => options.DelayMilliseconds > 0 && !environment.IsDevelopment()
        ? ValidateOptionsResult.Fail("Dispatch:DelayMilliseconds slows every offer down: it is for measurements in Development only.")
        : ValidateOptionsResult.Success;
}
