using System.Globalization;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Compact;

namespace Hotline.Server.Platform;

/// <summary>Logs to stdout, metrics and traces to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names.</summary>
internal static class Telemetry
{
    private const string ReadableLine = "{Timestamp:HH:mm:ss.fff} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";

    /// <param name="alsoTo">A further place for every line, as it is after redaction.</param>
    public static void AddTelemetry(this WebApplicationBuilder builder, ILogEventSink? alsoTo = null)
    {
        builder.Logging.ClearProviders();
        // As a provider among others: in the place of the logger factory Serilog bypasses the redaction, and AddSerilog switches the levels of the Logging section off.
        builder.Logging.AddProvider(new SerilogLoggerProvider(Logger(builder.Environment, alsoTo), dispose: true));
        builder.Logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.None);
        builder.Logging.EnableRedaction();
        builder.Services.AddRedactionOfPersons();
        builder.Services.AddSingleton<HotlineMeter>();

        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("hotline"))
            .WithMetrics(metrics => metrics
                .AddMeter(HotlineMeter.Name, "Polly", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "System.Runtime"))
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation(
                options => options.Filter = context => !context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)))
            .UseOtlpExporter();
    }

    // Levels are those of the Logging section; Serilog only writes.
    private static Logger Logger(IHostEnvironment environment, ILogEventSink? alsoTo)
    {
        var writer = new LoggerConfiguration().MinimumLevel.Verbose()
            .Enrich.With<WithoutPath>()
            .Filter.ByExcluding(line => line.Exception is { } failure && StartupErrors.Explains(failure));
        writer = environment.IsDevelopment()
            ? writer.WriteTo.Console(outputTemplate: ReadableLine, formatProvider: CultureInfo.InvariantCulture)
            : writer.WriteTo.Console(new CompactJsonFormatter());
        return (alsoTo is null ? writer : writer.WriteTo.Sink(alsoTo)).CreateLogger();
    }

    // The framework's request scope carries the path, and with it the ids in it; the trace id serves to join lines.
    private sealed class WithoutPath : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            logEvent.RemovePropertyIfPresent("RequestPath");
            logEvent.RemovePropertyIfPresent("ConnectionId");
        }
    }
}
