using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Hotline.Tests.Bench.Load;
using Hotline.Tests.Support;

namespace Hotline.Tests.Bench;

/// <summary>Memory of the server's process that is in RAM, by how many consoles of workers are open.</summary>
internal sealed class Memory : BenchGroup
{
    private const int Accounts = 200;
    private const int Runs = 5;
    private const string EachConsole = "memory-console";
    private const double MostOfAThousandMiB = 150 * 1e6 / 1024 / 1024;
    private static readonly int[] Sizes = [0, 200, 1_000, 5_000];
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public override string Name => "memory";
    public override IReadOnlyList<string> Cases => [.. Sizes.Select(NameOf), EachConsole];

    public override async Task<IReadOnlyList<BenchCase>> RunAsync(BenchGround ground, IReadOnlySet<string> wanted, CancellationToken cancel)
    {
        var cases = Sizes.Where(size => wanted.Contains(EachConsole) || wanted.Contains(NameOf(size))).ToDictionary(size => size, Case);
        var each = new BenchCase(EachConsole, "kB") { Note = "Least squares over all sizes of a run." }.Aiming("<= 60 kB", one => one.Ours <= 60);
        // One database and one key: whoever has signed in once is known to each fresh process.
        var records = await (await ground.PostgresAsync()).NewDatabaseAsync();
        (string, string) key = ("Sealing__Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        var cookies = new string[Accounts];
        for (var run = 1; run <= Runs; run++)
        {
            await using var server = await ground.ServerAsync(await ground.AnotherRedisAsync(), records, key);
            var resident = await MeasureAsync(server, cookies, [.. cases.Keys.Order()], cancel);
            foreach (var (size, mebibytes) in resident) cases[size].Runs.Ours.Add(mebibytes);
            if (resident.Count > 1) each.Runs.Ours.Add(Slope(resident) * 1024 * 1024 / 1000);
            await ground.SayAsync(string.Create(CultureInfo.InvariantCulture,
                $"memory {run}/{Runs}: {string.Join(", ", resident.Select(one => $"{one.Consoles} consoles {one.MiB:0} MiB"))}, load {BenchGround.Load():0.0}"));
        }
        return [.. cases.Values.Append(each).Where(one => wanted.Contains(one.Name))];
    }

    private static BenchCase Case(int size)
    {
        var one = new BenchCase(NameOf(size), "MiB")
        {
            Note = size == 0 ? $"A fresh process each run; consoles come to it step by step and answer beats, several of an account from the {Accounts + 1}st on; {Settling.TotalSeconds:0} s to settle before each look." : null,
        };
        return size == 1_000 ? one.Aiming("<= 150 MB", big => big.Ours <= MostOfAThousandMiB) : one;
    }

    private static async Task<List<(int Consoles, double MiB)>> MeasureAsync(RunningServer server, string[] cookies, int[] sizes, CancellationToken cancel)
    {
        var consoles = new ConcurrentBag<RawConsole>();
        List<(int, double)> resident = [];
        try
        {
            await Task.Delay(Settling, cancel);
            foreach (var size in sizes)
            {
                if (size > 0 && cookies[0] is null) await SignInAsync(server, cookies, cancel);
                await Parallel.ForEachAsync(Enumerable.Range(consoles.Count, size - consoles.Count), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel },
                    async (number, stop) => consoles.Add(await RawConsole.JoinAsync(server.Url, BenchCrew.Line, cookies[number % Accounts], stop)));
                await Task.Delay(Settling, cancel);
                if (consoles.Count(console => console.IsOpen) < size) throw new BenchStoppedException($"The server closed some of {size} consoles; files a process may have open: ulimit -n.");
                resident.Add((size, server.ResidentMiB));
            }
            return resident;
        }
        finally
        {
            foreach (var console in consoles) await console.DisposeAsync();
        }
    }

    private static Task SignInAsync(RunningServer server, string[] cookies, CancellationToken cancel) => Parallel.ForEachAsync(
        Enumerable.Range(0, Accounts), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancel },
        async (number, _) => cookies[number] = await server.SignInAsync(BenchCrew.Name(number + 1)));

    /// <returns>MiB a console.</returns>
    private static double Slope(List<(int Consoles, double MiB)> points)
    {
        var (x, y) = (points.Average(one => one.Consoles), points.Average(one => one.MiB));
        return points.Sum(one => (one.Consoles - x) * (one.MiB - y)) / points.Sum(one => (one.Consoles - x) * (one.Consoles - x));
    }

    private static string NameOf(int size) => string.Create(CultureInfo.InvariantCulture, $"memory-{size}");
}
