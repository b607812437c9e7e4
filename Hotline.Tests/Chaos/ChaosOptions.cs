using System.CommandLine;
using System.CommandLine.Parsing;
using Hotline.Tests.Chaos.Faults;

namespace Hotline.Tests.Chaos;

/// <summary>The options of the verb.</summary>
internal sealed class ChaosOptions
{
    public const string Wipe100000 = "wipe_100000";

    private readonly Option<int> rounds = Whole("--rounds", "One random fault each", 20, 1, 10_000);
    private readonly Option<string?> json = new("--json") { Description = "Writes the figures", HelpName = "FILE" };
    private readonly Option<string?> scenario = new("--scenario") { Description = "Only these faults, separated by commas: " + string.Join(", ", FaultTable.All.Keys.Order(StringComparer.Ordinal)) + "; or " + Wipe100000 + " alone", HelpName = "NAMES" };
    private readonly Option<int> seed = Whole("--seed", "Of the faults and of all chance in the clients", 1, int.MinValue, int.MaxValue);
    private readonly Option<int> nodes = Whole("--nodes", "Server processes", 2, 1, 5);
    private readonly Option<int> workers = Whole("--workers", "Simulated workers", 16, 4, 200);
    private readonly Option<double> rate = new("--rate") { Description = "Contacts a second", DefaultValueFactory = _ => 3 };
    private readonly Option<int> settle = Whole("--settle", "Least time between a fault's end and the next round, s; below 11 stuck is not seen", 11, 1, 600);

    public ChaosOptions()
    {
        Command = new Command("chaos", "Hurts real nodes and stores under load, one fault a round, and checks that nobody was lost, held twice or left waiting.")
        {
            rounds, json, scenario, seed, nodes, workers, rate, settle,
        };
        rate.Validators.Add(result => Require(result, result.GetValue(rate) is > 0 and <= 100, "above 0 and at most 100"));
        scenario.Validators.Add(result =>
        {
            foreach (var unknown in Names(result.GetValue(scenario)).Where(name => !FaultTable.All.ContainsKey(name) && name != Wipe100000))
                result.AddError($"--scenario: there is no {unknown}. There are {string.Join(", ", FaultTable.All.Keys.Append(Wipe100000).Order(StringComparer.Ordinal))}.");
            if (Names(result.GetValue(scenario)) is { Count: > 1 } names && names.Contains(Wipe100000)) result.AddError($"--scenario: {Wipe100000} runs alone.");
        });
    }

    public Command Command { get; }

    public ChaosPlan Read(ParseResult parsed)
    {
        var names = Names(parsed.GetValue(scenario));
        return new ChaosPlan(
            parsed.GetValue(rounds), names.Count > 0 ? names : [.. FaultTable.All.Keys.Order(StringComparer.Ordinal)], parsed.GetValue(seed), parsed.GetValue(nodes),
            parsed.GetValue(workers), parsed.GetValue(rate), TimeSpan.FromSeconds(parsed.GetValue(settle)), parsed.GetValue(json));
    }

    private static List<string> Names(string? text) => [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    private static Option<int> Whole(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result => Require(result, result.GetValue(option) >= least && result.GetValue(option) <= most, $"from {least} to {most}"));
        return option;
    }

    private static void Require(OptionResult result, bool holds, string wanted)
    {
        if (!holds) result.AddError($"{result.Option.Name} must be {wanted}.");
    }
}
