using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Hotline.Contracts;
using Hotline.Server.Drill;
using Hotline.Tests.Bench.Load;
using Hotline.Tests.Journeys;
using Hotline.Tests.Support;
using Microsoft.Playwright;

namespace Hotline.Tests.Bench;

/// <summary>What a full board costs. Milliseconds of wall clock, and of the thread's own CPU beside it: on a busy machine a task is long because somebody else ran.</summary>
/// <param name="LongestTaskMs">Longest task of the page's main thread while it is scrolled.</param>
/// <param name="Over50Ms">Tasks longer than 50 ms; the aim is none.</param>
/// <param name="PushedBytesPerSecond">JSON of all that is pushed to this console.</param>
/// <param name="ServerCpuShare">Of one core, with the board open; beside it without.</param>
internal sealed record BoardReport(
    int Waiting, int Workers, int Seconds, int Tasks, double LongestTaskMs, double LongestTaskCpuMs, int Over50Ms, int Over50MsCpu, double P99TaskMs, double MainThreadBusyShare,
    double BoardsPerSecond, double PushedBytesPerSecond, int RowsShown, double ServerCpuShare, double ServerCpuShareWithoutBoard, double LoadBefore, double LoadAfter, IReadOnlyList<LongTask> Longest)
{
    public bool IsGood => Over50Ms == 0;
}

/// <summary>The board of a line with 5,000 waiting and 500 workers, in a real Chromium on the published console, scrolled for 30 s while the floor moves.</summary>
internal sealed class BoardBench : IAsyncDisposable
{
    private const int Waiting = 5000;
    private const int Workers = 500;
    private const int Seeded = 200;
    private static readonly TimeSpan Scrolled = TimeSpan.FromSeconds(30);

    /// <summary>500 workers with conversations of a minute: about eight contacts change hands a second, and as many come.</summary>
    private static readonly TimeSpan Handle = TimeSpan.FromSeconds(60);
    private static readonly Band[] Bands = [Band.Low, Band.Moderate, Band.High, Band.Moderate];
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly BenchGround ground;
    private readonly RunningServer server;
    private readonly FrontDoor door;
    private readonly DrillCrew crew;
    private int opened;

    private BoardBench(BenchGround ground, RunningServer server)
    {
        (this.ground, this.server) = (ground, server);
        var clock = new DrillClock(TimeProvider.System);
        var plan = DrillLine.Plan(server.Url, Workers, new DrillPlan.Odds(0, 0, 0), Handle, TimeSpan.FromSeconds(1));
        door = new FrontDoor(plan, clock);
        crew = new DrillCrew(door, plan, new SimulatedWorker.Tools(plan, clock, new ContactStories()));
    }

    /// <returns>Exit code: 0 good, 1 a task was longer than 50 ms.</returns>
    public static async Task<int> RunAsync(BenchGround ground, string? json)
    {
        await using var server = await RunningServer.StartFromAsync(await ground.SiteAsync());
        await using var bench = new BoardBench(ground, server);
        var report = await bench.MeasureAsync();
        var text = JsonSerializer.Serialize(report, Indented);
        await System.Console.Out.WriteLineAsync(text);
        if (json is not null) await File.WriteAllTextAsync(json, text + "\n");
        return report.IsGood ? 0 : 1;
    }

