using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Triage.Rules;
using Microsoft.EntityFrameworkCore;
using Spectre.Console;

namespace Hotline.Server.Triage.Replay;

/// <summary><c>triage replay --rules FILE --since TIME</c>: recorded contacts graded again by another rule set, from the records the settings name. Writes nothing.</summary>
public static class ReplayVerb
{
    public static Command Command()
    {
        var rules = new Option<FileInfo>("--rules") { Description = "Rule set (YAML) to grade by.", Required = true };
        var since = new Option<DateTimeOffset?>("--since") { Description = "Contacts that arrived from then on, such as 2026-11-01 or 2026-11-01T08:00Z.", Required = true };
        var line = new Option<string?>("--line") { Description = "One line only; left out: all." };
        var json = new Option<FileInfo?>("--json") { Description = "Writes the figures to this file." };
        var command = new Command("replay", "Grades recorded contacts again by another rule set and shows what would have moved, in bands, places and waits.") { rules, since, line, json };
        command.SetAction((result, cancel) => RunAsync(result.GetRequiredValue(rules), result.GetRequiredValue(since)!.Value, result.GetValue(line), result.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, DateTimeOffset since, string? line, FileInfo? json, CancellationToken cancel)
    {
        if (!file.Exists) return await StoppedAsync($"there is no file {file.Name}.");
        var reading = RuleSetFile.Read(await File.ReadAllTextAsync(file.FullName, cancel));
        if (reading.Rules is not { } candidate) return await StoppedAsync($"{file.Name}, line {reading.Problems[0].Line}: {reading.Problems[0].Reason}.");
        try
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
            builder.AddPlatform();
            builder.AddRecords();
            builder.Logging.ClearProviders();
            await using var app = builder.Build();
            await using var db = await app.Services.GetRequiredService<IDbContextFactory<RecordsDb>>().CreateDbContextAsync(cancel);
            var compiled = new CompiledRules(app.Services.GetRequiredService<ILogger<CompiledRules>>());
            var contacts = new List<RecordedContact>();
            await foreach (var contact in RecordedContacts.SinceAsync(db, app.Services.GetRequiredService<ContactKeys>(), line, since, cancel)) contacts.Add(contact);
            var named = new Dictionary<string, RuleSet?>(StringComparer.Ordinal);
            foreach (var version in contacts.SelectMany(contact => contact.Assessments).Select(one => one.RuleSet).Distinct(StringComparer.Ordinal))
                named[version] = await compiled.FindVersionAsync(db, version, cancel);
            var report = ReplayRun.Of(contacts, await CandidateRules.LoadAsync(db, compiled, candidate, cancel), version => named.GetValueOrDefault(version));
            Show(report, candidate);
            if (json is not null) await File.WriteAllTextAsync(json.FullName, ToJson(report, candidate), cancel);
            return 0;
        }
        catch (Exception failed) when (failed is IOException or System.Data.Common.DbException or InvalidOperationException || StartupErrors.Explains(failed))
        {
            return await StoppedAsync("the records cannot be read: " + failed.Message);
        }
    }

    private static void Show(ReplayReport report, RuleSet candidate)
    {
        var waits = new Table().Title($"{candidate.Version}: {report.Contacts} contacts, {report.Assessments} assessments").AddColumns("band", "answered", "wait p50 before", "after", "p95 before", "after");
        foreach (var (band, wait) in report.Waits.OrderByDescending(row => row.Key))
            waits.AddRow(band.ToString().ToLowerInvariant(), Print(wait.Contacts), Seconds(wait.BeforeP50), Seconds(wait.AfterP50), Seconds(wait.BeforeP95), Seconds(wait.AfterP95));
        AnsiConsole.Write(waits);
        var moves = new Table().AddColumns("band before", "band after", "contacts");
        foreach (var ((before, after), count) in report.Moves.OrderByDescending(move => move.Key))
            moves.AddRow(before.ToString().ToLowerInvariant(), after.ToString().ToLowerInvariant(), Print(count));
        AnsiConsole.Write(moves);
        AnsiConsole.Write(new Table().AddColumns("", "").HideHeaders()
            .AddRow("graded higher", Print(report.Raised)).AddRow("graded lower", Print(report.Lowered)).AddRow("answered in another place", Print(report.PlacesMoved))
            .AddRow("reproduced bit for bit", Print(report.Reproduced)).AddRow("not reproduced", Print(report.NotReproduced)).AddRow("rule set not kept", Print(report.RulesGone)));
    }

    private static string ToJson(ReplayReport report, RuleSet candidate) => JsonSerializer.Serialize(new
    {
        rules = candidate.Version,
        contacts = report.Contacts,
        assessments = report.Assessments,
        reproduced = report.Reproduced,
        not_reproduced = report.NotReproduced,
        rules_gone = report.RulesGone,
        raised = report.Raised,
        lowered = report.Lowered,
        places_moved = report.PlacesMoved,
        moves = report.Moves.OrderByDescending(move => move.Key).Select(move => new { before = Name(move.Key.Before), after = Name(move.Key.After), contacts = move.Value }),
        waits = report.Waits.ToDictionary(wait => Name(wait.Key), wait => new { contacts = wait.Value.Contacts, before_p50_s = wait.Value.BeforeP50, after_p50_s = wait.Value.AfterP50, before_p95_s = wait.Value.BeforeP95, after_p95_s = wait.Value.AfterP95 }),
    });

    private static string Name(Band band) => band.ToString().ToLowerInvariant();
    private static string Print(int number) => number.ToString(CultureInfo.InvariantCulture);
    private static string Seconds(double seconds) => seconds.ToString("0.0 s", CultureInfo.InvariantCulture);

    private static async Task<int> StoppedAsync(string why)
    {
        await System.Console.Error.WriteLineAsync("triage: " + why.ReplaceLineEndings(" "));
        return 2;
    }
}
