using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using NUnit.Framework;

namespace Hotline.Tests.Platform;

public sealed class OperationTests
{
    [Test]
    public async Task Degraded_is_ready_and_says_why()
    {
        await using var app = await StartAsync(HealthCheckResult.Healthy(), HealthCheckResult.Degraded("The records lag by 4 s."));

        var (status, body) = await ReadAsync(app, "/health/ready");

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(body.GetProperty("status").GetString(), Is.EqualTo("degraded"));
        var check = body.GetProperty("checks").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "check1");
        Assert.That(check.GetProperty("status").GetString(), Is.EqualTo("degraded"));
        Assert.That(check.GetProperty("why").GetString(), Is.EqualTo("The records lag by 4 s."));
    }

    [Test]
    public async Task Unhealthy_is_not_ready_but_alive()
    {
        await using var app = await StartAsync(HealthCheckResult.Unhealthy("Both stores are down."));

        Assert.That((await ReadAsync(app, "/health/ready")).Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((await ReadAsync(app, "/health/live")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_node_that_is_told_to_stop_drains_and_is_not_ready()
    {
        await using var app = await StartAsync();
        var draining = app.Services.GetRequiredService<IDraining>();
        Assert.That(draining.IsDraining, Is.False);

        app.Lifetime.StopApplication();

        Assert.That(draining.IsDraining, Is.True);
        Assert.That(draining.Token.IsCancellationRequested, Is.True);
        var report = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.That(report.Status, Is.EqualTo(HealthStatus.Unhealthy));
    }

    [Test]
    public async Task Every_answer_carries_the_security_headers()
    {
        await using var app = await StartAsync();

        var answer = await app.GetTestClient().GetAsync(new Uri("/nowhere", UriKind.Relative));

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.That(policy, Does.Contain("'wasm-unsafe-eval'").And.Not.Contain("unsafe-inline").And.Not.Contain("'unsafe-eval'").And.Not.Contain("http"));
        Assert.That(answer.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
        Assert.That(answer.Headers.Contains("Referrer-Policy"), Is.True);
    }

    [Test]
    public void The_meter_has_the_instruments_of_the_conventions_with_units_and_no_ids()
    {
        using var services = new ServiceCollection().AddMetrics().AddLogging().AddSingleton<HotlineMeter>().AddSingleton<LedgerTelemetry>().BuildServiceProvider();
        var units = new ConcurrentDictionary<string, string?>();
        var tags = new ConcurrentBag<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                // Other tests' meters are heard as well.
                if (instrument.Meter.Scope != services.GetRequiredService<IMeterFactory>())
                    return;
                units[instrument.Name] = instrument.Unit;
                self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, given, _) => Keep(given));
        listener.SetMeasurementEventCallback<long>((_, _, given, _) => Keep(given));
        listener.SetMeasurementEventCallback<int>((_, _, given, _) => Keep(given));
        var meter = services.GetRequiredService<HotlineMeter>();
        listener.Start();

        meter.ObserveQueue(() => [new QueueReading(new LineId("demo"), Band.High, 3, TimeSpan.FromSeconds(7))]);
        meter.ObserveRecorder(() => [new RecorderReading(new LineId("demo"), TimeSpan.FromSeconds(1))]);
        meter.OfferEnded(Band.Imminent, OfferEnd.Accepted, TimeSpan.FromSeconds(2));
        meter.Triaged(TimeSpan.FromMilliseconds(1));
        services.GetRequiredService<LedgerTelemetry>().Took(TimeSpan.FromMilliseconds(1));
        meter.EscalationDelivered("delivered", "delivered");
        meter.EscalationHeard("taken");
        listener.RecordObservableInstruments();

        Assert.That(units, Is.EquivalentTo(new Dictionary<string, string?>
        {
            ["hotline.queue.depth"] = "{contact}", ["hotline.queue.oldest"] = "s", ["hotline.offer.duration"] = "s", ["hotline.offer.result"] = "{offer}",
            ["hotline.triage.duration"] = "s", ["hotline.commit.duration"] = "s", ["hotline.commit.conflicts"] = "{conflict}",
            ["hotline.recorder.lag"] = "s", ["hotline.escalation.delivery"] = "{delivery}",
            ["hotline.escalation.heard"] = "{message}",
        }));
        Assert.That(tags.Distinct(), Is.EquivalentTo(new[]
        {
            "hotline.band=imminent", "hotline.result=accepted", "hotline.result=delivered", "hotline.line=demo", "hotline.band=high",
            "hotline.code=delivered", "hotline.result=taken", "hotline.reason=none",
        }));

        void Keep(ReadOnlySpan<KeyValuePair<string, object?>> given)
        {
            foreach (var (name, value) in given)
                tags.Add($"{name}={value}");
        }
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> ReadAsync(WebApplication app, string path)
    {
        var answer = await app.GetTestClient().GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    private static async Task<WebApplication> StartAsync(params HealthCheckResult[] checks)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.AddPlatform();
        for (var number = 0; number < checks.Length; number++)
        {
            var result = checks[number];
            builder.Services.AddHealthChecks().AddCheck("check" + number, () => result);
        }

        var app = builder.Build();
        app.MapPlatform();
        await app.StartAsync();
        return app;
    }
}
