using System.Collections.Immutable;
using System.Globalization;

namespace Hotline.Tests.Simulation;

internal enum Kind
{
    // What people do
    Arrival, Withdrawal, Evidence, Break, Requeue, TakeOver, Assign,

    // What goes wrong
    ConsoleCut, ConsoleClosed, NodeKilled, NodePaused, NodeCut, RedisAway, RedisRolledBack, RedisWiped, RedisSlow, RedisAnswersLost, HintsLost, SqlAway, SqlAnswersLost,
}

/// <param name="Subject">Number of the contact, worker or node.</param>
/// <param name="ForMs">How long; of a roll-back, how much is lost.</param>
internal sealed record Happening(long AtMs, Kind Kind, int Subject, int ForMs)
{
    public bool IsFault => Kind >= Kind.ConsoleCut;

    public override string ToString()
    {
        var whom = Kind switch
        {
            Kind.Arrival or Kind.Withdrawal or Kind.Evidence or Kind.Requeue or Kind.TakeOver or Kind.Assign => $" c{Subject}",
            Kind.Break or Kind.ConsoleCut or Kind.ConsoleClosed => $" w{Subject}",
            Kind.NodeKilled or Kind.NodePaused or Kind.NodeCut => $" node {Subject}",
            _ => "",
        };
        var length = ForMs == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {ForMs} ms");
        return string.Create(CultureInfo.InvariantCulture, $"{AtMs / 1000.0,9:F3} s  {Kind}{whom}{length}");
    }
}

/// <summary>All that a run is made of besides chance by the seed. Happenings may be left out and the run made again.</summary>
internal sealed record Scenario(long Seed, int Nodes, int Workers, long FaultsEndMs, ImmutableArray<Happening> Happenings)
{
    private const long QuietMs = 45_000;

    private static readonly Kind[] Faults = [.. Enum.GetValues<Kind>().Where(kind => kind >= Kind.ConsoleCut)];

    public long EndMs => FaultsEndMs + QuietMs;

    /// <param name="storm">Only these faults, many of them, on three nodes: for coincidences that are rare otherwise.</param>
    public static Scenario Of(long seed, params Kind[] storm)
    {
        var dice = Dice.Of(seed, "scenario");
        var (nodes, workers, contacts) = (dice.Int(1, 3), dice.Int(3, 8), dice.Int(5, 25));
        var activeMs = dice.Int(20, 75) * 1000;
        // Some runs are calm, some are storms; some have one kind of fault only.
        var faults = dice.Int(0, 9) switch { 0 => 0, < 5 => dice.Int(1, 4), < 9 => dice.Int(4, 10), _ => dice.Int(10, 20) };
        Kind[] kinds = dice.Hits(0.3) ? [dice.Pick(Faults), dice.Pick(Faults)] : Faults;
        if (storm.Length > 0) (nodes, faults, kinds) = (3, 25, storm);
        List<Happening> all = [];
        for (var i = 0; i < contacts; i++)
        {
            // Half of them in the first seconds, so that there is a queue.
            var at = dice.Int(1500, dice.Hits(0.5) ? 8000 : activeMs);
            all.Add(new Happening(at, Kind.Arrival, i, 0));
            if (dice.Hits(0.15)) all.Add(new Happening(at + dice.Int(20, 30_000), Kind.Withdrawal, i, 0));
            if (dice.Hits(0.35)) all.Add(new Happening(at + dice.Int(20, 30_000), Kind.Evidence, i, 0));
            if (dice.Hits(0.08)) all.Add(new Happening(at + dice.Int(1000, 30_000), dice.Pick([Kind.Requeue, Kind.TakeOver, Kind.Assign]), i, 0));
        }
        for (var i = 0; i < workers; i++)
            if (dice.Hits(0.3)) all.Add(new Happening(dice.Int(5000, activeMs), Kind.Break, i, dice.Int(1000, 20_000)));
        // Misfortunes come together: half of them stand within three seconds of the one before.
        var at0 = 0;
        for (var i = 0; i < faults; i++)
        {
            var (at, kind) = (at0 > 0 && dice.Hits(0.5) ? at0 + dice.Int(0, 3000) : dice.Int(2000, activeMs), dice.Pick(kinds));
            at0 = at;
            var subject = kind is Kind.ConsoleCut or Kind.ConsoleClosed ? dice.Int(0, workers - 1) : dice.Int(0, nodes - 1);
            all.Add(new Happening(at, kind, subject, Length(kind, dice)));
        }
        return new Scenario(seed, nodes, workers, activeMs, [.. all.Where(one => one.AtMs < activeMs).OrderBy(one => one.AtMs)]);
    }

    private static int Length(Kind kind, Dice dice) => kind switch
    {
        Kind.ConsoleCut => dice.Int(300, 20_000),
        Kind.ConsoleClosed => dice.Int(5000, 90_000),
        Kind.NodeKilled => dice.Int(500, 8000),
        Kind.NodePaused => dice.Int(200, 20_000),
        Kind.NodeCut => dice.Int(500, 15_000),
        Kind.RedisAway => dice.Int(200, 10_000),
        Kind.RedisRolledBack => dice.Int(1, 2000),
        Kind.RedisWiped => 0,
        Kind.RedisSlow => dice.Int(1000, 10_000),
        Kind.SqlAway => dice.Int(500, 30_000),
        _ => dice.Int(1000, 15_000),
    };
}
