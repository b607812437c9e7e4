using System.Globalization;
using Spectre.Console;

namespace Hotline.Server.Drill;

/// <summary>What the drill shows: progress while it runs, a table at its end.</summary>
internal sealed class DrillScreen(IAnsiConsole console)
{
    /// <summary>Runs the work with a line of progress a stage.</summary>
    public Task<T> ShowAsync<T>(Func<ProgressContext, Task<T>> work) => console.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
        .StartAsync(work);

    public void Show(DrillReport report)
    {
        if (report.Arrivals > 0)
        {
            var bands = new Table().Title("Waits, wall seconds from post to engaged").AddColumns("band", "contacts", "answered", "left", "p50", "p95", "p99", "in target");
            foreach (var (name, row) in new[] { ("imminent", report.Bands.Imminent), ("high", report.Bands.High), ("moderate", report.Bands.Moderate), ("low", report.Bands.Low) })
                bands.AddRow(name, Text(row.Count), Text(row.Answered), Text(row.Left), Text(row.P50), Text(row.P95), Text(row.P99), Share(row.InTarget));
            console.Write(bands);
            var expected = new Table().Title("Expected waits, against the waits that were").AddColumns("band", "told", "in range", "later than it", "median error", "median end of range");
            foreach (var (name, told) in new[] { ("high", report.Bands.High.Expected), ("moderate", report.Bands.Moderate.Expected), ("low", report.Bands.Low.Expected) })
                if (told is { Told: > 0 }) expected.AddRow(name, Text(told.Told), Share(told.InRange), Share(told.Later), Text(told.MedianError), Text(told.MedianUntil));
            if (expected.Rows.Count > 0) console.Write(expected);
        }

        var sums = new Table().HideHeaders().AddColumns("what", "how many");
        foreach (var (name, number) in report.Arrivals > 0 ? Sums(report) : [])
            sums.AddRow(name, Text(number));
        foreach (var (name, number) in new[] { ("lost", report.Lost), ("held twice", report.DoubleHeld), ("end undone", report.Undone) })
            sums.AddRow(name, number == 0 ? "[green]0[/]" : $"[red]{Text(number)}[/]");
        if (report.HandOvers is { } given)
            sums.AddRow("hand-overs to partners", string.Create(CultureInfo.InvariantCulture, $"{given.Begun} begun, {given.Accepted} accepted (p50 {given.AcceptedP50} s, p99 {given.AcceptedP99} s), {given.Over} over, {given.BeforeAPerson} before a person, {given.StillOpen} still open"));
        if (report.Probe is { } probe)
            sums.AddRow("probe, post to shown", string.Create(CultureInfo.InvariantCulture, $"p50 {probe.P50} ms, p99 {probe.P99} ms, max {probe.Max} ms ({probe.Count})"));
        console.Write(sums);
    }

    /// <summary>Names of contacts that went wrong, so that somebody can look.</summary>
    public void Complain(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            console.MarkupLineInterpolated($"[red]{line}[/]");
    }

    private static (string Name, int Number)[] Sums(DrillReport report) =>
    [
        ("arrivals", report.Arrivals), ("acknowledged", report.Acknowledged), ("answered", report.Answered), ("abandoned", report.Abandoned),
        ("waiting", report.Waiting), ("offers declined", report.Declined), ("offers expired", report.OffersExpired), ("consoles lost", report.ConsolesLost),
        ("reconnects", report.Reconnects),
    ];

    private static string Share(double? share) => share?.ToString("P1", CultureInfo.InvariantCulture) ?? "–";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double? seconds) => seconds?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";
}
