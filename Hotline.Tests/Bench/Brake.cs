using System.Globalization;
using Hotline.Tests.Bench.Load;

namespace Hotline.Tests.Bench;

/// <summary>
/// Whether the bench would notice: the same server with a brake of 1 ms on every round of dispatch (<c>Dispatch:DelayMilliseconds</c>), beside one
/// without, in turn. The latency that <c>latency-*</c> measures must show it. "Floor" is the server without the brake.
/// </summary>
internal sealed class Brake : BenchGroup
{
    private const string Only = "latency-brake-p50";
    private const int Consoles = 20;
    private const double Rate = 40;
    private const int Runs = 5;
    private const double LeastSeenMs = 0.8;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    public override string Name => "brake";
    public override IReadOnlyList<string> Cases => [Only];

    public override async Task<IReadOnlyList<BenchCase>> RunAsync(BenchGround ground, IReadOnlySet<string> wanted, CancellationToken cancel)
    {
        await using var free = await StartAsync(ground, [], cancel);
        await using var braked = await StartAsync(ground, [("Dispatch__DelayMilliseconds", "1")], cancel);
        var one = new BenchCase(Only, "ms") { Note = "Negative control: a server with a brake of 1 ms on every round of dispatch, held against the same server without (as its floor)." }
            .Aiming(">= floor + 0.8 ms", seen => seen.Ours >= seen.Floor + LeastSeenMs);
        for (var run = 0; run <= Runs; run++)
        {
            var (slow, fast) = (await HalfAsync(braked, run == 0 ? WarmUp : Span, cancel), await HalfAsync(free, run == 0 ? WarmUp : Span, cancel));
            if (run == 0) continue;
            one.Runs.Ours.Add(slow);
            one.Runs.Floor.Add(fast);
            await ground.SayAsync(string.Create(CultureInfo.InvariantCulture, $"{Only} {run}/{Runs}: with the brake {slow:0.00}, without {fast:0.00} ms"));
        }
        return [one];
    }

    private static async Task<StaffedServer> StartAsync(BenchGround ground, (string Name, string Value)[] settings, CancellationToken cancel) => await StaffedServer.StaffAsync(
        await ground.ServerAsync(await ground.AnotherRedisAsync(), await (await ground.PostgresAsync()).NewDatabaseAsync(), settings), Consoles, shows: true, cancel);

    private static async Task<double> HalfAsync(StaffedServer server, TimeSpan span, CancellationToken cancel) => OpenLoop.Percentile(await server.ShownAsync(Rate, span, cancel), 0.5);
}
