using System.Globalization;
using System.Text.Json;
using Hotline.Tests.Support;

namespace Hotline.Tests.Abuse;

/// <summary><c>abuse [--requests 10000] [--consoles 500] [--seed 1] [--json FILE]</c>: a server of its own on redis-server and PostgreSQL; exit code 1 when a promise was broken.</summary>
internal static class AbuseVerb
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task<int> RunAsync(string[] args)
    {
        var (requests, consoles, seed, json) = (10_000, 500, 1, (string?)null);
        for (var number = 0; number + 1 < args.Length; number += 2)
            switch (args[number])
            {
                case "--requests": requests = int.Parse(args[number + 1], CultureInfo.InvariantCulture); break;
                case "--consoles": consoles = int.Parse(args[number + 1], CultureInfo.InvariantCulture); break;
                case "--seed": seed = int.Parse(args[number + 1], CultureInfo.InvariantCulture); break;
                case "--json": json = args[number + 1]; break;
                default:
                    await System.Console.Error.WriteLineAsync($"Unknown option '{args[number]}': --requests, --consoles, --seed, --json.");
                    return 2;
            }
        await using var redis = await RedisServer.StartAsync(appendOnly: true);
        await using var postgres = await PostgresServer.StartAsync();
        await using var servers = await SeveralServers.StartAsync(1, redis.ConnectionString, await postgres.NewDatabaseAsync());
        var report = await AbuseRun.RunAsync(servers[0], requests, consoles, waitForDeaf: true, seed);
        if (report.Faults.Count > 0) await System.Console.Error.WriteLineAsync(servers[0].Output);
        var text = JsonSerializer.Serialize(report, Indented);
        System.Console.WriteLine(text);
        if (json is not null) await File.WriteAllTextAsync(json, text);
        return report.Faults.Count == 0 && report.NotReady == 0 && report.ConsolesBack == consoles ? 0 : 1;
    }
}
