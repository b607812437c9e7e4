using NUnit.Framework;

namespace Hotline.Tests.Simulation;

/// <summary>The short form of the verb <c>simulate</c>, and the tests of that test: every planted fault is found.</summary>
public sealed class SimulationTests
{
    private const int Seeds = 150;

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

    /// <param name="from">Where to begin: rare coincidences are not waited for from the first seed.</param>
    /// <param name="within">Seeds it must be found in.</param>
    /// <param name="by">The fault it shows as.</param>
    [TestCase(Plants.DropRequeue, 1, 10, "lost")]
    [TestCase(Plants.ReuseFence, 1, 10, "fence_twice")]
    [TestCase(Plants.ForgetCapacity, 1, 10, "unsound")]
    [TestCase(Plants.ForgetCommands, 1, 20, "command_twice")]
    [TestCase(Plants.AckBeforeInbox, 1, 60, "lost")]
    [TestCase(Plants.AcceptExpired, 1, 40, "accepted_late")]
    [TestCase(Plants.ReviveEnded, 1, 40, "unsound")]
    [TestCase(Plants.BandFalls, 1, 60, "band_fell")]
    [TestCase(Plants.SkipExpiry, 1, 40, "offer_stands")]
    [TestCase(Plants.RestoreWithoutDrain, 1, 80, "not_salvaged")]
    [TestCase(Plants.UnfencedRecorder, 160, 70, "chain_broken")]
    [TestCase(Plants.LoseClaim, 80, 10, "claim_lost")]
    [TestCase(Plants.NoLeaseGuard, 330, 10, "lost_too_soon")]
    [TestCase(Plants.NeverClose, 105, 45, "not_salvaged")]
    public void A_planted_fault_is_found(string plant, int from, int within, string by)
    {
        for (var seed = from; seed < from + within; seed++)
        {
            if (SimulatedRun.Of(Scenario.Of(seed), plant).Fault is not { } fault) continue;
            Assert.That(fault.Name, Is.EqualTo(by), $"seed {seed}: {fault.What}");
            return;
        }
        Assert.Fail($"{plant} was not found in {within} seeds");
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
