using System.Globalization;
using Hotline.Contracts;

namespace Hotline.Console.Desk;

public enum AnswerState { Kept, Sending, NotSent }

/// <summary>One answer as the form shows it.</summary>
/// <param name="Source">Who said so: worker, help_seeker, text, call_signal or history.</param>
public sealed record SheetAnswer(string Value, AnswerState State, string Source);

/// <summary>The answers about one contact: what the record holds, and over it what is on its way.</summary>
public sealed class AssessmentSheet(Func<EvidenceItem, Task<Receipt>> send)
{
    private readonly Dictionary<string, SheetAnswer> answers = [];

    public event Action? Changed;

    public SheetAnswer? this[string kind] => answers.GetValueOrDefault(kind);

    /// <summary>Values by kind, for the order of the screener.</summary>
    public IReadOnlyDictionary<string, string> Values => answers.ToDictionary(pair => pair.Key, pair => pair.Value.Value);

    /// <summary>The record was read: its latest answer to each question counts, except where this console's own is still on its way.</summary>
    public void Adopt(IReadOnlyList<EvidenceEntry> evidence)
    {
        foreach (var latest in evidence.GroupBy(entry => entry.Kind).Select(kind => kind.MaxBy(entry => entry.Number)!))
            if (this[latest.Kind] is null or { State: AnswerState.Kept })
                answers[latest.Kind] = new SheetAnswer(latest.Value, AnswerState.Kept, latest.Source);
        Changed?.Invoke();
    }

    /// <returns>The refusal's slug; null when the answer is kept.</returns>
    public async Task<string?> Answer(string kind, string value)
    {
        var mine = new SheetAnswer(value, AnswerState.Sending, "worker");
        answers[kind] = mine;
        Changed?.Invoke();
        var item = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? EvidenceItem.Of(kind, number)
            : EvidenceItem.Of(kind, value);
        var receipt = await send(item);
        // A later press on the same question has its own answer coming.
        if (ReferenceEquals(this[kind], mine))
            answers[kind] = mine with { State = receipt.Done ? AnswerState.Kept : AnswerState.NotSent };
        Changed?.Invoke();
        return receipt.Done ? null : receipt.Refusal ?? "unknown";
    }
}
