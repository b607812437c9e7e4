using System.CommandLine;
using System.Text.Json;
using NUnit.Framework;
using Spectre.Console;

namespace Hotline.Tests.Escalations.Storm;

/// <summary><c>escalate [--count 1000] [--share 0.6] [--kills 2] [--rate 10] [--answer 30] [--seed 1] [--json FILE]</c>. Exit code 0 good, 1 something was silent, doubled or not disclosed, 2 it could not be run.</summary>
internal static class StormVerb
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task<int> RunAsync(string[] args)
    {
        Option<int> count = new("--count") { DefaultValueFactory = _ => 1000, Description = "Hand-overs." };
        Option<double> share = new("--share") { DefaultValueFactory = _ => 0.6, Description = "Share of messages that meet a fault, 0 to 1." };
        Option<int> kills = new("--kills") { DefaultValueFactory = _ => 2, Description = "SIGKILLs of the server." };
        Option<double> rate = new("--rate") { DefaultValueFactory = _ => 10, Description = "Begun a second." };
        Option<int> answer = new("--answer") { DefaultValueFactory = _ => 30, Description = "Seconds in which a partner is to answer, 10 to 3600." };
        Option<int> seed = new("--seed") { DefaultValueFactory = _ => 1 };
        Option<string?> json = new("--json") { Description = "File for the figures." };
        var command = new Command("escalate", "Hand-overs to faulty partners while the server is killed.") { count, share, kills, rate, answer, seed, json };
        var parsed = new RootCommand("Hotline tests") { command }.Parse(["escalate", .. args]);
        if (parsed.Errors.Count > 0) return await StoppedAsync(parsed.Errors[0].Message);
        command.SetAction((result, cancel) => RunAsync(
            new StormPlan(result.GetValue(count), result.GetValue(share), result.GetValue(kills), result.GetValue(rate), result.GetValue(seed), result.GetValue(answer), result.GetValue(json)), cancel));
        return await parsed.InvokeAsync();
    }

    private static async Task<int> RunAsync(StormPlan plan, CancellationToken cancel)
    {
        if (plan is not { Count: > 0, Share: >= 0 and <= 1, Kills: >= 0, Rate: > 0, AnswerSeconds: >= 10 and <= 3600 }) return await StoppedAsync("count, share, kills, rate or answer is out of range; see --help.");
        try
        {
            var report = await new StormRun(plan, System.Console.WriteLine).RunAsync(cancel);
            Show(report);
            if (plan.Json is { } file) await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, Indented), cancel);
            return report.IsGood ? 0 : 1;
        }
        catch (Exception stopped) when (stopped is IgnoreException or IOException or InvalidOperationException or AssertionException)
        {
            return await StoppedAsync(stopped.Message);
        }
    }

    private static void Show(StormReport report)
    {
        var table = new Table().AddColumns("what", "figure");
        foreach (var (what, figure) in new (string, string)[]
                 {
                     ("begun", $"{report.Begun}"), ("closed, help confirmed", $"{report.Closed}"), ("alarmed", $"{report.Alarmed}"), ("silent", $"{report.Silent.Count}"), ("two incidents", $"{report.Twice.Count}"),
                     ("not in the disclosure log", $"{report.Undisclosed.Count}"), ("time to accepted p50 / p99", $"{report.AcceptedP50Seconds:0.00} / {report.AcceptedP99Seconds:0.00} s"),
                     ("retries", $"{report.Retries}"), ("fallbacks", $"{report.Fallbacks}"), ("kills", $"{report.Kills}"), ("took", $"{report.TookSeconds:0} s"),
                     ("faults met", string.Join(", ", report.Faults.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"))),
                 })
            table.AddRow(Markup.Escape(what), Markup.Escape(figure));
        AnsiConsole.Write(table);
        foreach (var id in report.Silent.Concat(report.Twice).Concat(report.Undisclosed).Take(10)) System.Console.WriteLine("look at " + id);
    }

    private static async Task<int> StoppedAsync(string why)
    {
        await System.Console.Error.WriteLineAsync("escalate: " + why.ReplaceLineEndings(" "));
        return 2;
    }
}
