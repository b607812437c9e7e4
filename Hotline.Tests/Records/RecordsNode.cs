using Hotline.Server.Audit;
using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Records;

/// <summary>One node's records and audit, alone, on a database of its own. Several nodes may share the database.</summary>
internal sealed class RecordsNode : IAsyncDisposable
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";
    public static readonly LineId Line = new("test");
    private readonly WebApplication app;
    private readonly bool owner;

    private RecordsNode(WebApplication app, string folder, string? address, bool owner)
    {
        (this.app, Folder, Address, this.owner) = (app, folder, address, owner);
    }

    public string Folder { get; }
    public string? Address { get; }
    public IServiceProvider Services => app.Services;
    public IInbox Inbox => Get<IInbox>();
    public IContactFile File => Get<IContactFile>();
    public IAuditTrail Audit => Get<IAuditTrail>();
    public IAuditChains Chains => Get<IAuditChains>();
    public RecordsStore Store => Get<RecordsStore>();

    public static async Task<RecordsNode> StartAsync(string provider, TimeProvider? time = null, Action<WebApplicationBuilder>? more = null)
    {
        var folder = Directory.CreateTempSubdirectory("hotline-records-").FullName;
        var address = provider == Postgres ? await (await PostgresServer.SharedAsync()).NewDatabaseAsync() : null;
        var node = new RecordsNode(Build(folder, address, time, more), folder, address, owner: true);
        await node.Get<RecordsCheck>().CheckAsync(CancellationToken.None);
        return node;
    }

    /// <summary>Another node on the same database and key.</summary>
    public RecordsNode Twin(TimeProvider? time = null, Action<WebApplicationBuilder>? more = null) => new(Build(Folder, Address, time, more), Folder, Address, owner: false);

    public static WebApplication Build(string folder, string? address, TimeProvider? time = null, Action<WebApplicationBuilder>? more = null, string environment = "Development", params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Records:DataFolder", folder), new("Records:Provider", address is null ? "sqlite" : "postgres"), new("Records:ApplyMigrations", "true"),
            new("ConnectionStrings:Records", address), new("Urls", "http://127.0.0.1:0"),
        ]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.AddRecords().AddAudit();
        more?.Invoke(builder);
        return builder.Build();
    }

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public RecordsDb Open() => Get<IDbContextFactory<RecordsDb>>().CreateDbContext();

    public static InboxItem Item(
        string key, string hash = "h1", string? text = null, Wire.Particulars? particulars = null, Wire.CallbackConsent? callback = null,
        IReadOnlyList<Wire.IntakeWarning>? warnings = null, params Evidence[] evidence) => new(
        Line, "channel-key", key, hash, new CommandId($"1-{key}"), A.Arrival("c-" + key, channel: Channel.Chat), evidence, particulars, callback, text, warnings ?? []);

    public static Evidence Evidence(string kind, string value) => new(0, kind, value, "help_seeker", A.T0);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (!owner) return;
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
