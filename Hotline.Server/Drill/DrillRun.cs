using System.Globalization;
using Spectre.Console;

namespace Hotline.Server.Drill;

/// <summary>One drill from sign-in to the figures.</summary>
internal sealed class DrillRun(DrillPlan plan, TimeProvider time)
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly DrillClock clock = new(time);
    private readonly ContactStories stories = new();
    private HandOvers? handOvers;
    private readonly DrillScreen screen = new(AnsiConsole.Console);

    public async Task<DrillReport> RunAsync(CancellationToken cancel)
    {
        var arrivals = Plan();
        using var door = new FrontDoor(plan, clock);
        handOvers = plan.Chances.Escalate > 0 ? new HandOvers(door, clock) : null;
        var tools = new SimulatedWorker.Tools(plan, clock, stories, handOvers);
        await using var crew = new DrillCrew(door, plan, tools);
        var crowd = new SeekerCrowd(door, plan, clock, stories);
        await using var rules = new RulesOnTrial(door, plan, clock);
        try
        {
            // A wrong address is to be said at once, not tried for ever.
            await door.ReadHintsAsync(cancel);
            var inUse = await rules.BeginAsync(crew.PasswordAsync, cancel);
            var (report, complaints) = await screen.ShowAsync(async progress =>
            {
                var work = RunAsync(arrivals, new Stage(door, crew, crowd), progress, cancel);
                await await Task.WhenAny(work, tools.Failed);
                return await work;
            });
            report = report with { Rules = inUse, HandOvers = handOvers?.Figures() };
            screen.Show(report);
            screen.Complain(complaints);
            return report;
        }
        catch (RefusedAtDoorException refused)
        {
            throw new DrillStoppedException(refused.Message);
        }
    }

    private sealed record Stage(FrontDoor Door, DrillCrew Crew, SeekerCrowd Crowd);

    private async Task<(DrillReport Report, IReadOnlyList<string> Complaints)> RunAsync(
        IReadOnlyList<PlannedArrival> arrivals, Stage stage, ProgressContext progress, CancellationToken cancel)
    {
        var entering = progress.AddTask("workers", maxValue: plan.Workers);
        await stage.Crew.ComeAsync(() => entering.Increment(1), cancel);
        await UntilAsync(() => stage.Crew.IsReady, ReadyWithin, cancel);
        if (!stage.Crew.Workers.Any(worker => worker.IsFree))
            throw new DrillStoppedException($"No worker is on duty {ReadyWithin.TotalSeconds:0} s after signing in.");

        ProbeFigures? probe = null;
        if (plan.Probe > 0)
        {
            var probing = progress.AddTask("probe", maxValue: plan.Probe);
            probe = await new ProbeRun(stage.Door, stage.Crew, clock, stories).RunAsync(plan.Probe, () => probing.Increment(1), cancel);
        }

        var began = clock.Now;
        if (arrivals.Count > 0)
            await ReplayAsync(arrivals, stage, progress, cancel);
        var took = clock.Now - began;

        var acknowledged = stories.Acknowledged;
        var fates = await FinalReading.ReadAsync(stage.Door, acknowledged, cancel);
        var clashes = DoubleHolding.Find(stage.Crew.Workers.SelectMany(worker => worker.Holds()));
        return (Report(stage, fates, clashes.Count, took, probe), [.. Complaints(fates, clashes)]);
    }

    private async Task ReplayAsync(IReadOnlyList<PlannedArrival> arrivals, Stage stage, ProgressContext progress, CancellationToken cancel)
    {
        var replaying = progress.AddTask("arrivals", maxValue: arrivals.Count);
        var arriving = stage.Crowd.ArriveAsync(arrivals, cancel);
        while (!arriving.IsCompleted)
        {
            Describe(replaying, stage);
            await Task.WhenAny(arriving, clock.Delay(Look * 5, cancel));
        }

        await arriving;
        replaying.Value = arrivals.Count;
        var draining = progress.AddTask("draining", maxValue: 1);
        await UntilAsync(
            () =>
            {
                Describe(draining, stage);
                return stories.Acknowledged.All(story => story.IsOver) && stage.Crew.Workers.All(worker => worker.HoldsNothing) && handOvers?.IsQuiet != false;
            },
            plan.Drain, cancel);
        draining.Value = 1;
    }

    private void Describe(ProgressTask task, Stage stage)
    {
        var known = stories.Acknowledged;
        var answered = known.Count(story => story.AnsweredAt is not null);
        var left = known.Count(story => story.LeftAt is not null);
        if (task.MaxValue > 1)
            task.Value = stage.Crowd.Posted;
        task.Description = string.Create(
            CultureInfo.InvariantCulture, $"{(task.MaxValue > 1 ? "arrivals" : "draining")}: {known.Count} acknowledged, {answered} answered, {left} left, {known.Count - answered - left} waiting");
    }

    private DrillReport Report(Stage stage, IReadOnlyList<(ContactStory Story, Fate Fate)> fates, int clashes, TimeSpan took, ProbeFigures? probe)
    {
        var replayed = fates.Where(one => one.Story.Arrival is not null).ToList();
        var stories = replayed.ConvertAll(one => one.Story);
        var workers = stage.Crew.Workers;
        return new DrillReport(
            stage.Crowd.Posted, replayed.Count, Count(Fate.Answered), Count(Fate.Abandoned), Count(Fate.Waiting),
            fates.Count(one => one.Fate == Fate.Lost), clashes, workers.Sum(worker => worker.OffersExpired), fates.Count(one => one.Fate == Fate.Undone),
            workers.Sum(worker => worker.Declined), workers.Sum(worker => worker.ConsolesLost), workers.Sum(worker => worker.Reconnects),
            plan.Workers, plan.Speed, plan.Seed, Math.Round(took.TotalSeconds, 1),
            new BandRows(Figures.Of(Wire.Band.Imminent, stories), Figures.Of(Wire.Band.High, stories), Figures.Of(Wire.Band.Moderate, stories), Figures.Of(Wire.Band.Low, stories)),
            probe);

        int Count(Fate fate) => replayed.Count(one => one.Fate == fate);
    }

    private static IEnumerable<string> Complaints(IReadOnlyList<(ContactStory Story, Fate Fate)> fates, IReadOnlyList<(Hold First, Hold Second)> clashes) =>
        fates.Where(one => one.Fate is Fate.Lost or Fate.Undone).Select(one => $"{one.Fate}: {one.Story.Id}")
            .Concat(clashes.Select(clash => string.Create(
                CultureInfo.InvariantCulture,
                $"Held twice: {clash.First.Contact} by {clash.First.Worker} {clash.First.From.TotalSeconds:0.000}–{clash.First.Until.TotalSeconds:0.000} s and by {clash.Second.Worker} {clash.Second.From.TotalSeconds:0.000}–{clash.Second.Until.TotalSeconds:0.000} s")));

    private IReadOnlyList<PlannedArrival> Plan()
    {
        if (plan.Arrivals is not { } file)
            return [];
        using var text = File.OpenText(file);
        return ArrivalFile.Compress(ArrivalFile.Read(text, plan.From, plan.To), plan.Speed);
    }

    private async Task UntilAsync(Func<bool> condition, TimeSpan most, CancellationToken cancel)
    {
        for (var since = clock.Now; !condition() && clock.Now - since < most;)
            await clock.Delay(Look, cancel);
    }
}
