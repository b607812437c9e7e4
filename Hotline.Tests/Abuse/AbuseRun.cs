using Hotline.Tests.Support;

namespace Hotline.Tests.Abuse;

/// <summary>What an abuse run came to; the verb prints it as JSON.</summary>
internal sealed record AbuseReport
{
    public int Requests { get; init; }
    public IReadOnlyDictionary<string, int> Answers { get; init; } = new Dictionary<string, int>();
    public int HubFrames { get; init; }
    public int HubConnections { get; init; }
    public int HubCompletions { get; init; }
    public IReadOnlyDictionary<string, int> HubErrors { get; init; } = new Dictionary<string, int>();
    public int Consoles { get; init; }
    public int ConsolesBack { get; init; }
    public double SlowestConsoleSeconds { get; init; }
    public int SlowClients { get; init; }
    public int SlowClientsClosed { get; init; }
    public double DeafGoneSeconds { get; init; }
    public double MemoryBeforeMiB { get; init; }
    public double MemoryHighestMiB { get; init; }
    public double MemoryAfterMiB { get; init; }
    public int NotReady { get; init; }
    public IReadOnlyList<string> BystanderSlow { get; init; } = [];
    public int BystanderContacts { get; init; }
    public int BystanderSentAgain { get; init; }
    public double BystanderMedianSeconds { get; init; }
    public double BystanderWorstSeconds { get; init; }
    public IReadOnlyList<string> Faults { get; init; } = [];
}

/// <summary>All abuse of one server, with a bystander from the first to the last moment.</summary>
internal static class AbuseRun
{
    private const int AtOnce = 16;
    private const int FewestContacts = 5;

    /// <param name="requests">Malformed HTTP requests; a quarter as many hub frames.</param>
    /// <param name="consoles">That come, vanish, and come back at once.</param>
    /// <param name="waitForDeaf">Whether to wait until consoles that never read are given up (over a minute).</param>
    public static async Task<AbuseReport> RunAsync(RunningServer server, int requests, int consoles, bool waitForDeaf, int seed)
    {
        await using var storm = new ConsoleStorm(server);
        await storm.SignInAsync();
        var bystander = await Bystander.StartAsync(server);
        var before = server.ResidentMiB;
        await using var slow = new SlowClients(server);
        await slow.StartAsync(20);
        await storm.DeafenAsync(5);
        var deafSince = TimeProvider.System.GetTimestamp();

        var endpoints = new EndpointAbuse(server, seed);
        HubAbuse[] hubs = [new(server, seed), new(server, seed + 1)];
        await Task.WhenAll(endpoints.RunAsync(requests, AtOnce), hubs[0].RunAsync(requests / 8, "drill-199"), hubs[1].RunAsync(requests / 8, "drill-supervisor"));
        await storm.RaiseAsync(consoles);
        var back = await storm.RaiseAsync(consoles);
        if (waitForDeaf) await Until.True(storm.AreDeafGoneAsync, "consoles that never read are given up", TimeSpan.FromSeconds(120));
        // On a fast machine all this is over before the bystander has seen enough of it.
        await Until.True(() => bystander.Seen >= FewestContacts, "the bystander's contacts are offered", TimeSpan.FromSeconds(60));
        var deafGone = TimeProvider.System.GetElapsedTime(deafSince);
        await bystander.DisposeAsync();

        var offered = bystander.Offered.Order().ToList();
        return new AbuseReport
        {
            Requests = requests, Answers = endpoints.Answers,
            HubFrames = hubs.Sum(hub => hub.Sent), HubConnections = hubs.Sum(hub => hub.Connections), HubCompletions = hubs.Sum(hub => hub.Completions),
            HubErrors = hubs.SelectMany(hub => hub.Errors).GroupBy(error => error.Key).ToDictionary(error => error.Key, error => error.Sum(one => one.Value)),
            Consoles = consoles, ConsolesBack = back, SlowestConsoleSeconds = storm.Slowest.TotalSeconds,
            SlowClients = slow.Opened, SlowClientsClosed = slow.Closed, DeafGoneSeconds = waitForDeaf ? deafGone.TotalSeconds : 0,
            MemoryBeforeMiB = before, MemoryHighestMiB = bystander.HighestMiB, MemoryAfterMiB = server.ResidentMiB, NotReady = bystander.NotReady,
            BystanderContacts = offered.Count, BystanderSentAgain = bystander.SentAgain, BystanderSlow = bystander.SlowOnes, BystanderMedianSeconds = offered.Count == 0 ? 0 : offered[offered.Count / 2].TotalSeconds, BystanderWorstSeconds = offered.Count == 0 ? 0 : offered[^1].TotalSeconds,
            Faults = [.. endpoints.Faults, .. hubs.SelectMany(hub => hub.Faults)],
        };
    }
}
