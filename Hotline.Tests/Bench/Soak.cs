using System.Diagnostics;
using System.Globalization;
using Hotline.Contracts;
using Hotline.Server.Drill;
using Hotline.Tests.Bench.Load;
using Hotline.Tests.Bench.Visits;
using Hotline.Tests.Journeys;
using Hotline.Tests.Support;

namespace Hotline.Tests.Bench;

/// <summary>
/// Does a console that is open all day grow? A desk at work and a supervisor's board, each in a Chromium of its own, while 40 simulated workers take a contact
/// each second. Memory after garbage collection, every 30 s; MB an hour by least squares once it has warmed up.
/// </summary>
internal sealed class Soak : BenchGroup
{
    private const int Workers = 40;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Handle = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromMinutes(5);
    private static readonly Band[] Bands = [Band.Low, Band.Moderate, Band.High, Band.Moderate];

    public override string Name => "soak";
    public override IReadOnlyList<string> Cases => ["soak-desk", "soak-board"];
    public override bool IsUsual => false;

    public override async Task<IReadOnlyList<BenchCase>> RunAsync(BenchGround ground, IReadOnlySet<string> wanted, CancellationToken cancel)
    {
        await using var server = await ground.ServerAsync(await ground.RedisAsync(), await (await ground.PostgresAsync()).NewDatabaseAsync());
        var clock = new DrillClock(TimeProvider.System);
        var plan = DrillLine.Plan(server.Url, Workers, new DrillPlan.Odds(0.05, 0, 0.3), Handle, TimeSpan.FromSeconds(2));
        using var door = new FrontDoor(plan, clock);
        var tools = new SimulatedWorker.Tools(plan, clock, new ContactStories());
        await using var crew = new DrillCrew(door, plan, tools);
        await crew.ComeAsync(() => { }, cancel);
        await Until.True(() => crew.IsReady, "everybody is on duty", TimeSpan.FromMinutes(2));

        await using var deskBrowser = await Chromium.StartAsync();
        await using var boardBrowser = await Chromium.StartAsync();
        var desk = await deskBrowser.SignInAsync(server.Url, BenchCrew.Name(Workers + 1), "/desk");
        await desk.GetByTestId("presence-available").WaitForAsync();
        var board = await boardBrowser.SignInAsync(server.Url, "drill-supervisor", "/board");
        await board.GetByTestId("board").WaitForAsync();
        var hand = new DeskHand(desk);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var others = Task.WhenAll(hand.WorkAsync(over.Token), ArriveAsync(door, over.Token));

        var (ofDesk, ofBoard) = (await PageMemory.OfAsync(desk), await PageMemory.OfAsync(board));
        List<MemoryReading> deskReadings = [], boardReadings = [];
        var since = Stopwatch.StartNew();
        while (since.Elapsed + Every <= ground.SoakFor + Gap)
        {
            await Task.WhenAny(Task.Delay(Every, cancel), others, tools.Failed);
            cancel.ThrowIfCancellationRequested();
            if (others.IsCompleted) await others;
            if (tools.Failed.IsFaulted) await tools.Failed;
            deskReadings.Add(await ofDesk.ReadAsync(since.Elapsed));
            boardReadings.Add(await ofBoard.ReadAsync(since.Elapsed));
            await ground.SayAsync($"desk {Text(deskReadings[^1])}, {hand.Finished} contacts over; board {Text(boardReadings[^1])}, {await board.Locator("table.rows tbody tr").CountAsync()} rows");
        }
        await over.CancelAsync();
        await others;
        return [.. new[] { Case("soak-desk", deskReadings, ground.SoakFor), Case("soak-board", boardReadings, ground.SoakFor) }.Where(one => wanted.Contains(one.Name))];
    }

    private static BenchCase Case(string name, List<MemoryReading> all, TimeSpan span)
    {
        var warmUp = span / 2 < LongestWarmUp ? span / 2 : LongestWarmUp;
        var readings = all.Where(one => one.At >= warmUp).ToList();
        var one = new BenchCase(name, "MB/h")
        {
            Note = string.Create(CultureInfo.InvariantCulture,
                $"JavaScript {MemoryReading.Slope(readings, each => each.Script):0.0} and WebAssembly {MemoryReading.Slope(readings, each => each.Wasm):0.0} MB/h over {readings.Count} readings from {warmUp.TotalMinutes:0.#} to {span.TotalMinutes:0.#} min; first {Text(readings[0])}, last {Text(readings[^1])}; process {MemoryReading.Slope(readings, each => each.Resident):0.0} MB/h."),
        }.Aiming("< 5", soak => soak.Ours < 5);
        one.Runs.Ours.Add(MemoryReading.Slope(readings, each => each.Held));
        return one;
    }

    private static Task ArriveAsync(FrontDoor door, CancellationToken stop) => DrillLine.ArriveAsync(Gap, (number, cancel) => door.OpenAsync(
        number % 3 == 0 ? Channel.Chat : Channel.Voice, Bands[number % Bands.Length], string.Create(CultureInfo.InvariantCulture, $"soak-{number}"), cancel), stop);

    private static string Text(MemoryReading one) => string.Create(CultureInfo.InvariantCulture, $"{one.Script:0.0} + {one.Wasm:0.0} MB ({one.Resident:0} in RAM)");
}
