using Hotline.Server.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Hotline.Tests.Platform;

public sealed partial class RedactionTests
{
    [Test]
    public void A_classified_value_does_not_reach_the_log_and_the_rest_of_the_line_does()
    {
        using var lines = new Lines();
        Log(lines, logger => SomebodySignedIn(logger, "Mei Lindqvist", "drill"));

        Assert.That(lines.Text, Does.Contain("SomebodySignedIn").And.Contain("drill"));
        Assert.That(lines.Text, Does.Not.Contain("Lindqvist"));
    }

    [Test]
    public void An_unclassified_value_does_reach_it_or_the_test_above_would_prove_nothing()
    {
        using var lines = new Lines();
        Log(lines, logger => SomethingHappened(logger, "Mei Lindqvist"));

        Assert.That(lines.Text, Does.Contain("Lindqvist"));
    }

    [TestCase("Debug", true)]
    [TestCase("Information", false)]
    public void The_levels_of_the_Logging_section_hold(string level, bool written)
    {
        using var lines = new Lines();
        Log(lines, logger => SomethingSmall(logger), ("Logging:LogLevel:Default", level));

        Assert.That(lines.Text.Contains("SomethingSmall", StringComparison.Ordinal), Is.EqualTo(written));
    }

    [Test]
    public void A_refused_start_leaves_no_stack_trace_in_the_log_and_another_failure_does()
    {
        using var lines = new Lines();
        Log(lines, logger =>
        {
            SomethingFailed(logger, new StartupRefusedException("Section:Key: is wrong."));
            SomethingFailed(logger, new InvalidOperationException("a real one"));
        });

        Assert.That(lines.Text, Does.Contain("a real one").And.Not.Contain("Section:Key"));
    }

    private static void Log(Lines lines, Action<ILogger> write, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.AddTelemetry(lines);
        using var services = builder.Services.BuildServiceProvider();
        write(services.GetRequiredService<ILoggerFactory>().CreateLogger("Test"));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name} signed in on {Line}")]
    private static partial void SomebodySignedIn(ILogger logger, [OfPerson] string name, string line);

    [LoggerMessage(Level = LogLevel.Information, Message = "{What} happened")]
    private static partial void SomethingHappened(ILogger logger, string what);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Small")]
    private static partial void SomethingSmall(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "Failed")]
    private static partial void SomethingFailed(ILogger logger, Exception failure);

    /// <summary>What production would write, kept as text.</summary>
    private sealed class Lines : ILogEventSink, IDisposable
    {
        private readonly StringWriter text = new();
        private readonly CompactJsonFormatter formatter = new();

        public string Text => text.ToString();

        public void Emit(LogEvent logEvent) => formatter.Format(logEvent, text);

        public void Dispose() => text.Dispose();
    }
}
