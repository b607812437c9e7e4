using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using Hotline.Contracts;
using Hotline.Server.Audit;
using Hotline.Server.Escalations;
using Hotline.Server.Escalations.BackChannel;
using Hotline.Server.Escalations.Posting;
using Hotline.Server.Floor;
using Hotline.Server.Lines;
using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Tests.Intake;
using Hotline.Tests.Records;
using Hotline.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Problem = Hotline.Contracts.Problem;

namespace Hotline.Tests.Partners;

/// <summary>The partners' door on a real server and a real database; behind it, orders on paper.</summary>
internal sealed class BackChannelHost : IAsyncDisposable
{
    public const string Line = "harbour";
    public const string Partner = "police";
    public const string Mine = "e1";
    private readonly WebApplication app;
    private readonly string folder;
    private readonly HttpClient client = new();

    private BackChannelHost(WebApplication app, string folder, FakeTimeProvider? clock) => (this.app, this.folder, Clock) = (app, folder, clock);

    /// <summary>Null: the time is the machine's.</summary>
    public FakeTimeProvider? Clock { get; }

    public PaperOrders Orders => (PaperOrders)app.Services.GetRequiredService<IPartnerOrders>();

    public Uri Url { get; private set; } = null!;

    public IServiceProvider Services => app.Services;

    public static async Task<BackChannelHost> StartAsync(string provider = RecordsNode.Sqlite, bool settableClock = true)
    {
        var folder = Directory.CreateTempSubdirectory("hotline-partners-").FullName;
        var address = provider == RecordsNode.Postgres ? await (await PostgresServer.SharedAsync()).NewDatabaseAsync() : null;
        var clock = settableClock ? new FakeTimeProvider(A.T0) : null;
        var app = RecordsNode.Build(folder, address, clock, builder =>
        {
            builder.Services.AddProblems().AddRouting().AddSingleton<ILineDirectory, PaperLines>()
                .AddSingleton<IPartnerOrders, PaperOrders>().AddSingleton<IPartnerSecrets, PaperSecrets>();
            builder.AddPartnerPost();
        }, environment: "Testing", ("Sealing:Key", Convert.ToBase64String(new byte[32])));
        await app.Services.GetRequiredService<RecordsCheck>().CheckAsync(CancellationToken.None);
        app.UseProblems();
        app.MapBackChannel();
        await app.StartAsync();
        var host = new BackChannelHost(app, folder, clock);
        host.Url = host.client.BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return host;
    }

    /// <param name="change">Of the signed headers, before they leave.</param>
    public async Task<(int Status, PartnerAnswer? Answer, Problem? Problem)> SayAsync(
        string path, string body, string id = "m1", string escalation = Mine, string partner = Partner, string line = Line, byte[]? secret = null,
        Func<WebhookHeaders, WebhookHeaders>? change = null, HttpContent? content = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var headers = new StandardWebhook(Clock ?? TimeProvider.System).Sign(id, bytes, [secret ?? PaperSecrets.Police]);
        headers = change?.Invoke(headers) ?? headers;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/partners/{line}/{partner}/escalations/{escalation}/{path}") { Content = content ?? new ByteArrayContent(bytes) };
        foreach (var (name, value) in new[] { (StandardWebhook.IdHeader, headers.Id), (StandardWebhook.TimestampHeader, headers.Timestamp), (StandardWebhook.SignatureHeader, headers.Signature) })
            if (value.Length > 0) request.Headers.Add(name, value);
        using var answer = await client.SendAsync(request);
        return answer.IsSuccessStatusCode
            ? ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync(PartnerApiJson.Default.PartnerAnswer), null)
            : ((int)answer.StatusCode, null, await answer.Content.ReadFromJsonAsync(WireJson.Default.Problem));
    }

    /// <summary>What the audit says of refusals, oldest first.</summary>
    public async Task<List<(string Chain, string Actor, string Subject, string Data)>> RefusalsAsync(string chain = "line:" + Line)
    {
        var db = app.Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<RecordsDb>>().CreateDbContext();
        await using (db)
            return [.. db.AuditEntries.Where(row => row.Chain == chain).OrderBy(row => row.Number).AsEnumerable().Where(row => row.Action == "PartnerRefused").Select(row => (row.Chain, row.Actor, row.Subject, row.Data))];
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>Police and ambulance sign for the harbour line.</summary>
internal sealed class PaperSecrets : IPartnerSecrets
{
    public static readonly byte[] Police = Encoding.ASCII.GetBytes("the police's secret, 24 b");
    public static readonly byte[] Older = Encoding.ASCII.GetBytes("the police's former secret");
    public static readonly byte[] Ambulance = Encoding.ASCII.GetBytes("the ambulance's own secret");

    public IReadOnlyList<byte[]>? SecretsOf(LineId line, string partnerId) => (line.Value, partnerId) switch
    {
        (BackChannelHost.Line, "police") => [Police, Older],
        (BackChannelHost.Line, "ambulance") => [Ambulance],
        _ => null,
    };
}

/// <summary>Takes what the police says of e1…; a hand-over of others is not theirs. Refuses as told.</summary>
internal sealed class PaperOrders : IPartnerOrders
{
    private readonly ConcurrentQueue<(PartnerCaller By, string Escalation, object Order, string Kind)> heard = new();

    public IReadOnlyList<(PartnerCaller By, string Escalation, object Order, string Kind)> Heard => [.. heard];

    /// <summary>Slug of the refusal of the next orders; null: done.</summary>
    public string? Refusal { get; set; }

    public Task<EscalationReceipt> ReportAsync(PartnerCaller by, string escalationId, ReportOrder order, CancellationToken cancel) => Decide(by, escalationId, order, "report");

    public Task<EscalationReceipt> SayAsync(PartnerCaller by, string escalationId, string kind, EscalationOrder order, CancellationToken cancel) => Decide(by, escalationId, order, kind);

    public Task<EscalationReceipt> AnswerCancelAsync(PartnerCaller by, string escalationId, CancelAnswer order, CancellationToken cancel) => Decide(by, escalationId, order, "cancel-answer");

    private Task<EscalationReceipt> Decide(PartnerCaller by, string escalation, object order, string kind)
    {
        heard.Enqueue((by, escalation, order, kind));
        var refusal = by.PartnerId != "police" || !escalation.StartsWith('e') ? "unknown_escalation" : Refusal;
        return Task.FromResult(new EscalationReceipt(refusal is null, escalation, refusal, null, [], true));
    }
}
