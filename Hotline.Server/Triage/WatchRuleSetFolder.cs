using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Hotline.Server.Triage.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Triage;

/// <summary>Files of the folder that were refused, as they are now.</summary>
public sealed class RefusedFiles
{
    private volatile IReadOnlyDictionary<string, IReadOnlyList<FileProblem>> now = new Dictionary<string, IReadOnlyList<FileProblem>>();

    public IReadOnlyDictionary<string, IReadOnlyList<FileProblem>> Now
    {
        get => now;
        internal set => now = value;
    }
}

/// <summary>Adds what is put into the folder of rule sets, without a restart; a broken file is refused with line and reason.</summary>
internal sealed class WatchRuleSetFolder(
    IOptions<TriageOptions> options, IDbContextFactory<RecordsDb> records, WriteLane lane, RefusedFiles refused, WatchRuleSetFolder.Ways ways) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(45);
    private readonly Dictionary<string, DateTime> seen = new(StringComparer.Ordinal);

    internal sealed record Ways(LoopBeats Loops, TimeProvider Time, ILogger<WatchRuleSetFolder> Logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.RuleSetFolder is not { } folder) return;
        using var timer = new PeriodicTimer(Every, ways.Time);
        do
        {
            ways.Loops.Beat("rule_sets", LateAfter);
            try
            {
                await LookAsync(folder, stoppingToken);
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                seen.Clear();
                TriageLog.NotLooked(ways.Logger, failed);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task LookAsync(string folder, CancellationToken cancel)
    {
        var files = Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).ToList();
        var broken = refused.Now.Where(file => files.Any(path => Path.GetFileName(path) == file.Key)).ToDictionary(StringComparer.Ordinal);
        foreach (var path in files)
        {
            var (name, written) = (Path.GetFileName(path), File.GetLastWriteTimeUtc(path));
            if (seen.TryGetValue(path, out var before) && before == written) continue;
            var reading = RuleSetFile.Read(await File.ReadAllTextAsync(path, cancel));
            if (reading.Rules is { } rules)
            {
                broken.Remove(name);
                if (await KeepAsync(rules, "system", cancel)) TriageLog.Added(ways.Logger, name, rules.Version);
            }
            else
            {
                broken[name] = reading.Problems;
                TriageLog.Refused(ways.Logger, name, reading.Problems[0].Line, reading.Problems[0].Reason, reading.Problems.Count - 1);
            }
            seen[path] = written;
        }
        refused.Now = broken;
    }

    /// <summary>False when it was there.</summary>
    private async Task<bool> KeepAsync(RuleSet rules, string by, CancellationToken cancel)
    {
        using var turn = await lane.EnterAsync(cancel);
        await using var db = await records.CreateDbContextAsync(cancel);
        if (rules.Hash == RuleSetFile.Shipped.Hash || await db.Set<RuleSetRow>().AnyAsync(row => row.Hash == rules.Hash, cancel)) return false;
        db.Add(new RuleSetRow { Hash = rules.Hash, Name = rules.Name, Yaml = rules.Yaml, AddedAt = ways.Time.GetUtcNow(), AddedBy = by });
        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException failed) when (RecordsFailure.IsClash(failed))
        {
            // Another node saw the same file first.
            return false;
        }
    }
}
