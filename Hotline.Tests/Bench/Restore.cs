using System.Diagnostics;
using System.Globalization;
using Hotline.Server.Floor;
using Hotline.Tests.Bench.Load;
using Hotline.Tests.Support;
using StackExchange.Redis;

namespace Hotline.Tests.Bench;

/// <summary>Redis is emptied under a server with 100,000 recorded waiting contacts: how long until the first of them by rank is shown at a console.</summary>
internal sealed class Restore : BenchGroup
{
    private const string Only = "restore-100000";
    private const int Contacts = 100_000;
    private const int Runs = 5;
    private static readonly TimeSpan Aim = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public override string Name => "restore";
    public override IReadOnlyList<string> Cases => [Only];

    public override async Task<IReadOnlyList<BenchCase>> RunAsync(BenchGround ground, IReadOnlySet<string> wanted, CancellationToken cancel)
    {
        await ground.SayAsync($"{Contacts} contacts into SQL …");
        var floor = await SeededFloor.PutAsync(await ground.PostgresAsync(), Contacts, "en", number => number % 100 == 0 ? Band.Imminent : number % 3 == 0 ? Band.High : Band.Moderate);
        var redis = await ground.AnotherRedisAsync();
        await using var server = await ground.ServerAsync(redis, floor.Records, floor.Setting);
        await using var flushing = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString + ",allowAdmin=true");
        List<BenchConsole> consoles = [];
        List<double> whole = [], shown = [];
        try
        {
            // Somebody on duty who could take them, but holds one: or each of them would become a last call, fifty a second.
            var anchor = await JoinAsync(server, consoles, cancel);
            await TakeNextAsync(anchor, cancel);
            await Until.True(() => anchor.Desk is { LastCalls.Count: 0 } && Waiting(anchor) == Contacts - 1, "the floor is quiet", Patience);
            for (var run = 1; run <= Runs; run++)
            {
                var console = await JoinAsync(server, consoles, cancel);
                var (epoch, waiting) = (anchor.Desk!.Epoch, Waiting(anchor));
                var wiped = Stopwatch.GetTimestamp();
                await flushing.GetDatabase().ExecuteAsync("FLUSHALL");
                var isWhole = WholeAsync(anchor, epoch, waiting, wiped);
                var (at, offer) = await TakeNextAsync(console, cancel);
                shown.Add(Stopwatch.GetElapsedTime(wiped, at).TotalSeconds);
                whole.Add(await isWhole);
                if (offer != SeededFloor.IdOf(run * 100)) throw new BenchStoppedException($"{offer} was shown first and is not the first by rank.");
                await ground.SayAsync(string.Create(CultureInfo.InvariantCulture, $"{Only} {run}/{Runs}: whole after {whole[^1]:0.00} s, first by rank shown after {shown[^1]:0.00} s, load {BenchGround.Load():0.0}"));
            }
        }
        finally
        {
            foreach (var console in consoles) await console.DisposeAsync();
        }
        var restored = new BenchCase(Only, "s")
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"From FLUSHALL until the first by rank is shown at the console of a worker who asks to be available from then on; the floor is whole again at a console that only looks after {BenchCase.Median(whole):0.00} s."),
        }.Aiming("<= 3 s", one => one.Ours <= Aim.TotalSeconds);
        restored.Runs.Ours.AddRange(shown);
        return [restored];
    }

    private static async Task<BenchConsole> JoinAsync(RunningServer server, List<BenchConsole> consoles, CancellationToken cancel)
    {
        var console = await BenchConsole.JoinAsync(server.Url, BenchCrew.Line, await server.SignInAsync(BenchCrew.Name(consoles.Count + 1)), cancel);
        consoles.Add(console);
        await Until.True(() => console.Desk is not null, "a console has a desk");
        return console;
    }

    /// <summary>Becomes available, takes what is offered, and keeps it: nobody else is asked until the next run.</summary>
    private static async Task<(long At, string Contact)> TakeNextAsync(BenchConsole console, CancellationToken cancel)
    {
        var taken = new TaskCompletionSource<(long At, string Contact)>(TaskCreationOptions.RunContinuationsAsynchronously);
        console.Shown = (from, offer, at) => _ = Task.Run(async () =>
        {
            var receipt = await console.AcceptAsync(offer, cancel);
            if (receipt.Done) taken.TrySetResult((at, offer.ContactId));
            else taken.TrySetException(new BenchStoppedException($"An offer could not be taken: {receipt.Refusal}."));
        }, cancel);
        await console.BeAvailableAsync(cancel);
        return await taken.Task.WaitAsync(Patience, cancel);
    }

    private static async Task<double> WholeAsync(BenchConsole console, long epoch, int waiting, long since)
    {
        // The one who becomes available may have been offered one by then.
        await Until.True(() => console.Desk is { } desk && desk.Epoch > epoch && Waiting(console) >= waiting - 1, "the floor is whole again", Patience);
        return Stopwatch.GetElapsedTime(since).TotalSeconds;
    }

    private static int Waiting(BenchConsole console) => console.Desk?.Queue.Sum(count => count.Waiting) ?? 0;
}
