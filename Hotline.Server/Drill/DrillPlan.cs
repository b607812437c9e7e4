namespace Hotline.Server.Drill;

/// <summary>What a drill is asked to do. Durations are wall time.</summary>
/// <param name="Arrivals">CSV file; null for a probe alone.</param>
/// <param name="From">First day of the file replayed.</param>
/// <param name="To">Day after the last one.</param>
/// <param name="Speed">Compresses the gaps between arrivals, and nothing else.</param>
/// <param name="Handle">Mean of conversation and wrap-up together.</param>
/// <param name="Answer">Median from an offer shown to its answer.</param>
/// <param name="Patience">Mean time until a help seeker who is not answered leaves; zero = never.</param>
/// <param name="Probe">Single contacts on an idle line, measured from post to shown; zero = none.</param>
public sealed record DrillPlan(
    Uri Url, string? Arrivals, DateOnly? From, DateOnly? To, double Speed, int Workers, DrillPlan.Odds Chances,
    TimeSpan Handle, TimeSpan Answer, TimeSpan Patience, TimeSpan Drain, int Probe, string? Json, int Seed, DrillPlan.Entrance Keys, DrillPlan.Trial? Rules = null)
{
    /// <summary>Shares from 0 to 1.</summary>
    /// <param name="Chat">Of the arrivals that come by chat; the others call.</param>
    /// <param name="Escalate">Of high and imminent contacts that are handed over to partners.</param>
    public sealed record Odds(double Decline, double LoseConsole, double Chat, double Escalate = 0);

    /// <summary>A rule set to use while the drill runs: proposed by one account and approved by the other, with the drill's password.</summary>
    public sealed record Trial(string Yaml, string Proposer, string Approver);

    /// <summary>How the drill comes in: by the front door, like everybody.</summary>
    /// <param name="UserPrefix">Accounts are the prefix and 001, 002, …</param>
    /// <param name="Password">Null: asked of the server, which tells it in Development only.</param>
    public sealed record Entrance(string Line, string Key, string ChatKey, string UserPrefix, string? Password);
}

/// <summary>The drill cannot go on: one line for stderr, exit code 2.</summary>
public sealed class DrillStoppedException(string message) : Exception(message);
