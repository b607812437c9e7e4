using System.Globalization;
using Hotline.Tests.Chaos.Stage;

namespace Hotline.Tests.Chaos.Clients;

/// <summary>The workers, each with a console and a cable of its own, spread over the nodes.</summary>
internal sealed class Crew(ChaosStage stage, Shift shift, SeekerDoor door) : IAsyncDisposable
{
    private static readonly TimeSpan GoodbyeWithin = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource leaving = new();
    private readonly List<ChaosWorker> workers = [];
    private readonly List<ConsoleCable> cables = [];
    private readonly List<Task> shifts = [];

    public IReadOnlyList<ChaosWorker> Workers => workers;

    public ConsoleCable CableOf(ChaosWorker worker) => cables[workers.IndexOf(worker)];

    public bool IsReady => workers.TrueForAll(worker => worker.IsReady);

    public bool HoldsNothing => workers.TrueForAll(worker => worker.HoldsNothing);

    public async Task ComeAsync(int count, CancellationToken cancel)
    {
        var names = Enumerable.Range(1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"drill-{number:000}")).ToList();
        var cookies = new string[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancel },
            async (index, stop) => cookies[index] = await door.SignInAsync(names[index], stop));
        for (var index = 0; index < count; index++)
        {
            var name = names[index];
            var cable = new ConsoleCable(stage.Balancer);
            var worker = new ChaosWorker(index + 1, name, shift, cable.Url, stop => door.SignInAsync(name, stop), leaving.Token);
            cables.Add(cable);
            workers.Add(worker);
            shifts.Add(worker.RunAsync(cookies[index]));
        }
    }

    /// <summary>Off duty and home; what they held ends here.</summary>
    public async Task GoHomeAsync()
    {
        if (leaving.IsCancellationRequested) return;
        using var soon = new CancellationTokenSource(GoodbyeWithin);
        await Task.WhenAll(workers.Select(worker => worker.LeaveAsync(soon.Token))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await leaving.CancelAsync();
        await Task.WhenAll(shifts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var cable in cables) await cable.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await GoHomeAsync();
        leaving.Dispose();
    }
}
