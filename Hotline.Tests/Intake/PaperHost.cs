using System.Net.Http.Json;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Hotline.Server.Audit;
using Hotline.Server.Dossier;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Intake;
using Hotline.Server.Ledger;
using Hotline.Server.Lines;
using Hotline.Server.Platform;
using Hotline.Server.Recording;
using Hotline.Server.Records;
using Hotline.Server.Triage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Intake;

/// <summary>Intake and dossier in a real pipeline, over paper stores. A key is written <c>id/line/channel</c>, a worker <c>id/line/role</c>.</summary>
internal sealed class PaperHost : IAsyncDisposable
{
    public const string HarbourKey = "k1/harbour/Chat";

    private readonly WebApplication app;

    private PaperHost(WebApplication app, PaperLedger ledger, PaperRecords records)
    {
        this.app = app;
        Ledger = ledger;
        Records = records;
        Client = app.GetTestClient();
        Client.DefaultRequestHeaders.Add("X-Channel-Key", HarbourKey);
    }

    public PaperLedger Ledger { get; }
    public PaperRecords Records { get; }
    public HttpClient Client { get; }
    public IServiceProvider Services => app.Services;

    public static async Task<PaperHost> StartAsync(params (string Name, string Value)[] settings)
    {
        // Nothing of the machine: no settings files, no environment, no console.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.WebHost.UseTestServer();
        builder.Services.AddRouting().AddLogging();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        var (ledger, records) = (new PaperLedger(), new PaperRecords());
        builder.Services.AddSingleton<ILedger>(ledger).AddSingleton<ICarryFiles>(ledger).AddSingleton<IInbox>(records).AddSingleton<IContactFile>(records).AddSingleton<ISentContacts>(records).AddSingleton<IEarlierContacts>(records)
            .AddSingleton<IRecordedProgress>(records).AddSingleton<IAuditTrail>(records).AddSingleton<IIntakeAlarms>(records)
            .AddSingleton<IHands, PaperHands>().AddSingleton<LedgerHealth>().AddSingleton<KeptFloors>()
            .AddSingleton<ILineDirectory, PaperLines>().AddSingleton<IWorkerDirectory, PaperWorkers>().AddProblems();
        builder.Services.AddSingleton<IActiveRules, ShippedRules>();
        builder.AddIntake().AddDossier();
        builder.Services.AddAuthentication(PaperKeys.Scheme).AddScheme<AuthenticationSchemeOptions, PaperKeys>(PaperKeys.Scheme, null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Channel, policy => policy.RequireClaim(HotlineClaims.KeyId))
            .AddPolicy(Policies.Worker, policy => policy.RequireRole(Wire.Roles.Operator, Wire.Roles.Supervisor).RequireClaim(HotlineClaims.Line));
        var app = builder.Build();
        app.Services.CheckOptions();
        app.UseProblems();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapIntake().MapDossier();
        await app.StartAsync();
        return new PaperHost(app, ledger, records);
    }

    public Task<HttpResponseMessage> OpenAsync(string body, string? key = "first", string line = "harbour", string channelKey = HarbourKey) =>
        SendAsync(HttpMethod.Post, $"/api/v1/lines/{line}/contacts", body, key, channelKey);

    public async Task<Wire.ContactReceipt> OpenedAsync(string body = """{"evidence":[]}""", string key = "first") => await ReceiptAsync(await OpenAsync(body, key));

    public Task<HttpResponseMessage> PostAsync(string contact, string what, string body) =>
        SendAsync(HttpMethod.Post, $"/api/v1/lines/harbour/contacts/{contact}/{what}", body, null, HarbourKey);

    public Task<HttpResponseMessage> PlaceAsync(string contact, string channelKey = HarbourKey) =>
        SendAsync(HttpMethod.Get, $"/api/v1/lines/harbour/contacts/{contact}", null, null, channelKey);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body, string? idempotencyKey, string? channelKey, string? worker = null)
    {
        using var client = app.GetTestClient();
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (channelKey is not null) request.Headers.Add("X-Channel-Key", channelKey);
        if (worker is not null) request.Headers.Add("X-Worker", worker);
        return await client.SendAsync(request);
    }

    public static async Task<Wire.ContactReceipt> ReceiptAsync(HttpResponseMessage answer) =>
        (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(Wire.WireJson.Default.ContactReceipt))!;

    public static async Task<Wire.Problem> ProblemAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync(Wire.WireJson.Default.Problem))!;

    public Contact OnFloor(string contact) => Ledger.Floor.Contact(contact);

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return app.DisposeAsync();
    }
}

/// <summary>Believes what the headers say.</summary>
internal sealed class PaperKeys(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Paper";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var claims = new List<Claim>();
        if (Request.Headers["X-Channel-Key"].ToString().Split('/') is [var key, var line, var channel])
            claims = [new(HotlineClaims.KeyId, key), new(HotlineClaims.Line, line), new(HotlineClaims.Channel, channel)];
        if (Request.Headers["X-Worker"].ToString().Split('/') is [var worker, var home, var role])
            claims = [new(ClaimTypes.NameIdentifier, worker), new(HotlineClaims.Line, home), new(ClaimTypes.Role, role)];
        return Task.FromResult(claims.Count == 0
            ? AuthenticateResult.NoResult()
            : AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme)), Scheme)));
    }
}
