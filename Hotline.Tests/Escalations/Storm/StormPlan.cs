namespace Hotline.Tests.Escalations.Storm;

/// <summary>What a storm of hand-overs is to be.</summary>
/// <param name="Share">Of messages at the partners that meet a fault, spread evenly over the kinds.</param>
/// <param name="Kills">SIGKILLs of the server, evenly over the time in which hand-overs begin.</param>
/// <param name="Rate">Hand-overs begun a second.</param>
/// <param name="AnswerSeconds">Within what time a partner is to answer.</param>
internal sealed record StormPlan(int Count, double Share, int Kills, double Rate, int Seed, int AnswerSeconds, string? Json);

/// <summary>What became of a storm.</summary>
/// <param name="Silent">Neither over nor before a person: what must not be.</param>
/// <param name="Twice">Held open by two partners, or opened twice by one.</param>
/// <param name="Undisclosed">Told to a partner and not in the disclosure log.</param>
internal sealed record StormReport(
    int Begun, int Closed, int Alarmed, IReadOnlyList<string> Silent, IReadOnlyList<string> Twice, IReadOnlyList<string> Undisclosed, int Retries, int Fallbacks,
    double AcceptedP50Seconds, double AcceptedP99Seconds, IReadOnlyDictionary<string, int> Faults, int Kills, int Seed, double TookSeconds)
{
    public bool IsGood => Silent.Count + Twice.Count + Undisclosed.Count == 0 && Closed + Alarmed == Begun;
}
