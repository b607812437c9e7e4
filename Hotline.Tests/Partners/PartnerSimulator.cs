using System.Globalization;
using System.Net;
using System.Text.Json;
using Hotline.Server.Escalations.Posting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hotline.Tests.Partners;

/// <summary>
/// A partner as a real HTTP server: verifies our signature, takes a message once, answers as its plan of faults has it, and tells back over the signed API
/// how help goes. Both formats are read.
/// </summary>
internal sealed class PartnerSimulator : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly SimulatorSettings settings;
    private readonly CancellationTokenSource stopping = new();
    private readonly BackReporter reporter;
    private readonly StandardWebhook webhook = new(TimeProvider.System);
    private int lost;

    private PartnerSimulator(WebApplication app, SimulatorSettings settings)
    {
        (this.app, this.settings) = (app, settings);
        reporter = new BackReporter(settings, stopping.Token);
    }

    public IncidentBook Book { get; } = new();

    /// <summary>What to enter as the partner's URL.</summary>
    public Uri Url { get; private set; } = null!;

    public static async Task<PartnerSimulator> StartAsync(SimulatorSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, settings.Port));
        var simulator = new PartnerSimulator(builder.Build(), settings);
        simulator.app.MapPost("/escalations", simulator.TakeAsync);
        await simulator.app.StartAsync();
        var address = simulator.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        simulator.Url = new Uri(address + "/escalations");
        return simulator;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await app.DisposeAsync();
        reporter.Dispose();
        stopping.Dispose();
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        var (body, headers) = (buffer.ToArray(), http.Request.Headers);
        var signed = new WebhookHeaders(headers[StandardWebhook.IdHeader].ToString(), headers[StandardWebhook.TimestampHeader].ToString(), headers[StandardWebhook.SignatureHeader].ToString());
        if (webhook.Verify(signed, body, [settings.Secret]) != SignatureVerdict.Good)
        {
            Book.Refuse();
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var (type, escalation, message) = Read(body);
        if (type == "escalation.test") return;
        var fault = settings.Plan.Next();
        Book.Met(fault);
        switch (fault)
        {
            case PartnerFault.TooMany:
                http.Response.Headers.RetryAfter = settings.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return;
            case PartnerFault.Gone:
                http.Response.StatusCode = StatusCodes.Status410Gone;
                return;
            case PartnerFault.Never or PartnerFault.Error when Interlocked.Increment(ref lost) % 2 == 0:
                // Not even taken.
                break;
            default:
                await AnswerAsync(http, Take(signed.Id, escalation, type, message, fault), fault);
                return;
        }
        await LeaveAsync(http, fault);
    }

    private (Incident Incident, bool Exists) Take(string webhookId, string escalation, string type, int message, PartnerFault fault)
    {
        var (incident, exists, _) = Book.Take(webhookId, escalation, type);
        if (!exists && settings.Server is not null) _ = TellAsync(incident, type, message, fault);
        return (incident, exists);
    }

    private async Task TellAsync(Incident incident, string type, int message, PartnerFault fault)
    {
        // After our own answer, as a partner would.
        await Task.Yield();
        try
        {
            if (type == "escalation.submitted" && incident.Opened == 1) await reporter.TellAsync(incident, fault);
            else if (type == "escalation.cancelled") incident.Said("cancel-answer", (await reporter.AgreeToCancelAsync(incident)).Status);
            else if (type == "escalation.message") incident.Said("answer", (await reporter.AnswerAsync(incident, message)).Status);
        }
        catch (OperationCanceledException)
        {
            // The simulator ends.
        }
    }

    private async Task AnswerAsync(HttpContext http, (Incident Incident, bool Exists) taken, PartnerFault fault)
    {
        if (fault is PartnerFault.Never or PartnerFault.Error)
        {
            await LeaveAsync(http, fault);
            return;
        }
        if (fault == PartnerFault.Slow) await Task.Delay(settings.SlowBy, http.RequestAborted).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await http.Response.WriteAsJsonAsync(new { number = taken.Incident.Number, exists = taken.Exists }, http.RequestAborted);
    }

    private static async Task LeaveAsync(HttpContext http, PartnerFault fault)
    {
        if (fault == PartnerFault.Error) http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        else await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private static (string Type, string Escalation, int Message) Read(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        if (json.RootElement.TryGetProperty("incidentComponent", out var incident))
            return (incident.GetProperty("incidentTypeInternalText").GetString()!, incident.GetProperty("internalIncidentId").GetString()!, 0);
        var data = json.RootElement.GetProperty("data");
        return (json.RootElement.GetProperty("type").GetString()!, data.GetProperty("escalationId").GetString()!,
            data.TryGetProperty("message", out var message) ? message.GetProperty("number").GetInt32() : 0);
    }
}
