using System.Globalization;
using Hotline.Tests.Bench.Bare;
using Hotline.Tests.Bench.Load;

namespace Hotline.Tests.Bench;

/// <summary>
/// From an HTTP post until the offer is shown at a console: open loop at 20, 100 and 200 contacts a second with 200 consoles that show, accept, end and finish at once.
/// Peer: BullMQ, add until processor. Floor: post, one Lua enqueue, one SignalR push.
/// </summary>
internal sealed class Latency : BenchGroup
{
    private const int Consoles = 200;
    private const int Runs = 5;
    private static readonly int[] Rates = [20, 100, 200];
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    public override string Name => "latency";
    public override IReadOnlyList<string> Cases => [.. Rates.SelectMany(rate => new[] { Case(rate, 50), Case(rate, 99) })];

    public override async Task<IReadOnlyList<BenchCase>> RunAsync(BenchGround ground, IReadOnlySet<string> wanted, CancellationToken cancel)
    {
        var redis = await ground.RedisAsync();
        await using var server = await StaffedServer.StaffAsync(await ground.ServerAsync(redis, await (await ground.PostgresAsync()).NewDatabaseAsync()), Consoles, shows: true, cancel);
        await using var bare = await BareFloor.StartAsync(redis, Consoles, cancel);
        var peer = await ground.PeerAsync();
        await ground.SayAsync("latency: warming up …");
        await server.ShownAsync(100, WarmUp, cancel);
        await OpenLoop.RunAsync(200, Span, () => bare.PassAsync(cancel), cancel);
        await peer.LatencyAsync(200, Span.TotalSeconds, Consoles);

        List<BenchCase> cases = [];
        foreach (var rate in Rates.Where(rate => wanted.Contains(Case(rate, 50)) || wanted.Contains(Case(rate, 99))))
        {
            var (half, most) = (new BenchCase(Case(rate, 50), "ms"), new BenchCase(Case(rate, 99), "ms"));
            if (rate == Rates[^1]) most.Aiming("<= 2 x floor and <= peer", one => one.RatioToFloor <= 2 && one.RatioToPeer <= 1);
            for (var run = 1; run <= Runs; run++)
            {
                var ours = await server.ShownAsync(rate, Span, cancel);
                var theirs = (await peer.LatencyAsync(rate, Span.TotalSeconds, Consoles)).Order().ToArray();
                var least = await OpenLoop.RunAsync(rate, Span, () => bare.PassAsync(cancel), cancel);
                foreach (var (one, share) in new[] { (half, 0.5), (most, 0.99) })
                {
                    one.Runs.Ours.Add(OpenLoop.Percentile(ours, share));
                    one.Runs.Peer.Add(OpenLoop.Percentile(theirs, share));
                    one.Runs.Floor.Add(OpenLoop.Percentile(least, share));
                }
                await ground.SayAsync(string.Create(CultureInfo.InvariantCulture,
                    $"latency-{rate} {run}/{Runs}: p50 / p99 ours {half.Runs.Ours[^1]:0.0} / {most.Runs.Ours[^1]:0.0}, peer {half.Runs.Peer[^1]:0.0} / {most.Runs.Peer[^1]:0.0}, floor {half.Runs.Floor[^1]:0.0} / {most.Runs.Floor[^1]:0.0} ms"));
            }
            cases.AddRange([half, most]);
        }
        return [.. cases.Where(one => wanted.Contains(one.Name))];
    }

    private static string Case(int rate, int share) => string.Create(CultureInfo.InvariantCulture, $"latency-{rate}-p{share}");
}
