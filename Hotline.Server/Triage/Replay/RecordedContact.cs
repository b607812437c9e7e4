using System.Collections.Immutable;
using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Triage.Replay;

/// <summary>A recorded assessment: what the rules came to, and by which.</summary>
/// <param name="Basis">Evidence with a number up to this.</param>
public sealed record RecordedAssessment(DateTimeOffset At, long Basis, string RuleSet, int Score, Band Band, ImmutableArray<Reason> Reasons);

/// <summary>A recorded contact with the inputs of all its assessments.</summary>
/// <param name="LeftAt">When it was over without an answer.</param>
/// <param name="Texts">Opened for the reading only; empty where they were shredded.</param>
public sealed record RecordedContact(
    string Id, LineId Line, string Language, DateTimeOffset ArrivedAt, DateTimeOffset? AnsweredAt, DateTimeOffset? LeftAt,
    ImmutableArray<Evidence> Evidence, ImmutableArray<RecordedAssessment> Assessments, ImmutableArray<GivenText> Texts)
{
    public IReadOnlyList<Evidence> UpTo(long basis) => [.. Evidence.Where(piece => piece.Number <= basis)];
}

/// <summary>Recorded contacts in order of arrival.</summary>
internal static class RecordedContacts
{
    private const int Together = 400;

    public static async IAsyncEnumerable<RecordedContact> SinceAsync(RecordsDb db, ContactKeys keys, string? line, DateTimeOffset since, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = db.Set<ContactRow>().AsNoTracking().Where(row => row.ArrivedAt >= since && (line == null || row.Line == line))
            .OrderBy(row => row.ArrivedAt).ThenBy(row => row.ContactId);
        for (var skip = 0; ; skip += Together)
        {
            var some = await rows.Skip(skip).Take(Together)
                .Select(row => new { row.ContactId, row.Line, row.Language, row.ArrivedAt, row.AnsweredAt, row.OverAt }).ToListAsync(cancel);
            var ids = some.Select(row => row.ContactId).ToList();
            var evidence = (await db.Set<EvidenceRow>().AsNoTracking().Where(row => ids.Contains(row.ContactId)).ToListAsync(cancel)).ToLookup(row => row.ContactId, StringComparer.Ordinal);
            var assessments = (await db.Set<AssessmentRow>().AsNoTracking().Where(row => ids.Contains(row.ContactId)).ToListAsync(cancel)).ToLookup(row => row.ContactId, StringComparer.Ordinal);
            var texts = await TextsAsync(db, keys, ids, cancel);
            foreach (var row in some)
                yield return new RecordedContact(
                    row.ContactId, new LineId(row.Line), row.Language, row.ArrivedAt, row.AnsweredAt, row.AnsweredAt is null ? row.OverAt : null,
                    [.. evidence[row.ContactId].OrderBy(piece => piece.Number).Select(Read)],
                    [.. assessments[row.ContactId].OrderBy(one => (one.Epoch, one.Sequence, one.Number)).Select(Read)],
                    [.. texts[row.ContactId]]);
            if (some.Count < Together) yield break;
        }
    }

    internal static async Task<ILookup<string, GivenText>> TextsAsync(RecordsDb db, ContactKeys keys, IReadOnlyList<string> contacts, CancellationToken cancel)
    {
        var with = await db.Texts.AsNoTracking().Where(row => contacts.Contains(row.ContactId)).Select(row => row.ContactId).Distinct().ToListAsync(cancel);
        var texts = new List<(string Contact, GivenText Text)>();
        foreach (var contact in with)
        {
            using var key = await keys.FindAsync(db, ContactKeys.OwnerOf(new ContactId(contact)), cancel);
            texts.AddRange((await ReadContact.TextsAsync(db, key, contact, cancel)).Select(text => (contact, new GivenText(text.At, text.Text))));
        }
        return texts.ToLookup(text => text.Contact, text => text.Text, StringComparer.Ordinal);
    }

    /// <summary>What was sealed is no code, so no rule set knows it: it stays unrecognised, as it was graded.</summary>
    internal static Evidence Read(EvidenceRow row) => new(row.Number, row.Kind, row.Value, row.Source, row.At, row.Confidence ?? 100);

    internal static RecordedAssessment Read(AssessmentRow row) => new(
        row.At, row.Basis, row.RuleSet, row.ComputedScore ?? row.Score, (Band)(row.ComputedBand ?? row.Band), JsonSerializer.Deserialize(row.Reasons, FloorJson.Default.ImmutableArrayReason));
}
