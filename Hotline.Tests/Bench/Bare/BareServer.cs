using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Hotline.Tests.Bench.Bare;

/// <summary>
/// The least that can be called dispatch, as a process of its own: a post is put into a queue by one Lua script and pushed to the next console over SignalR.
/// No decision, no lease, no record, nothing that survives anything.
/// </summary>
internal static class BareServer
{
    /// <summary>Verb of the test program that runs it; <c>bench</c> starts it so.</summary>
    public const string Verb = "bare";

    private const string Enqueue = "redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1]) return redis.call('ZCARD', KEYS[2])";

    /// <param name="args">Port, and the connection string of Redis in the environment variable <c>BARE_REDIS</c>.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length != 1 || !int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || Environment.GetEnvironmentVariable("BARE_REDIS") is not { } redis)
        {
            await System.Console.Error.WriteLineAsync("bare: takes a port, and BARE_REDIS in the environment; bench starts it.");
            return 2;
        }
        var database = (await ConnectionMultiplexer.ConnectAsync(redis)).GetDatabase();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        builder.Services.AddSignalR();
        builder.Services.AddSingleton<BareConsoles>();
        await using var app = builder.Build();
        app.UseWebSockets();
        app.MapHub<BareHub>("/hub");
        app.MapGet("/health/ready", () => Results.Ok());
        RedisKey[] keys = ["bare:contacts", "bare:waiting"];
        app.MapPost("/contacts/{id}", async (string id, HttpRequest request, BareConsoles consoles, IHubContext<BareHub> hub) =>
        {
            using var reader = new StreamReader(request.Body);
            var body = await reader.ReadToEndAsync();
            await database.ScriptEvaluateAsync(Enqueue, keys, [id, body, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()]);
            await hub.Clients.Client(consoles.Next()).SendAsync("Offer", id);
            return Results.StatusCode(StatusCodes.Status201Created);
        });
        await app.RunAsync();
        return 0;
    }
}

/// <summary>Who is connected, in turn.</summary>
internal sealed class BareConsoles
{
    private readonly List<string> all = [];
    private int next;

    public void Add(string connection)
    {
        lock (all) all.Add(connection);
    }

    public string Next()
    {
        lock (all) return all[next++ % all.Count];
    }
}

internal sealed class BareHub(BareConsoles consoles) : Hub
{
    public override Task OnConnectedAsync()
    {
        consoles.Add(Context.ConnectionId);
        return base.OnConnectedAsync();
    }
}
