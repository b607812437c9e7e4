using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hotline.Tests.Bench.Micro;
using Hotline.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;
using Spectre.Console;

namespace Hotline.Tests.Bench;

/// <summary><c>bench …</c>. Exit code 0 measured, 2 it could not be measured; whether aims are met is in the table, not in the code. The board alone exits with 1 when a task of it was too long.</summary>
internal static class BenchVerb
{
    private const string Board = "board";
    private static readonly BenchGroup[] Groups =
    [
        new Lifecycle(),
        new Latency(),
        new Brake(),
        new ConsoleVisits(),
        new Soak(),
        new Depth(),
        new Restore(),
        new Start(),
        new Recover(),
        new FanOut(),
        new Memory(),
    ];

    private static IEnumerable<string> Known => Groups.SelectMany(group => group.Cases.Prepend(group.Name)).Concat(MicroCases.Names).Append(Board).Distinct(StringComparer.Ordinal);

    /// <param name="args">What stands after the verb.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var only = new Option<string?>("--only") { Description = "One group or one case: " + string.Join(", ", Known) + ". Micro-cases, the board and the soak run only when they are asked for." };
        var json = new Option<string?>("--json") { Description = "Write the figures to this file as well." };
        var site = new Option<string?>("--site") { Description = "Folder of a published server (dotnet publish Hotline.Server -c Release -o FOLDER); without it one is published first." };
        var minutes = new Option<double>("--minutes") { Description = "How long the soak lasts.", DefaultValueFactory = _ => 30 };
        minutes.Validators.Add(result => { if (!(result.GetValueOrDefault<double>() is >= 1 and <= 1440)) result.AddError("--minutes: from 1 to 1440."); });
        var command = new Command("bench", "Measures Hotline beside BullMQ and beside the least that this machine can do.") { only, json, site, minutes };
        var parsed = new RootCommand("Hotline tests") { command }.Parse(["bench", .. args]);
        if (parsed.Errors.Count > 0) return await StoppedAsync(parsed.Errors[0].Message);
        command.SetAction((result, cancel) => RunAsync(result.GetValue(only), result.GetValue(json), result.GetValue(site), TimeSpan.FromMinutes(result.GetValue(minutes)), cancel));
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static async Task<int> RunAsync(string? only, string? json, string? site, TimeSpan soak, CancellationToken cancel)
    {
        if (only is not null && !Known.Contains(only, StringComparer.Ordinal)) return await StoppedAsync($"--only: there is no {only}. There are {string.Join(", ", Known)}.");
        if (site is not null && !File.Exists(ServerSite.ProgramIn(site))) return await StoppedAsync($"--site: {site} has no published server.");
        try
        {
            if (only is not null && MicroCases.Names.Contains(only)) return await MicroCases.RunAsync(only, json);
            await using var ground = new BenchGround(site, System.Console.Error) { SoakFor = soak };
            if (only == Board) return await BoardBench.RunAsync(ground, json);
            var report = new BenchReport(BenchGround.Machine(), TimeProvider.System.GetUtcNow(), BenchGround.Load(), []);
            List<string> failures = [];
            var cases = await MeasureAsync(ground, only, failures, cancel);
            report = report with { Cases = cases };
            Show(report);
            if (json is not null) await File.WriteAllTextAsync(json, JsonSerializer.Serialize(report, BenchJson.Default.BenchReport) + "\n", cancel);
            return failures.Count == 0 ? 0 : await StoppedAsync(string.Join("; ", failures));
        }
        catch (Exception stopped) when (IsStop(stopped))
        {
            return await StoppedAsync(stopped.Message);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return await StoppedAsync("Interrupted.");
        }
    }

    private static async Task<IReadOnlyList<BenchCase>> MeasureAsync(BenchGround ground, string? only, List<string> failures, CancellationToken cancel)
    {
        List<BenchCase> cases = [];
        foreach (var group in Groups)
        {
            var wanted = only is null ? (group.IsUsual ? group.Cases : []) : only == group.Name ? group.Cases : group.Cases.Where(name => name == only).ToArray();
            if (wanted.Count == 0) continue;
            await ground.SayAsync($"{group.Name}: {string.Join(", ", wanted)}");
            try
            {
                cases.AddRange(await group.RunAsync(ground, wanted.ToHashSet(StringComparer.Ordinal), cancel));
            }
            // What the other groups found is not lost for it.
            catch (Exception stopped) when (IsStop(stopped) && only is null)
            {
                failures.Add($"{group.Name}: {stopped.Message.ReplaceLineEndings(" ")}");
                await ground.SayAsync("not measured: " + failures[^1]);
            }
        }
        return cases;
    }

    private static bool IsStop(Exception stopped) =>
        stopped is BenchStoppedException or IOException or UnauthorizedAccessException or IgnoreException or AssertionException or InvalidOperationException or PlaywrightException or TimeoutException;

    private static void Show(BenchReport report)
    {
        var table = new Table().Title($"{report.Machine}, {report.Date:yyyy-MM-dd HH:mm} UTC, load {report.LoadBefore.ToString("0.0", CultureInfo.InvariantCulture)}".EscapeMarkup()).Border(TableBorder.Simple);
        foreach (var heading in (string[])["case", "unit", "ours", "peer", "floor", "ours/peer", "ours/floor", "runs", "aim", "met"]) table.AddColumn(new TableColumn(heading) { NoWrap = heading is not "aim" });
        foreach (var one in report.Cases)
            table.AddRow([.. new[]
            {
                one.Name, one.Unit, Text(one.Ours), Text(one.Peer), Text(one.Floor), Text(one.RatioToPeer), Text(one.RatioToFloor),
                one.Runs.Ours.Count.ToString(CultureInfo.InvariantCulture), one.Aim ?? "", one.AimMet switch { true => "yes", false => "no", null => "" },
            }.Select(text => new Markup(text.EscapeMarkup()))]);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Out) });
        if (System.Console.IsOutputRedirected) console.Profile.Width = 200;
        console.Write(table);
        foreach (var one in report.Cases.Where(one => one.Note is not null)) console.WriteLine($"{one.Name}: {one.Note}");
    }

    /// <summary>Three digits that matter.</summary>
    private static string Text(double? number) => number switch
    {
        null => "-",
        { } value when Math.Abs(value) >= 100 => value.ToString("#,0", CultureInfo.InvariantCulture),
        { } value when Math.Abs(value) >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        { } value => value.ToString("0.00", CultureInfo.InvariantCulture),
    };

    private static async Task<int> StoppedAsync(string why)
    {
        await System.Console.Error.WriteLineAsync("bench: " + why.ReplaceLineEndings(" "));
        return 2;
    }
}