    private async Task<BoardReport> MeasureAsync()
    {
        await SayAsync($"{Workers} workers come …");
        await HireAsync();
        await crew.ComeAsync(() => { }, CancellationToken.None);
        await Until.True(() => crew.IsReady, "everybody is on duty", TimeSpan.FromMinutes(5));
        await SayAsync($"{Waiting} contacts come …");
        await OpenAsync(Workers + Waiting, atOnce: 16);
        await Until.True(() => crew.Workers.Count(worker => worker.IsFree) < Workers / 10, "everybody is busy", TimeSpan.FromMinutes(5));

        using var leaving = new CancellationTokenSource();
        var arriving = DrillLine.ArriveAsync(Handle / Workers, (_, stop) => OpenOneAsync(stop), leaving.Token);
        await Task.Delay(TimeSpan.FromSeconds(5));
        var loadBefore = BenchGround.Load();
        var quiet = await CpuShareAsync(() => Task.Delay(TimeSpan.FromSeconds(10)));

        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.SignInAsync(server.Url, "drill-supervisor", "/board");
        await page.GetByTestId("board-queue").WaitForAsync();
        await page.GetByTestId("board-workers").WaitForAsync();
        await Task.Delay(TimeSpan.FromSeconds(5));
        await SayAsync("measuring …");
        var view = new Pushed(page);
        await view.CountAsync(TimeSpan.FromSeconds(10));
        var trace = await MainThread.StartAsync(page);
        var busy = await CpuShareAsync(() => ScrollAsync(page));
        var tasks = await trace.StopAsync();
        var rows = await page.Locator("table.rows tbody tr").CountAsync();
        var loadAfter = BenchGround.Load();
        await leaving.CancelAsync();
        await arriving;
        var walls = tasks.Select(task => task.Milliseconds).Order().ToList();
        return new BoardReport(
            Waiting, Workers, (int)Scrolled.TotalSeconds, tasks.Count, Math.Round(walls[^1], 1), Math.Round(tasks.Max(task => task.CpuMilliseconds), 1),
            walls.Count(one => one > 50), tasks.Count(task => task.CpuMilliseconds > 50), Math.Round(walls[(int)(walls.Count * 0.99)], 1), Math.Round(walls.Sum() / Scrolled.TotalMilliseconds, 3),
            Math.Round(view.BoardsPerSecond, 2), Math.Round(view.BytesPerSecond), rows, Math.Round(busy, 3), Math.Round(quiet, 3), loadBefore, loadAfter,
            [.. tasks.OrderByDescending(task => task.Milliseconds).Take(8)]);
    }

    /// <summary>Those beyond the seeded ones get an account as any worker does.</summary>
    private async Task HireAsync()
    {
        var cookie = await server.SignInAsync("demo-admin");
        await Parallel.ForEachAsync(Enumerable.Range(Seeded + 1, Workers - Seeded), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, stop) =>
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"drill-{number:000}");
            using var hire = new HttpRequestMessage(HttpMethod.Post, "/api/v1/admin/workers")
            {
                Content = JsonContent.Create(new SaveWorkerRequest(name, name, [Roles.Operator], "drill", ["en", "zh"], [], [.. Enum.GetValues<Channel>()], true), WireJson.Default.SaveWorkerRequest),
            };
            hire.Headers.Add("Cookie", cookie);
            using var hired = await server.Client.SendAsync(hire, stop);
            var link = await hired.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(WireJson.Default.InvitationLink, stop);
            using var redeemed = await server.Client.PostAsJsonAsync(
                "/api/v1/session/invitation", new RedeemInvitationRequest(link!.Path.Split('#')[1], DrillLine.Password), WireJson.Default.RedeemInvitationRequest, stop);
            redeemed.EnsureSuccessStatusCode();
        });
    }

    private Task OpenAsync(int contacts, int atOnce) => Parallel.ForEachAsync(
        Enumerable.Range(0, contacts), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (_, stop) => await OpenOneAsync(stop));

    private Task<ContactReceipt> OpenOneAsync(CancellationToken cancel)
    {
        var number = Interlocked.Increment(ref opened);
        return door.OpenAsync(Channel.Voice, Bands[number % Bands.Length], string.Create(CultureInfo.InvariantCulture, $"board-{number}"), cancel);
    }

    /// <summary>Down to the end and up again, as fast as somebody who looks for something.</summary>
    private static async Task ScrollAsync(IPage page)
    {
        await page.Mouse.MoveAsync(640, 400);
        var clock = Stopwatch.StartNew();
        for (var step = 0; clock.Elapsed < Scrolled; step++)
        {
            await page.Mouse.WheelAsync(0, step / 100 % 2 == 0 ? 240 : -240);
            await Task.Delay(50);
        }
    }

    private async Task<double> CpuShareAsync(Func<Task> during)
    {
        using var process = Process.GetProcessById(server.ProcessId);
        var (cpu, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        await during();
        process.Refresh();
        return (process.TotalProcessorTime - cpu) / clock.Elapsed;
    }

    private Task SayAsync(string what) => ground.SayAsync("board: " + what);

    public async ValueTask DisposeAsync()
    {
        await crew.DisposeAsync();
        door.Dispose();
    }
}
