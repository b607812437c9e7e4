using Microsoft.Extensions.Options;

namespace Hotline.Server.Lines;

/// <summary>Section <c>Lines</c>.</summary>
public sealed class LinesOptions
{
    public const string Section = "Lines";

    internal static readonly TimeSpan WholeMinute = TimeSpan.FromMinutes(1);

    /// <summary>How long a minute of a worker's attendance lasts: the idle question, the wait for its answer, the debrief. Shorter in Development only, so that a test need not sit through it.</summary>
    public TimeSpan Minute { get; set; } = WholeMinute;
}

internal sealed class ValidateLines(IHostEnvironment environment) : IValidateOptions<LinesOptions>
{
    public ValidateOptionsResult Validate(string? name, LinesOptions options) =>
        options.Minute == LinesOptions.WholeMinute || (environment.IsDevelopment() && options.Minute >= TimeSpan.FromSeconds(1) && options.Minute < LinesOptions.WholeMinute)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Lines:Minute is {options.Minute}; it must be 00:01:00, or in Development 00:00:01 to 00:01:00.");
}
