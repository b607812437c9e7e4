using System.Text.Json;
using Hotline.Server.Audit;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Recording;

/// <summary>Journal entries into SQL: values, timeline, assessments, audit and watermark in one transaction, or nothing.</summary>
internal sealed class RecordJournal(RecordsStore store, IAuditTrail audit, IJournal journal, IRecentEntries recent, KeepCarried carried, TimeProvider time) : IJournalRecord
{
    /// <summary>The new point; null when the record has moved on without us: a twin was faster, or a new epoch was minted.</summary>
    public async Task<RecordPoint?> RecordAsync(RecordPoint from, IReadOnlyList<JournalEntry> entries, CancellationToken cancel)
    {
        var to = from.After(entries[^1]);
        var carrying = entries.Where(entry => entry.Carries).ToArray();
        var sealedTexts = await journal.ReadSealedAsync(from.Line, from.Epoch, [.. carrying.Select(entry => entry.Sequence)], cancel);
        try
        {
            await store.WriteAsync(async db =>
            {
                // First, so that twins wait here for each other instead of writing the same rows.
                if (!await MoveAsync(db, from, to, cancel)) throw new FencedException();
                await FloorRows.PutAsync(db, from.Line, entries.SelectMany(entry => entry.Writes.Select(write => (entry.Epoch, entry.Sequence, write))), cancel);
                await carried.PutAsync(db, from.Line, [.. carrying.Select((entry, index) => (entry.Command, sealedTexts[index] ?? recent.SealedOf(entry.Line, entry.Epoch, entry.Sequence)))], cancel);
                await ManyRows.AddAsync(db, Timeline(entries), cancel);
                await AddAssessmentsAsync(db, entries, cancel);
                await audit.AppendAsync(db, [.. entries.SelectMany(Facts)], cancel);
                var opened = entries.SelectMany(entry => entry.Events).OfType<FloorEvent.ContactOpened>().Select(happened => happened.Contact.Value).ToArray();
                if (opened.Length > 0) await SqlInbox.MarkOpenedAsync(db, opened, time.GetUtcNow(), cancel);
            }, cancel);
            return to;
        }
        catch (FencedException)
        {
            return null;
        }
    }

    /// <summary>Compare-and-set of where the record stands; exactly one row, or the transaction is rolled back.</summary>
    private static async Task<bool> MoveAsync(RecordsDb db, RecordPoint from, RecordPoint to, CancellationToken cancel)
    {
        var line = from.Line.Value;
        if (from.Epoch == from.Current)
            return await db.Watermarks.Where(row => row.Line == line && row.Epoch == from.Epoch && row.Sequence == from.Sequence && row.Tag == from.Tag)
                .ExecuteUpdateAsync(row => row.SetProperty(mark => mark.Sequence, to.Sequence).SetProperty(mark => mark.Tag, to.Tag), cancel) == 1;
        // What is left of a finished epoch: only while no floor of a later one has been built on the record.
        return await db.Watermarks.Where(row => row.Line == line && row.Epoch == from.Current && row.Sequence == 0)
                .ExecuteUpdateAsync(row => row.SetProperty(mark => mark.Sequence, 0), cancel) == 1
            && await db.Epochs.Where(row => row.Line == line && row.Epoch == from.Epoch && row.Sequence == from.Sequence && row.Tag == from.Tag)
                .ExecuteUpdateAsync(row => row.SetProperty(epoch => epoch.Sequence, to.Sequence).SetProperty(epoch => epoch.Tag, to.Tag), cancel) == 1;
    }

    private static List<TimelineRow> Timeline(IReadOnlyList<JournalEntry> entries)
    {
        List<TimelineRow> rows = new(entries.Count);
        foreach (var entry in entries)
        {
            if (entry.Events.IsEmpty) rows.Add(Row(entry, 0, null));
            for (var number = 0; number < entry.Events.Length; number++) rows.Add(Row(entry, number, entry.Events[number]));
        }
        return rows;
    }

    private static TimelineRow Row(JournalEntry entry, int number, FloorEvent? happened) => new()
    {
        Line = entry.Line.Value,
        Epoch = entry.Epoch,
        Sequence = entry.Sequence,
        Number = number,
        Tag = entry.Tag,
        At = entry.At,
        Kind = happened is null ? TimelineRow.Bare : EventText.KindOf(happened),
        ContactId = happened?.About?.Value,
        WorkerId = happened?.Who?.Value,
        Detail = happened is null ? null : EventText.DetailOf(happened),
    };

    private static async Task AddAssessmentsAsync(RecordsDb db, IReadOnlyList<JournalEntry> entries, CancellationToken cancel)
    {
        List<AssessmentRow> assessments = [];
        List<OverrideRow> overrides = [];
        foreach (var entry in entries)
            foreach (var (happened, number) in entry.Events.Select((happened, number) => (happened, number)))
            {
                if (happened is FloorEvent.BandOverridden set) overrides.Add(RowOf(entry, number, set));
                var (contact, grade) = happened switch
                {
                    FloorEvent.ContactOpened opened => (opened.Contact, opened.Grade),
                    FloorEvent.ContactRescored rescored => (rescored.Contact, rescored.Grade),
                    _ => (default, null),
                };
                if (grade is null) continue;
                assessments.Add(new AssessmentRow
                {
                    Line = entry.Line.Value,
                    Epoch = entry.Epoch,
                    Sequence = entry.Sequence,
                    Number = number,
                    ContactId = contact.Value,
                    At = entry.At,
                    Score = grade.Score,
                    Band = (Wire.Band)grade.Band,
                    ComputedScore = grade.Computed?.Score,
                    ComputedBand = (Wire.Band?)grade.Computed?.Band,
                    RuleSet = grade.RuleSet,
                    Basis = grade.Basis,
                    Reasons = JsonSerializer.Serialize(grade.Reasons, FloorJson.Default.ImmutableArrayReason),
                });
            }
        await ManyRows.AddAsync(db, assessments, cancel);
        await ManyRows.AddAsync(db, overrides, cancel);
    }

    private static OverrideRow RowOf(JournalEntry entry, int number, FloorEvent.BandOverridden set) => new()
    {
        Line = entry.Line.Value,
        Epoch = entry.Epoch,
        Sequence = entry.Sequence,
        Number = number,
        ContactId = set.Contact.Value,
        WorkerId = set.By.Value,
        At = entry.At,
        Computed = (Wire.Band)set.Computed,
        Before = (Wire.Band)set.Before,
        Set = (Wire.Band)set.Set,
    };

    private static IEnumerable<AuditFact> Facts(JournalEntry entry) => entry.Events.Select(happened => new AuditFact(
        ChainOf(entry.Line), entry.At, $"{entry.Actor.Kind}:{entry.Actor.Id}", EventText.KindOf(happened), EventText.SubjectOf(happened), EventText.AuditData(entry, happened)));

    internal static string ChainOf(LineId line) => $"line:{line}";

    private sealed class FencedException : Exception;
}
