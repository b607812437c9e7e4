namespace Hotline.Console.Desk;

/// <summary>The order of the C-SSRS screener: which question may be asked, given the answers so far.</summary>
public static class Screener
{
    public static readonly IReadOnlyList<string> Questions = ["cssrs.1", "cssrs.2", "cssrs.3", "cssrs.4", "cssrs.5", "cssrs.6", "cssrs.6b"];

    /// <summary>Facts asked for beside the screener.</summary>
    public static readonly IReadOnlyList<string> Facts =
        ["act_in_progress", "means_at_hand", "plan_72h", "attempt_2w", "child_at_risk", "violence_now", "third_party"];

    public const string Distress = "distress";

    /// <summary>3–5 ask about the thoughts of 2, so they fall away when 2 is no; 6b dates what 6 told, so it waits for a yes.</summary>
    /// <param name="answers">Value by kind; unanswered kinds are missing.</param>
    public static bool IsAsked(string question, IReadOnlyDictionary<string, string> answers) => question switch
    {
        "cssrs.3" or "cssrs.4" or "cssrs.5" => answers.GetValueOrDefault("cssrs.2") != "no",
        "cssrs.6b" => answers.GetValueOrDefault("cssrs.6") == "yes",
        _ => true,
    };

    /// <summary>The first question still open; null when the screener is through.</summary>
    public static string? Next(IReadOnlyDictionary<string, string> answers) =>
        Questions.FirstOrDefault(question => IsAsked(question, answers) && !answers.ContainsKey(question));
}
