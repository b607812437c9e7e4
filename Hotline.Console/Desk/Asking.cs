using System.Globalization;
using Hotline.Contracts;

namespace Hotline.Console.Desk;

/// <summary>Which questions of an instrument may be asked, given the answers so far.</summary>
public static class Asking
{
    /// <summary>An answer that is there can always be corrected, whatever the question hangs on.</summary>
    /// <param name="answers">Value by kind; unanswered kinds are missing.</param>
    public static bool IsAsked(QuestionView question, IReadOnlyDictionary<string, string> answers) =>
        question.OnlyIf.Count == 0 || answers.ContainsKey(question.Kind)
        || question.OnlyIf.Any(kind => answers.TryGetValue(kind, out var answer) && (question.Is.Contains(answer) || IsNumber(answer)));

    /// <summary>How many of the questions that may be asked now have an answer.</summary>
    public static (int Answered, int Asked) Progress(InstrumentView instrument, IReadOnlyDictionary<string, string> answers)
    {
        var asked = instrument.Questions.Where(question => IsAsked(question, answers)).ToList();
        return (asked.Count(question => answers.ContainsKey(question.Kind)), asked.Count);
    }

    /// <summary>The first question still open; null when the instrument is through.</summary>
    public static QuestionView? Next(InstrumentView instrument, IReadOnlyDictionary<string, string> answers) =>
        instrument.Questions.FirstOrDefault(question => IsAsked(question, answers) && !answers.ContainsKey(question.Kind));

    /// <summary>The kind whose answer keeps a question from being asked; null when it still waits for one.</summary>
    public static string? KeptBy(QuestionView question, IReadOnlyDictionary<string, string> answers) =>
        IsAsked(question, answers) || !question.OnlyIf.All(answers.ContainsKey) ? null : question.OnlyIf[0];

    /// <summary>How an instrument numbers a question: <c>6b</c> of <c>cssrs.6b</c>; null where it gives no number.</summary>
    public static string? Number(string kind) => kind.LastIndexOf('.') is >= 0 and var dot && dot + 1 < kind.Length && char.IsAsciiDigit(kind[dot + 1]) ? kind[(dot + 1)..] : null;

    // From which number on it counts as a yes is the server's to know: better asked once too often.
    private static bool IsNumber(string answer) => int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
