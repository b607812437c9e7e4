namespace Hotline.Tests.Chaos;

/// <summary>What a chaos run is asked to do.</summary>
/// <param name="Scenarios">Faults to choose from, or wipe_100000 alone.</param>
/// <param name="Rate">Contacts a second.</param>
/// <param name="SettleFor">Least time between a fault's end and the next round; stuck needs ten seconds to be seen.</param>
internal sealed record ChaosPlan(int Rounds, IReadOnlyList<string> Scenarios, int Seed, int Nodes, int Workers, double Rate, TimeSpan SettleFor, string? Json);

/// <summary>The run cannot go on: one line for stderr, exit code 2.</summary>
internal sealed class ChaosStoppedException(string message) : Exception(message);
