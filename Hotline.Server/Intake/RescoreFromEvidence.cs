using Hotline.Server.Floor;
using Hotline.Server.Intake.Reading;
using Hotline.Server.Ledger;
using Hotline.Server.Recording;
using Hotline.Server.Records;
using Hotline.Server.Triage;
using Hotline.Server.Triage.Rules;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Intake;

/// <summary>What new evidence came to.</summary>
/// <param name="Answer">What the floor said. <see cref="Refusal.ContactOver"/>: the evidence is kept, the grade stays.</param>
/// <param name="Grade">The grade of all evidence; the floor keeps a higher one while the contact waits.</param>
/// <param name="Recorded">False while the new grade is in the journal only. The evidence is in SQL in any case.</param>
/// <param name="Warnings">What could not be used as sent; it counts as unknown.</param>
public sealed record Rescored(LedgerAnswer Answer, Grade Grade, bool Recorded, IReadOnlyList<Wire.IntakeWarning> Warnings);

/// <summary>Keeps evidence and grades the contact anew at once. The one way for channels and consoles alike.</summary>
public sealed class RescoreFromEvidence(
    IContactFile file, GradeContact grade, ILedger ledger, RescoreFromEvidence.Ways ways, FindContact find, IOptions<IntakeOptions> options)
{
    private const int Attempts = 3;
    private const int CarryAttempts = 10;

    /// <summary>Into the records, and past them.</summary>
    public sealed record Ways(IRecordedProgress Progress, ICarryFiles Carry, TimeProvider Time);

    /// <summary>The same said twice within this time is one order sent again.</summary>
    private static readonly TimeSpan SaidAgain = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Evidence of a worker, read as leniently as a channel's. Whether the worker holds the contact is the caller's to check.
    /// Throws <see cref="RecordsUnavailableException"/>; the same order may then be sent again.
    /// </summary>
    public async Task<Rescored> ExecuteAsync(
        LineId line, ContactId contact, IReadOnlyList<Wire.EvidenceItem>? items, Actor actor, CommandId command, CancellationToken cancel)
    {
        var notes = new ReadNotes();
        var evidence = ReadEvidence.Of(items, await RulesOfAsync(line, contact, cancel), "worker", ledger.Now, notes);
        var delivery = new Delivery("c-" + command.Value, "evidence", "");
        var rescored = await KeepAsync(line, contact, evidence, delivery, actor, command, cancel);
        return rescored with { Warnings = notes.Warnings };
    }

    /// <summary>A text came: what all texts of the contact say together, graded at once.</summary>
    public async Task<Rescored> ReadTextsAsync(LineId line, ContactId contact, Actor actor, CommandId command, CancellationToken cancel)
    {
        var texts = await ways.Carry.UnlessAwayAsync(file.TextsAsync(line, contact, cancel));
        var evidence = grade.OfTexts(line, await LanguageOfAsync(line, contact, cancel), [.. texts.Select(text => new GivenText(text.At, text.Text))]);
        return await KeepAsync(line, contact, evidence, null, actor, command, cancel);
    }

    /// <summary>The records are away and the text rides in the journal: what it says by itself. The contact is on the floor.</summary>
    public async Task ReadCarriedAsync(LineId line, ContactId contact, GivenText text, Actor actor, CommandId command, CancellationToken cancel)
    {
        var evidence = grade.OfTexts(line, ledger.State(line).Contact(contact)?.Language ?? "", [text]);
        if (evidence.Count > 0) await KeepAsync(line, contact, evidence, null, actor, command, cancel);
    }

    /// <summary>With no evidence: grades what is kept, which repairs a grade that the floor missed.</summary>
    public async Task<Rescored> KeepAsync(
        LineId line, ContactId contact, IReadOnlyList<Evidence> evidence, Delivery? delivery, Actor actor, CommandId command, CancellationToken cancel)
    {
        Grade graded;
        try
        {
            graded = grade.Of(line, await LanguageOfAsync(line, contact, cancel), await ways.Carry.UnlessAwayAsync(StoreAsync(line, contact, evidence, delivery, cancel)));
        }
        catch (RecordsUnavailableException) when (evidence.Count > 0 && ledger.State(line).Contact(contact) is not null)
        {
            if (!await ways.Carry.IsKeptAsync()) throw;
            return await CarryAsync(line, contact, evidence, delivery, actor, command, cancel);
        }
        var answer = await CommitAsync(line, command, actor, new FloorCommand.RescoreContact(contact, graded), cancel);
        var recorded = answer is not LedgerAnswer.Committed committed
            || await ways.Progress.RecordedAsync(committed.Entry, TimeSpan.FromMilliseconds(options.Value.RecordedMilliseconds), cancel);
        return new Rescored(answer, graded, recorded, []);
    }

    /// <summary>The rules that grade this contact. Throws <see cref="RecordsUnavailableException"/> when it is not on the floor and cannot be looked up.</summary>
    public async Task<RuleSet> RulesOfAsync(LineId line, ContactId contact, CancellationToken cancel) =>
        grade.Rules.Find(line, await LanguageOfAsync(line, contact, cancel));

    private async Task<string> LanguageOfAsync(LineId line, ContactId contact, CancellationToken cancel) =>
        (ledger.State(line).Contact(contact) ?? await find.ExecuteAsync(line, contact, cancel))?.Language ?? "";

    private async Task<IReadOnlyList<Evidence>> StoreAsync(LineId line, ContactId contact, IReadOnlyList<Evidence> evidence, Delivery? delivery, CancellationToken cancel)
    {
        var kept = await file.AddEvidenceAsync(line, contact, [], null, cancel);
        var news = News(evidence, kept);
        return news.Count == 0 ? kept : await file.AddEvidenceAsync(line, contact, news, delivery, cancel);
    }

    /// <summary>SQL is away: graded from the reasons that stand on the floor, and what is new rides through the journal.</summary>
    private async Task<Rescored> CarryAsync(
        LineId line, ContactId contact, IReadOnlyList<Evidence> evidence, Delivery? delivery, Actor actor, CommandId command, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var graded = grade.Beside(line, ledger.State(line).Contact(contact)!, evidence);
            var answer = await ways.Carry.CarryAsync(line, command, actor, new FloorCommand.CarryFile(contact, 0, graded), new Carried.Pieces(contact.Value, evidence, delivery));
            if (attempt == CarryAttempts || answer is not LedgerAnswer.Refused { Why: Refusal.Contended } || ledger.State(line).Contact(contact) is null)
                return new Rescored(answer, graded, false, []);
            // Somebody else's evidence came first; this node's copy will have it in a moment.
            await Task.Delay(TimeSpan.FromMilliseconds(20), ways.Time, cancel);
        }
    }

    private async Task<LedgerAnswer> CommitAsync(LineId line, CommandId command, Actor actor, FloorCommand.RescoreContact rescore, CancellationToken cancel)
    {
        LedgerAnswer answer = new LedgerAnswer.Refused(Refusal.Contended);
        for (var attempt = 0; attempt < Attempts && answer is LedgerAnswer.Refused { Why: Refusal.Contended }; attempt++)
            answer = await ledger.ExecuteAsync(line, command, actor, rescore, cancel);
        // Still in the inbox: opened here and now, or the sweeper would open it without this evidence.
        if (answer is LedgerAnswer.Refused { Why: Refusal.UnknownContact } && await find.OpenAsync(line, rescore.Contact, cancel))
            answer = await ledger.ExecuteAsync(line, command, actor, rescore, cancel);
        return answer;
    }

    private static List<Evidence> News(IReadOnlyList<Evidence> evidence, IReadOnlyList<Evidence> kept)
    {
        if (evidence.Count == 0 || kept.Count == 0) return [.. evidence];
        var latest = kept.GroupBy(piece => piece.Kind, StringComparer.Ordinal)
            .ToDictionary(kind => kind.Key, kind => kind.MaxBy(piece => (piece.At, piece.Number))!, StringComparer.Ordinal);
        // A text is read with all that came before it: what they say together is news only when it is more than it was.
        return [.. evidence.Where(piece => !(piece.Source == "text" && latest.TryGetValue(piece.Kind, out var said) && (said.Value, said.Source) == (piece.Value, piece.Source)) && (!latest.TryGetValue(piece.Kind, out var last)
            || (last.Value, last.Source) != (piece.Value, piece.Source) || (piece.At - last.At).Duration() > SaidAgain))];
    }
}
