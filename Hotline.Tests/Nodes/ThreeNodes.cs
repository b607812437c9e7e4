using System.Globalization;
using System.Net.Http.Json;
using Hotline.Contracts;
using Hotline.Tests.Support;
using NUnit.Framework;
using StackExchange.Redis;

namespace Hotline.Tests.Nodes;

/// <summary>Three nodes for the fixtures of this room; each test leaves three nodes behind.</summary>
[SetUpFixture]
public sealed class ThreeNodes
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static ThreeNodes? shared;

    public RedisServer Redis { get; private init; } = null!;
    public IConnectionMultiplexer Connection { get; private init; } = null!;
    public string Records { get; private init; } = "";
    public SeveralServers Servers { get; private init; } = null!;

    public static async Task<ThreeNodes> SharedAsync()
    {
        await Gate.WaitAsync();
        try
        {
            return shared ??= await StartAsync();
        }
        finally
        {
            Gate.Release();
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (shared is null) return;
        await shared.Servers.DisposeAsync();
        await shared.Connection.DisposeAsync();
        await shared.Redis.DisposeAsync();
        shared = null;
    }

    /// <summary>The node that holds a lease of the line, and the others.</summary>
    public async Task<(RunningServer Holder, RunningServer[] Others)> HolderAsync(string lease = "leader", string line = "demo")
    {
        var holder = await Until.Some(async () => (string?)await Connection.GetDatabase().StringGetAsync($"hotline:{{{line}}}:lease:{lease}"), $"somebody holds {lease}");
        var process = int.Parse(holder.Split(':')[1], CultureInfo.InvariantCulture);
        return (Servers.All.Single(server => server.ProcessId == process), [.. Servers.All.Where(server => server.ProcessId != process)]);
    }

    public static OpenContactRequest Body(string kind = "cssrs.2") => new(null, "en", null, [EvidenceItem.Of(kind, "yes")], null, null, null);

    public static async Task<T> AskAsync<T>(RunningServer server, HttpMethod method, string path, string cookie, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Add("Cookie", cookie);
        using var answer = await server.Client.SendAsync(request);
        Assert.That(answer.IsSuccessStatusCode, Is.True, $"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return (T)(await answer.Content.ReadFromJsonAsync(typeof(T), WireJson.Default))!;
    }

    /// <summary>Every audit chain whole, no contact's journal entry twice: the primary keys say so, the chains prove it.</summary>
    public static async Task ChainsAreWholeAsync(RunningServer server)
    {
        var chains = await AskAsync<IReadOnlyList<AuditVerification>>(server, HttpMethod.Get, "/api/v1/admin/audit/verify", await server.SignInAsync("demo-admin"));
        Assert.That(chains, Is.Not.Empty);
        Assert.That(chains.Where(chain => !chain.Unbroken), Is.Empty);
    }

    private static async Task<ThreeNodes> StartAsync()
    {
        var redis = await RedisServer.StartAsync(appendOnly: true);
        var records = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        return new ThreeNodes
        {
            Redis = redis,
            Records = records,
            Connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString),
            Servers = await SeveralServers.StartAsync(3, redis.ConnectionString, records),
        };
    }
}
