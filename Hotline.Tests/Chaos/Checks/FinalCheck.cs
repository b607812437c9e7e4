using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using Hotline.Contracts;
using Hotline.Server.Audit;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Hotline.Tests.Chaos.Clients;
using Hotline.Tests.Chaos.Stage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Tests.Chaos.Checks;

/// <summary>Contact → what is wrong with it.</summary>
internal sealed record Verdict(IReadOnlyDictionary<string, string> Lost, IReadOnlyDictionary<string, string> DoubleHeld, IReadOnlyList<string> ChainBroken, IReadOnlyDictionary<string, string> Timelines);

/// <summary>When the load is over: reads SQL, Redis and the API, and judges what the clients lived.</summary>
internal sealed class FinalCheck(ChaosStage stage, Shift shift, SeekerDoor door)
{
    private const int AtOnce = 8;

    public async Task<Verdict> RunAsync(IReadOnlyList<Server.Drill.Hold> holds, CancellationToken cancel)
    {
        await using var records = stage.OpenRecords();
        await using var db = await records.Services.GetRequiredService<IDbContextFactory<RecordsDb>>().CreateDbContextAsync(cancel);
        // Of one moment: the floor goes on forgetting and recording while the clients' contacts are read one by one.
        await using var moment = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var timeline = await db.Timeline.AsNoTracking().Where(row => row.Line == Shift.Line)
            .OrderBy(row => row.Epoch).ThenBy(row => row.Sequence).ThenBy(row => row.Number).ToListAsync(cancel);
        List<string> broken = [.. await JournalAsync(db, timeline, cancel)];
        await moment.CommitAsync(cancel);
        var lost = await LostAsync(db, timeline, cancel);
        var doubleHeld = Server.Drill.DoubleHolding.Find(holds).ToDictionary(
            clash => clash.First.Contact,
            clash => $"held by {clash.First.Worker} {Span(clash.First)} and by {clash.Second.Worker} {Span(clash.Second)}");
        foreach (var fault in shift.Fences.Faults) doubleHeld.TryAdd(fault.Split(':')[0], fault);
        var chains = records.Services.GetRequiredService<IAuditChains>();
        foreach (var chain in await chains.ChainsAsync(cancel))
            if (await chains.VerifyAsync(chain, cancel) is { Unbroken: false } verdict) broken.Add($"audit chain {chain} is broken at {verdict.BrokenAt}");
        var wanted = lost.Keys.Concat(doubleHeld.Keys).ToHashSet();
        var timelines = timeline.Where(row => row.ContactId is { } id && wanted.Contains(id)).GroupBy(row => row.ContactId!)
            .ToDictionary(group => group.Key, group => string.Join('\n', group.Select(row => $"    {row.At:HH:mm:ss.fff} {row.Epoch}.{row.Sequence} {row.Kind} {row.WorkerId} {row.Detail}")));
        return new Verdict(lost, doubleHeld, broken, timelines);
    }

    private async Task<Dictionary<string, string>> LostAsync(RecordsDb db, IReadOnlyList<TimelineRow> timeline, CancellationToken cancel)
    {
        var phases = await db.Contacts.AsNoTracking().Where(row => row.Line == Shift.Line).ToDictionaryAsync(row => row.ContactId, row => row.Phase, cancel);
        var opened = Count(timeline, nameof(FloorEvent.ContactOpened));
        var over = Count(timeline, nameof(FloorEvent.ContactClosed), nameof(FloorEvent.ContactAbandoned));
        var lost = new ConcurrentDictionary<string, string>();
        await Parallel.ForEachAsync(shift.Histories.Acknowledged, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (story, stop) =>
        {
            var place = await door.ReadAsync(story.Id, story.Channel, stop);
            var ending = new Ending(place?.Phase, phases.TryGetValue(story.Id, out var phase) ? phase : null, opened.GetValueOrDefault(story.Id), over.GetValueOrDefault(story.Id));
            if (Fates.Fault(story, ending) is { } fault) lost[story.Id] = fault;
        });
        return new Dictionary<string, string>(lost);
    }

    private async Task<IReadOnlyList<string>> JournalAsync(RecordsDb db, IReadOnlyList<TimelineRow> timeline, CancellationToken cancel)
    {
        if (await db.Watermarks.AsNoTracking().SingleOrDefaultAsync(row => row.Line == Shift.Line, cancel) is not { } mark) return ["SQL has no watermark of the line"];
        var finished = await db.Epochs.AsNoTracking().Where(row => row.Line == Shift.Line).Select(row => new RecordedMark(row.Epoch, row.Sequence, row.Tag)).ToListAsync(cancel);
        await using var redis = await stage.Redis.ConnectAsync();
        var keys = new LineKeys(new LineId(Shift.Line));
        var live = (await redis.GetDatabase().HashGetAllAsync(keys.Journal(mark.Epoch)))
            .Select(entry => entry.Value.ToString().Split('\n')[0].Split('|'))
            .Select(head => new LiveEntry(Number(head[0]), Number(head[1]), head[3], head[4])).OrderBy(entry => entry.Sequence).ToList();
        return JournalCheck.Faults(
            Shift.Line, new RecordedMark(mark.Epoch, mark.Sequence, mark.Tag), finished,
            [.. timeline.Select(row => new RecordedEntry(row.Epoch, row.Sequence, row.Tag)).Distinct()], live);
    }

    /// <summary>True when SQL has all that Redis has.</summary>
    public async Task<bool> IsRecordedAsync(CancellationToken cancel)
    {
        await using var records = stage.OpenRecords();
        await using var db = await records.Services.GetRequiredService<IDbContextFactory<RecordsDb>>().CreateDbContextAsync(cancel);
        await using var redis = await stage.Redis.ConnectAsync();
        var meta = await redis.GetDatabase().HashGetAsync(new LineKeys(new LineId(Shift.Line)).Meta, ["epoch", "sequence"]);
        return await db.Watermarks.AsNoTracking().AnyAsync(row => row.Line == Shift.Line && row.Epoch == (long)meta[0] && row.Sequence == (long)meta[1], cancel)
            && !await db.Inbox.AsNoTracking().AnyAsync(row => row.Line == Shift.Line && row.OpenedAt == null, cancel);
    }

    private static Dictionary<string, int> Count(IEnumerable<TimelineRow> timeline, params string[] kinds) =>
        timeline.Where(row => row.ContactId is not null && kinds.Contains(row.Kind)).GroupBy(row => row.ContactId!).ToDictionary(group => group.Key, group => group.Count());

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Span(Server.Drill.Hold hold) => $"{hold.From.TotalSeconds:0.000}–{hold.Until.TotalSeconds:0.000} s";
}
