using Hotline.Server.Drill;
using Hotline.Tests.Chaos.Checks;
using Hotline.Tests.Chaos.Clients;
using Hotline.Tests.Chaos.Faults;
using Hotline.Tests.Chaos.Stage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Chaos;

/// <summary>One chaos run: the stage, the load, a fault a round, and the verdict.</summary>
internal sealed class ChaosRun(ChaosPlan plan, ChaosScreen screen, TimeProvider time)
{
    /// <summary>An offer that has not come by then counts as this long.</summary>
    private static readonly TimeSpan OfferBound = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DrainBound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndBound = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private const int FewWaiting = 3;

    private readonly DrillClock clock = new(time);
    private readonly Chance chance = new(plan.Seed, 0);
    private readonly Dictionary<string, string> stuck = [];
    private readonly List<Round> rounds = [];

    /// <summary>The folder with the logs stays when something was found.</summary>
    public async Task<ChaosReport> RunAsync(CancellationToken cancel)
    {
        screen.Say($"Starting {plan.Nodes} nodes, redis-server and PostgreSQL …");
        await using var stage = await ChaosStage.StartAsync(plan.Nodes, plan.Seed, clock);
        var names = Playable(stage);
        var shift = new Shift(plan.Seed, clock);
        using var door = new SeekerDoor(stage.Balancer, shift);
        await using var crew = new Crew(stage, shift, door);
        await crew.ComeAsync(plan.Workers, cancel);
        await Until.True(() => crew.IsReady, "every worker is on duty", TimeSpan.FromSeconds(60));
        var load = new SeekerLoad(door, shift, plan.Rate);
        var scene = new Scene(stage, crew, load, shift, chance);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var began = clock.Now;
        var loading = shift.Watch(load.RunAsync(enough.Token, over.Token));
        var watching = shift.Watch(WatchAsync(scene, over.Token));
        await PlayAsync(scene, names, cancel);
        await enough.CancelAsync();
        await loading;
        await UntilAsync(() => load.Posting == 0 && shift.Histories.Backlog == 0 && crew.HoldsNothing, EndBound, cancel);
        await over.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var check = new FinalCheck(stage, shift, door);
        await crew.GoHomeAsync();
        for (var since = clock.Now; clock.Now - since < DrainBound && !await check.IsRecordedAsync(cancel);) await clock.Delay(Look, cancel);
        var verdict = await check.RunAsync([.. crew.Workers.SelectMany(worker => worker.Holds())], cancel);
        Explain(shift, verdict, stage.Folder);
        var report = Report(shift, crew, load, verdict, clock.Now - began);
        stage.KeepLogs = !report.IsGood;
        return report;
    }

    private IReadOnlyList<string> Playable(ChaosStage stage)
    {
        if (stage.Postgres.HasOwnDisk || !plan.Scenarios.Contains("fill_disk")) return plan.Scenarios;
        var without = plan.Scenarios.Where(name => name != "fill_disk").ToList();
        screen.Say("fill_disk is left out: no tmpfs can be mounted here (root is needed).");
        return without.Count > 0 ? without : throw new ChaosStoppedException("fill_disk needs a tmpfs, which only root may mount.");
    }

    private async Task PlayAsync(Scene scene, IReadOnlyList<string> names, CancellationToken cancel)
    {
        await clock.Delay(TimeSpan.FromSeconds(3), cancel);
        List<string> bag = [];
        for (var number = 1; number <= plan.Rounds; number++)
        {
            // From a shuffled bag: random in order, and every fault as often as the others.
            if (bag.Count == 0) bag = [.. names.OrderBy(_ => chance.Next())];
            var name = bag[^1];
            bag.RemoveAt(bag.Count - 1);
            var round = PlayAsync(scene, number, name, cancel);
            await await Task.WhenAny(round, scene.Shift.Failed);
            rounds.Add(await round);
            screen.Show(rounds[^1]);
            if (rounds.TakeLast(3).Count(one => one.Recovery is null) == 3)
            {
                screen.Say("No offers after three faults: the run ends here.");
                return;
            }
        }
    }

