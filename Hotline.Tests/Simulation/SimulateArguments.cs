using System.Globalization;

namespace Hotline.Tests.Simulation;

/// <summary>What the verb is asked for.</summary>
/// <param name="Seed">One seed, told in full.</param>
internal sealed record SimulateArguments(long From, int Seeds, long? Seed, string? Plant, string? Json, Defences Defences, Kind[] Storm)
{
    public const string Usage = "simulate [--seeds N] [--from N] [--seed N] [--plant NAME] [--without behind|restarts|memory|claims|joins]... [--storm KIND]... [--json FILE]";

    /// <summary>The arguments, or what is wrong with them in one line.</summary>
    public static (SimulateArguments? Read, string? Wrong) Read(string[] args)
    {
        var read = new SimulateArguments(1, 20_000, null, null, null, new Defences(), []);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) return (null, $"'{args[i]}' needs a value. Usage: {Usage}");
            var value = args[i + 1];
            SimulateArguments? next = args[i] switch
            {
                "--seeds" => Number(value) is > 0 and <= 10_000_000 and var seeds ? read with { Seeds = (int)seeds } : null,
                "--from" => Number(value) is { } from ? read with { From = from } : null,
                "--seed" => Number(value) is { } seed ? read with { Seed = seed } : null,
                "--plant" => Plants.All.Contains(value) ? read with { Plant = value } : null,
                "--json" => value.Length > 0 ? read with { Json = value } : null,
                "--storm" => Enum.TryParse<Kind>(value, out var kind) && kind >= Kind.ConsoleCut ? read with { Storm = [.. read.Storm, kind] } : null,
                "--without" => Without(read.Defences, value) is { } defences ? read with { Defences = defences } : null,
                _ => null,
            };
            if (next is null) return (null, $"'{args[i]} {value}' is not understood. Usage: {Usage}. Plants: {string.Join(' ', Plants.All)}.");
            read = next;
        }
        return (read, null);
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Defences? Without(Defences all, string name) => name switch
    {
        "behind" => all with { RefusesBehind = false },
        "restarts" => all with { NoticesRestarts = false },
        "memory" => all with { RemembersEntries = false },
        "joins" => all with { JoinsAgain = false },
        "claims" => all with { ClaimsAfterEpoch = false },
        _ => null,
    };
}
