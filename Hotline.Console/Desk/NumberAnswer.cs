using System.Globalization;
using Hotline.Contracts;

namespace Hotline.Console.Desk;

/// <summary>A typed number as an answer.</summary>
public static class NumberAnswer
{
    /// <returns>Null when it is not a whole number in the question's range.</returns>
    public static string? Read(string typed, QuestionView question) =>
        int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= question.From && number <= question.To
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;
}