    private async Task<Round> PlayAsync(Scene scene, int number, string name, CancellationToken cancel)
    {
        var began = clock.Now;
        var end = await FaultTable.All[name](scene, cancel);
        TimeSpan? Recovered() => end.Recovered is null ? scene.Shift.Histories.NextOffer(end.EndedAt)?.At : end.Recovered();
        await UntilAsync(() => Recovered() is not null, OfferBound, cancel);
        var recovered = Recovered();
        foreach (var node in scene.Stage.Nodes) await Until.True(node.IsReadyAsync, $"{node.Name} is ready after {name}", TimeSpan.FromSeconds(90));
        await UntilAsync(() => clock.Now - end.EndedAt >= plan.SettleFor, plan.SettleFor, cancel);
        await UntilAsync(() => scene.Shift.Histories.Backlog <= FewWaiting && scene.Load.Posting <= FewWaiting, DrainBound, cancel);
        return new Round(
            number, name, end.What, recovered - end.EndedAt, scene.Shift.Histories.LongestGap(began, recovered ?? clock.Now), clock.Now - began, scene.Shift.Histories.Backlog);
    }

    private async Task WatchAsync(Scene scene, CancellationToken stop)
    {
        var last = clock.Now;
        while (!stop.IsCancellationRequested)
        {
            foreach (var worker in scene.Crew.Workers) worker.Look();
            var now = clock.Now;
            var (desks, open) = scene.Shift.Histories.Now();
            // A machine too busy to run this loop has stalled the clients as well: they have seen nothing meanwhile.
            if (now - last < TimeSpan.FromSeconds(2))
                foreach (var finding in StuckWatch.Find(now, scene.WellSince, desks, open))
                    if (stuck.TryAdd(finding.Contact, finding.What)) screen.Say("      stuck: " + finding.What);
            last = now;
            await clock.Delay(Look * 2, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Explain(Shift shift, Verdict verdict, string folder)
    {
        foreach (var (contact, what) in verdict.Lost) Tell("lost", contact, what);
        foreach (var (contact, what) in verdict.DoubleHeld) Tell("double held", contact, what);
        foreach (var (contact, what) in stuck) Tell("stuck", contact, what);
        foreach (var what in verdict.ChainBroken) screen.Say("chain broken: " + what);
        if (verdict.Lost.Count + verdict.DoubleHeld.Count + verdict.ChainBroken.Count + stuck.Count > 0) screen.Say($"The logs of nodes and stores are in {folder}.");

        void Tell(string kind, string contact, string what)
        {
            screen.Say($"{kind}: {contact}: {what}");
            screen.Say("  as the clients lived it:");
            foreach (var note in shift.Histories.Of(contact)) screen.Say($"    {note.At.TotalSeconds,9:0.000} {note.Who}: {note.What}");
            if (verdict.Timelines.TryGetValue(contact, out var timeline)) screen.Say("  as SQL has it:\n" + timeline);
        }
    }

    private ChaosReport Report(Shift shift, Crew crew, SeekerLoad load, Verdict verdict, TimeSpan took)
    {
        var acknowledged = shift.Histories.Acknowledged;
        var spans = rounds.ConvertAll(round => round.Recovery ?? OfferBound);
        return new ChaosReport(
            rounds.Count, acknowledged.Count, verdict.Lost.Count, verdict.DoubleHeld.Count, stuck.Count, verdict.ChainBroken.Count,
            ChaosReport.Percentile(spans, 0.5), ChaosReport.Percentile(spans, 0.99),
            new SortedDictionary<string, int>(rounds.CountBy(round => round.Fault).ToDictionary(), StringComparer.Ordinal), ChaosReport.Figures(rounds, OfferBound),
            acknowledged.Count(story => story.EndedAt is not null), acknowledged.Count(story => story.LeftAt is not null), acknowledged.Count(story => !story.IsOver && !story.WasAnswered),
            acknowledged.Count(story => story.Durability == "journaled"), shift.Histories.Answers(503), shift.Histories.Answers(0), load.Posting, shift.Histories.Offers.Count,
            new SortedDictionary<string, int>(crew.Workers.SelectMany(worker => worker.Refusals).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)), StringComparer.Ordinal),
            plan.Nodes, plan.Workers, plan.Rate, plan.Seed, ChaosReport.InSeconds(took));
    }

    private async Task UntilAsync(Func<bool> condition, TimeSpan most, CancellationToken cancel)
    {
        for (var since = clock.Now; !condition() && clock.Now - since < most;) await clock.Delay(Look, cancel);
    }
}
