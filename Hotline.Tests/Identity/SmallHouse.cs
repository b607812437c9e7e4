using System.Collections.Concurrent;
using System.Security.Cryptography;
using Hotline.Server.Administration;
using Hotline.Server.Audit;
using Hotline.Server.Escalations.Registry;
using Hotline.Server.Identity;
using Hotline.Server.Lines;
using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Triage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Hotline.Tests.Identity;

/// <summary>The server's identity, lines and administration on a real port and a real SQLite file, with a settable clock.</summary>
internal sealed class SmallHouse : IAsyncDisposable
{
    private const string DatabaseFile = "records.db";

    private static readonly string SealingKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    // Migrated and seeded once; most houses of the tests start from a copy.
    private static readonly Lazy<Task<string>> Furnished = new(FurnishAsync);

    private readonly bool ownsFolder;

    private SmallHouse(WebApplication app, FakeTimeProvider clock, string folder, bool ownsFolder, Messages log)
    {
        (App, Clock, Folder, this.ownsFolder, Log) = (app, clock, folder, ownsFolder, log);
        Address = new Uri(app.Urls.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal));
    }

    public WebApplication App { get; }
    public FakeTimeProvider Clock { get; }
    public string Folder { get; }
    public Uri Address { get; }
    public Messages Log { get; }

    public static async Task<SmallHouse> OpenAsync(
        string environment = "Development", SmallHouse? beside = null, Action<WebApplication>? map = null, string url = "http://127.0.0.1:0", Action<IServiceCollection>? services = null,
        params (string Name, string Value)[] settings)
    {
        var folder = beside?.Folder ?? Directory.CreateTempSubdirectory("hotline-").FullName;
        if (beside is null && environment == Environments.Development && settings.Length == 0)
            File.Copy(await Furnished.Value, Path.Combine(folder, DatabaseFile));
        return await OpenAsync(environment, beside, map, url, settings, folder, services);
    }

    /// <summary>Without a copy of what an earlier house left: migrates and seeds itself.</summary>
    public static Task<SmallHouse> OpenBareAsync(params (string Name, string Value)[] settings) =>
        OpenAsync(Environments.Development, null, null, "http://127.0.0.1:0", settings, Directory.CreateTempSubdirectory("hotline-").FullName);

    private static async Task<string> FurnishAsync()
    {
        var house = await OpenBareAsync();
        await house.App.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(house.Folder, recursive: true);
        return Path.Combine(house.Folder, DatabaseFile);
    }

    private static async Task<SmallHouse> OpenAsync(
        string environment, SmallHouse? beside, Action<WebApplication>? map, string url, (string Name, string Value)[] settings, string folder,
        Action<IServiceCollection>? services = null)
    {
        var clock = new FakeTimeProvider(beside?.Clock.GetUtcNow() ?? new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
        var log = new Messages();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment, ContentRootPath = folder, ApplicationName = "Hotline.Server" });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Records:DataFolder"] = folder, ["Sealing:Key"] = SealingKey, ["urls"] = url });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value));
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddProblems();
        builder.AddRecords().AddAudit().AddLines().AddHotlineIdentity().AddTriage().AddPartnerRegistry().AddAdministration();
        services?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseProblems();
        app.MapHotlineIdentity().MapAdministration().MapPartnerRegistry();
        app.MapGet("/channel", (System.Security.Claims.ClaimsPrincipal user) => string.Join(' ', user.Claims.Select(claim => $"{claim.Type}={claim.Value}")))
            .RequireAuthorization(Policies.Channel);
        app.MapPost("/channel", () => "posted").RequireAuthorization(Policies.Channel);
        app.MapGet("/unstated", () => "reached");
        map?.Invoke(app);
        try
        {
            await app.Services.GetRequiredService<RecordsCheck>().CheckAsync(CancellationToken.None);
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new SmallHouse(app, clock, folder, beside is null, log);
    }

    /// <summary>A browser without a cookie yet.</summary>
    public Browser Browser() => new(Address);

    public async Task<Browser> SignedInAsync(string userName, string password = DemoAccounts.Password)
    {
        var browser = Browser();
        using var answer = await browser.SignInAsync(userName, password);
        answer.EnsureSuccessStatusCode();
        return browser;
    }

    public T Use<T>() where T : notnull => App.Services.GetRequiredService<T>();

    public async Task<T> ReadAsync<T>(Func<RecordsDb, Task<T>> read)
    {
        await using var db = await Use<IDbContextFactory<RecordsDb>>().CreateDbContextAsync();
        return await read(db);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        if (!ownsFolder)
            return;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>What was logged, as text.</summary>
internal sealed class Messages : ILoggerProvider
{
    public ConcurrentQueue<string> All { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Sink(All, categoryName);

    public void Dispose() { }

    private sealed class Sink(ConcurrentQueue<string> all, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            all.Enqueue($"{category}: {formatter(state, exception)} {exception}");
    }
}
