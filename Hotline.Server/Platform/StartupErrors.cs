using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Platform;

/// <summary>The server cannot start as it is set up. Each reason is one line that names the setting and says what to do.</summary>
public sealed class StartupRefusedException : Exception
{
    public StartupRefusedException(params IReadOnlyList<string> reasons)
        : base(string.Join(Environment.NewLine, reasons)) => Reasons = reasons;

    public IReadOnlyList<string> Reasons { get; }
}

/// <summary>What stops a start is said in plain lines, all of it at once, without a stack trace.</summary>
public static class StartupErrors
{
    /// <summary>True when the lines say all there is to know: settings, or an address in use.</summary>
    public static bool Explains(Exception failure) => failure switch
    {
        StartupRefusedException or OptionsValidationException => true,
        // Told to stop while starting: nothing is wrong.
        OperationCanceledException => true,
        AggregateException several => several.InnerExceptions.Count > 0 && several.InnerExceptions.All(Explains),
        IOException { InnerException: AddressInUseException } => true,
        // The binder names the setting in its message.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => true,
        _ => false,
    };

    /// <summary>Writes the lines to stderr (or <paramref name="to"/>) and returns the exit code.</summary>
    public static int Report(Exception failure, TextWriter? to = null)
    {
        var writer = to ?? System.Console.Error;
        if (failure is OperationCanceledException)
        {
            writer.WriteLine("Hotline was stopped while it started.");
            return 0;
        }
        writer.WriteLine("Hotline does not start:");
        foreach (var line in Lines(failure).Distinct())
            writer.WriteLine("  " + line);
        return 1;
    }

    internal static IEnumerable<string> Lines(Exception failure) => failure switch
    {
        StartupRefusedException refused => refused.Reasons,
        OptionsValidationException invalid => invalid.Failures,
        AggregateException several => several.InnerExceptions.SelectMany(Lines),
        _ => [failure.Message],
    };
}
