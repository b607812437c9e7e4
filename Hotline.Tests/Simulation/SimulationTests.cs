using System.Collections.Immutable;
using NUnit.Framework;

namespace Hotline.Tests.Simulation;

/// <summary>The short form of the verb <c>simulate</c>, and the tests of that test: every planted fault is found.</summary>
internal sealed class SimulationTests
{
    private const int Seeds = 100;

    [Test]
    public void Nothing_is_lost_doubled_or_stuck_in_any_of_the_first_seeds()
    {
        var tally = new Tally();
        for (var seed = 1; seed <= Seeds; seed++) tally.Add(SimulatedRun.Of(Scenario.Of(seed)));

        Assert.That(tally.Failures, Is.Empty, "replay with: dotnet run -c Release --project Hotline.Tests -- simulate --seed N");
        // A simulation in which nothing goes wrong shows nothing.
        foreach (var what in new[] { "epochs published", "accepts acknowledged", "offers expired", "consoles lost", "requeues: offers_over", "restores that salvaged entries", "commands repeated", "decided again" })
            Assert.That(tally.CountOf(what), Is.Positive, what);
        foreach (var kind in Enum.GetValues<Kind>().Where(kind => kind >= Kind.ConsoleCut)) Assert.That(tally.CountOf("fault " + kind), Is.Positive, $"{kind}");
    }

    /// <param name="within">Seeds it must be found in.</param>
    /// <param name="by">The fault it shows as.</param>
    [TestCase(Plants.DropRequeue, 10, "lost")]
    [TestCase(Plants.ReuseFence, 10, "fence_twice")]
    [TestCase(Plants.ForgetCapacity, 10, "unsound")]
    [TestCase(Plants.ForgetCommands, 20, "command_twice")]
    [TestCase(Plants.AckBeforeInbox, 100, "lost")]
    [TestCase(Plants.AcceptExpired, 60, "accepted_late")]
    [TestCase(Plants.ReviveEnded, 60, "unsound")]
    [TestCase(Plants.BandFalls, 80, "band_fell")]
    [TestCase(Plants.SkipExpiry, 60, "offer_stands")]
    [TestCase(Plants.RestoreWithoutDrain, 150, "not_salvaged")]
    [TestCase(Plants.NeverClose, 60, "claim_lost", Kind.RedisRolledBack, Kind.SqlAway)]
    [TestCase(Plants.UnfencedRecorder, 60, "chain_broken", Kind.NodePaused, Kind.SqlAnswersLost, Kind.RedisWiped)]
    [TestCase(Plants.LoseClaim, 60, "claim_lost", Kind.SqlAway, Kind.RedisWiped, Kind.NodeKilled)]
    public void A_planted_fault_is_found(string plant, int within, string by, params Kind[] storm)
    {
        for (var seed = 1; seed <= within; seed++)
        {
            if (SimulatedRun.Of(Scenario.Of(seed, storm), plant).Fault is not { } fault) continue;
            Assert.That(fault.Name, Is.EqualTo(by), $"seed {seed}: {fault.What}");
            return;
        }
        Assert.Fail($"{plant} was not found in {within} seeds");
    }

    /// <summary>A console that answers between the look at its lease and the commit; on a slow Redis, all cut for about a lease life.</summary>
    [TestCase(Plants.NoLeaseGuard, "lost_too_soon")]
    [TestCase(null, null)]
    public void A_console_that_answers_at_the_last_moment_is_not_lost(string? plant, string? by)
    {
        var found = Enumerable.Range(1, 20).Select(seed => SimulatedRun.Of(new Scenario(seed, 1, 8, 75_000, Cuts(Dice.Of(seed, "cuts"))), plant).Fault?.Name).FirstOrDefault(name => name is not null);

        Assert.That(found, Is.EqualTo(by));
    }

    private static ImmutableArray<Happening> Cuts(Dice dice) =>
    [
        new Happening(3000, Kind.RedisSlow, 0, 70_000),
        .. Enumerable.Range(0, 32).Select(i => new Happening(5000 + (i / 8 * 17_000) + (i % 8 * 100), Kind.ConsoleCut, i % 8, dice.Int(8500, 13_000))),
    ];

    [TestCase(Kind.RedisRolledBack, Kind.SqlAway)]
    [TestCase(Kind.NodePaused, Kind.SqlAnswersLost, Kind.RedisWiped)]
    [TestCase(Kind.SqlAway, Kind.RedisWiped, Kind.NodeKilled)]
    public void A_storm_of_a_few_kinds_of_faults_breaks_nothing(params Kind[] storm)
    {
        for (var seed = 1; seed <= 20; seed++) Assert.That(SimulatedRun.Of(Scenario.Of(seed, storm)).Fault, Is.Null, $"seed {seed} with {string.Join(' ', storm)}");
    }

    [Test]
    public void The_same_seed_is_the_same_run()
    {
        var (once, again, other) = (SimulatedRun.Of(Scenario.Of(7)), SimulatedRun.Of(Scenario.Of(7)), SimulatedRun.Of(Scenario.Of(8)));

        Assert.That((again.Print, again.Steps), Is.EqualTo((once.Print, once.Steps)));
        Assert.That(other.Print, Is.Not.EqualTo(once.Print));
    }

    [Test]
    public void A_failing_seed_shrinks_to_what_the_fault_needs()
    {
        var failed = SimulatedRun.Of(Scenario.Of(1), Plants.DropRequeue);

        var shrunk = Shrinking.Of(failed, Plants.DropRequeue, new Defences());

        Assert.That(shrunk.Fault!.Name, Is.EqualTo(failed.Fault!.Name));
        Assert.That(shrunk.Scenario.Happenings, Has.Length.LessThanOrEqualTo(3));
        Assert.That(SimulatedRun.Of(shrunk.Scenario, Plants.DropRequeue, traces: true).Told, Has.Some.Contains("FAULT"));
    }

    [TestCase("--seeds")]
    [TestCase("--seeds", "none")]
    [TestCase("--plant", "no_such_plant")]
    [TestCase("--speed", "9")]
    public void Bad_arguments_are_told_in_one_line(params string[] args)
    {
        var (read, wrong) = SimulateArguments.Read(args);

        Assert.That(read, Is.Null);
        Assert.That(wrong, Does.Contain("Usage").And.Not.Contain("\n"));
    }
}
