using System.Globalization;
using Hotline.Server.Floor;
using Hotline.Tests.Bench.Load;
using Hotline.Tests.Support;

namespace Hotline.Tests.Bench;

/// <summary>Does a long queue that nobody can take slow those behind it? From HTTP post to the offer on a console, by how many wait; 50 contacts a second, open loop, 100 consoles.</summary>
internal sealed class Depth : BenchGroup
{
    private const int Shallow = 100;
    private const int Consoles = 100;
    private const double Rate = 50;
    private const int Runs = 5;
    private static readonly int[] Depths = [Shallow, 10_000, 100_000];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public override string Name => "depth";
    public override IReadOnlyList<string> Cases => [.. Depths.Select(NameOf)];

    public override async Task<IReadOnlyList<BenchCase>> RunAsync(BenchGround ground, IReadOnlySet<string> wanted, CancellationToken cancel)
    {
        // The shallow one always: the others are held against it. Two servers at a time: what four do when nothing happens is felt on a small machine.
        await using var shallow = await StartAsync(ground, Shallow, null, cancel);
        await IsTooSlowAsync(shallow, cancel);
        List<BenchCase> cases = [shallow.Case];
        var deeper = Depths.Where(depth => depth != Shallow && wanted.Contains(NameOf(depth))).ToArray();
        foreach (var depth in deeper)
        {
            await using var deep = await StartAsync(ground, depth, shallow.Case, cancel);
            cases.Add(deep.Case);
            if (!await IsTooSlowAsync(deep, cancel)) await InTurnAsync(ground, [shallow, deep], cancel);
            else deep.Case.Runs.Ours.Add(BenchCrew.Patience.TotalMilliseconds);
        }
        if (deeper.Length == 0) await InTurnAsync(ground, [shallow], cancel);
        return [.. cases.Where(one => wanted.Contains(one.Name))];
    }

    private static async Task InTurnAsync(BenchGround ground, Setting[] settings, CancellationToken cancel)
    {
        for (var run = 1; run <= Runs; run++)
            foreach (var setting in settings)
            {
                var waits = await setting.Server.ShownAsync(Rate, Span, cancel);
                setting.Case.Runs.Ours.Add(OpenLoop.Percentile(waits, 0.99));
                await ground.SayAsync(string.Create(CultureInfo.InvariantCulture, $"{setting.Case.Name} {run}/{Runs}: p99 {setting.Case.Runs.Ours[^1]:0.0} ms, median {OpenLoop.Percentile(waits, 0.5):0.0} ms, load {BenchGround.Load():0.0}"));
            }
    }

    private static async Task<Setting> StartAsync(BenchGround ground, int depth, BenchCase? shallow, CancellationToken cancel)
    {
        await ground.SayAsync($"{NameOf(depth)}: {depth} contacts into SQL, a server on them, {Consoles} consoles …");
        // The least grave: a graver one that nobody can take becomes a last call, fifty a second, and is not settled before the bench is over.
        var floor = await SeededFloor.PutAsync(await ground.PostgresAsync(), depth, SeededFloor.UnspokenLanguage, _ => Band.Low);
        var setting = new Setting(Case(depth, shallow), await StaffedServer.StaffAsync(await ground.ServerAsync(await ground.AnotherRedisAsync(), floor.Records, floor.Setting), Consoles, shows: true, cancel));
        try
        {
            await Until.True(() => setting.Server.Crew.Waiting >= depth, "consoles see all who wait", Patience);
            return setting;
        }
        catch
        {
            await setting.DisposeAsync();
            throw;
        }
    }

    private static BenchCase Case(int depth, BenchCase? shallow)
    {
        var one = new BenchCase(NameOf(depth), "ms")
        {
            Note = depth == Shallow
                ? "p99 of HTTP post to the offer on a console. 50 contacts a second. The shallow server runs beside each of the deeper ones, in turn with it, each on a redis-server of its own. Those who wait are of band low, in a language nobody speaks: they raise no last calls, so nothing is under way when the measuring begins; every server is warmed up for 10 s. 60,000 ms: given up in the warm-up, a contact was not shown within a minute."
                : null,
        };
        return depth == Depths[^1] && shallow is not null ? one.Aiming("<= 1.2 x depth-100", deep => deep.Ours <= 1.2 * shallow.Ours) : one;
    }

    /// <summary>Warms up. True when a contact was not shown within a minute: the queue of those to show grows faster than they are shown.</summary>
    private static async Task<bool> IsTooSlowAsync(Setting setting, CancellationToken cancel)
    {
        try
        {
            await setting.Server.ShownAsync(Rate, WarmUp, cancel);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    private static string NameOf(int depth) => string.Create(CultureInfo.InvariantCulture, $"depth-{depth}");

    private sealed record Setting(BenchCase Case, StaffedServer Server) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
