using Hotline.Server.Floor;
using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Hotline.Server.Triage.Rules;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Triage.Replay;

/// <summary>
/// Grades what was recorded by the rule sets in shadow, a moment later and without effect: it reads the records, never the floor. Any node may do
/// it, and the same again writes nothing twice.
/// </summary>
internal sealed class RunShadows(IDbContextFactory<RecordsDb> records, WriteLane lane, CompiledRules compiled, RunShadows.Ways ways) : BackgroundService
{
    private const int Together = 200;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(60);
    private bool failing;

    internal sealed record Ways(ContactKeys Keys, LoopBeats Loops, TimeProvider Time, ILogger<RunShadows> Logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, ways.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            ways.Loops.Beat("shadows", LateAfter);
            try
            {
                while (await OnceAsync(stoppingToken) == Together) ways.Loops.Beat("shadows", LateAfter);
                failing = false;
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing) TriageLog.NoShadow(ways.Logger, failed);
                failing = true;
            }
        }
    }

    /// <summary>The most that any shadow had to grade; when it is a full batch there may be more.</summary>
    internal async Task<int> OnceAsync(CancellationToken cancel)
    {
        await using var db = await records.CreateDbContextAsync(cancel);
        var uses = await db.Set<RuleSetUseRow>().AsNoTracking().Where(use => use.Role == Wire.RuleSetRole.Shadow && use.State == Wire.RuleSetUseState.Approved).ToListAsync(cancel);
        var most = 0;
        foreach (var use in uses)
            if (await compiled.FindAsync(db, use.Hash, cancel) is { } rules)
                most = Math.Max(most, await GradeAsync(db, use, await CandidateRules.LoadAsync(db, compiled, rules, cancel), cancel));
        return most;
    }

    private async Task<int> GradeAsync(RecordsDb db, RuleSetUseRow use, CandidateRules candidate, CancellationToken cancel)
    {
        var last = await db.Set<ShadowRow>().AsNoTracking().Where(row => row.UseId == use.Id)
            .OrderByDescending(row => row.Epoch).ThenByDescending(row => row.Sequence).ThenByDescending(row => row.Number).FirstOrDefaultAsync(cancel);
        var (epoch, sequence, number, since) = (last?.Epoch ?? 0, last?.Sequence ?? 0, last?.Number ?? -1, use.DecidedAt ?? use.ProposedAt);
        var next = await db.Set<AssessmentRow>().AsNoTracking()
            .Where(row => row.Line == use.Line && row.At >= since
                && (use.Language == "" || db.Contacts.Any(contact => contact.ContactId == row.ContactId && contact.Language == use.Language))
                && (row.Epoch > epoch || (row.Epoch == epoch && (row.Sequence > sequence || (row.Sequence == sequence && row.Number > number)))))
            .OrderBy(row => row.Epoch).ThenBy(row => row.Sequence).ThenBy(row => row.Number).Take(Together).ToListAsync(cancel);
        if (next.Count == 0) return 0;

        var ids = next.Select(row => row.ContactId).Distinct().ToList();
        var evidence = (await db.Set<EvidenceRow>().AsNoTracking().Where(row => ids.Contains(row.ContactId)).ToListAsync(cancel)).ToLookup(row => row.ContactId, StringComparer.Ordinal);
        var texts = await RecordedContacts.TextsAsync(db, ways.Keys, ids, cancel);
        var languages = await db.Contacts.AsNoTracking().Where(row => ids.Contains(row.ContactId)).ToDictionaryAsync(row => row.ContactId, row => row.Language, StringComparer.Ordinal, cancel);
        foreach (var row in next)
        {
            var contact = new RecordedContact(row.ContactId, new LineId(row.Line), languages.GetValueOrDefault(row.ContactId, use.Language), row.At, null, null, [.. evidence[row.ContactId].Select(RecordedContacts.Read)], [], [.. texts[row.ContactId]]);
            var again = candidate.Assess(contact, RecordedContacts.Read(row));
            db.Add(new ShadowRow
            {
                UseId = use.Id, Line = row.Line, Epoch = row.Epoch, Sequence = row.Sequence, Number = row.Number, At = row.At, ContactId = row.ContactId,
                ActiveScore = row.ComputedScore ?? row.Score, ActiveBand = row.ComputedBand ?? row.Band, ShadowScore = again.Score, ShadowBand = (Wire.Band)again.Band,
            });
        }
        using var turn = await lane.EnterAsync(cancel);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException failed) when (RecordsFailure.IsClash(failed))
        {
            // Another node was first; looked at again with the next round.
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
        return next.Count;
    }
}
