using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Hotline.Contracts;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Tests.Bench.Load;
using Hotline.Tests.Support;
using StackExchange.Redis;

namespace Hotline.Tests.Bench.Faults;

/// <summary>Two nodes on one Redis and one PostgreSQL; the one that leads the line is killed, started again, and then the other leads.</summary>
internal sealed class KilledNodes(RunningServer[] nodes, IDatabase redis)
{
    private const int ConsolesOfARun = 3;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);
    private int workers;

    /// <summary>Seconds until a contact posted at once was shown, and until what a console of the dead node had was.</summary>
    internal sealed record Figures(double[] Posted, double[] Offered);

    public static async Task<Figures> RunAsync(BenchGround ground, int runs, CancellationToken cancel)
    {
        var (redis, records) = (await ground.AnotherRedisAsync(), await (await ground.PostgresAsync()).NewDatabaseAsync());
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await using var first = await ground.ServerAsync(redis, records, ("Sealing__Key", key));
        await using var second = await ground.ServerAsync(redis, records, ("Sealing__Key", key));
        await using var connection = await BenchGround.ConnectAsync(redis);
        var killed = new KilledNodes([first, second], connection.GetDatabase());
        List<(double Posted, double Offered)> figures = [];
        for (var run = 1; run <= runs; run++)
        {
            figures.Add(await killed.OnceAsync(cancel));
            await ground.SayAsync(string.Create(CultureInfo.InvariantCulture, $"recover-node {run}/{runs}: posted {figures[^1].Posted:0.00} s, offered {figures[^1].Offered:0.0} s, load {BenchGround.Load():0.0}"));
        }
        return new Figures([.. figures.Select(one => one.Posted)], [.. figures.Select(one => one.Offered)]);
    }

    private async Task<(double Posted, double Offered)> OnceAsync(CancellationToken cancel)
    {
        var leader = await LeaderAsync();
        var other = nodes.Single(node => node != leader);
        var door = new ContactDoor(other);
        var (before, after) = (new OfferBook(), new OfferBook());
        List<BenchConsole> consoles = [before.Keep(await JoinAsync(leader, cancel))];
        try
        {
            while (consoles.Count < ConsolesOfARun) consoles.Add(after.Keep(await JoinAsync(other, cancel)));
            await consoles[0].BeAvailableAsync(cancel);
            var old = (await door.OpenAsync(OfferBook.LongOffered, cancel)).ContactId;
            await before.ShownAsync(old, cancel);
            foreach (var survivor in consoles.Skip(1)) await survivor.BeAvailableAsync(cancel);
            await Task.Delay(Settling, cancel);
            if (await LeaderAsync() != leader) throw new BenchStoppedException("The lead changed hands before anybody was killed.");

            var killed = Stopwatch.GetTimestamp();
            var killing = leader.KillAsync();
            var late = await door.OpenAsync(cancel);
            await killing;
            var (posted, offered) = (await after.ShownAsync(late, cancel), await after.ShownAsync(old, cancel));
            foreach (var shown in (OfferBook.Entry[])[posted, offered])
            {
                await shown.Console.TakeAsync(shown.Offer, cancel);
                await shown.Console.BeAsync(Presence.OffDuty, cancel);
            }
            await leader.LaunchAsync();
            return (Stopwatch.GetElapsedTime(killed, posted.At).TotalSeconds, Stopwatch.GetElapsedTime(killed, offered.At).TotalSeconds);
        }
        finally
        {
            foreach (var console in consoles) await console.DisposeAsync();
        }
    }

    private async Task<BenchConsole> JoinAsync(RunningServer node, CancellationToken cancel) =>
        await BenchConsole.JoinAsync(node.Url, BenchCrew.Line, await node.SignInAsync(BenchCrew.Name(++workers)), cancel);

    /// <summary>By the lease's value: machine, process, a random part.</summary>
    private async Task<RunningServer> LeaderAsync()
    {
        RunningServer? leader = null;
        await Until.True(async () =>
        {
            var holder = (await redis.StringGetAsync(new LineKeys(new LineId(BenchCrew.Line)).Lease("leader"))).ToString().Split(':');
            leader = nodes.FirstOrDefault(node => holder.Contains(node.ProcessId.ToString(CultureInfo.InvariantCulture)));
            return leader is not null;
        }, "a node leads the line");
        return leader!;
    }
}
