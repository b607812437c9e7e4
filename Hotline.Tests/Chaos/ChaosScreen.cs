using System.Globalization;
using Spectre.Console;

namespace Hotline.Tests.Chaos;

/// <summary>What the run prints: a line a round, a table at its end, and what it saw of every violation.</summary>
internal sealed class ChaosScreen(TextWriter output)
{
    private readonly IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

    public void Say(string line) => output.WriteLine(line);

    public void Show(Round round) => Say(string.Create(
        CultureInfo.InvariantCulture,
        $"{round.Number,4}  {round.Fault,-16} recovery {(round.Recovery is { } span ? $"{span.TotalSeconds,6:0.00} s" : "  none  ")}  longest gap {round.Gap.TotalSeconds,6:0.00} s  backlog {round.Backlog,3}  took {round.Took.TotalSeconds,5:0.0} s  {round.What}"));

    public void Show(ChaosReport report)
    {
        var faults = new Table().Title("Recovery, s, and the longest time without a new offer").AddColumns("fault", "rounds", "p50", "p99", "max", "gap");
        foreach (var (name, row) in report.Recovery)
            faults.AddRow(name, Text(row.Rounds), Text(row.P50), Text(row.P99), Text(row.Max), Text(row.LongestGap));
        faults.AddRow("all", Text(report.Rounds), Text(report.RecoveryP50), Text(report.RecoveryP99), "", "");
        console.Write(faults);
        var sums = new Table().HideHeaders().AddColumns("what", "how many");
        foreach (var (name, number) in new[]
        {
            ("acknowledged", report.Acknowledged), ("of these journaled", report.Journaled), ("ended", report.Ended), ("left", report.Left), ("waiting", report.Waiting),
            ("offers", report.Offers), ("answers 503", report.Refused503), ("requests unanswered", report.Unanswered), ("never acknowledged", report.Unacknowledged),
        })
            sums.AddRow(name, Text(number));
        foreach (var (name, number) in new[] { ("lost", report.Lost), ("double held", report.DoubleHeld), ("stuck", report.Stuck), ("chain broken", report.ChainBroken) })
            sums.AddRow(name, number == 0 ? "[green]0[/]" : $"[red]{Text(number)}[/]");
        console.Write(sums);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double? number) => number?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";
}
