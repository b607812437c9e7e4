using Hotline.Server.Drill;
using Hotline.Tests.Chaos.Checks;

namespace Hotline.Tests.Chaos.Clients;

/// <summary>What all clients of a run share.</summary>
internal sealed class Shift(int seed, DrillClock clock)
{
    public const string Line = "drill";

    /// <summary>A console that answered a beat within this is connected: two beats and a little.</summary>
    public static readonly TimeSpan Connected = TimeSpan.FromSeconds(9);

    private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Seed => seed;
    public DrillClock Clock => clock;
    public Histories Histories { get; } = new(clock);
    public FenceBook Fences { get; } = new();

    /// <summary>Fails with the first failure of a client's own code; otherwise never completes.</summary>
    public Task Failed => failed.Task;

    /// <summary>Only the end of the run ends a client's task from outside; whatever else fails must be seen.</summary>
    public Task Watch(Task task)
    {
        task.ContinueWith(done => failed.TrySetException(done.Exception!.InnerExceptions), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return task;
    }
}
