using System.Collections.Concurrent;

namespace Hotline.Server.Records;

/// <summary>Collects concurrent requests while a commit is on its way, and commits them together: many callers share one wait for the disk.</summary>
/// <param name="commit">A finished task for each item of a batch, in its order; what it throws goes to all of the batch.</param>
internal sealed class GroupCommit<TItem, TAnswer>(Func<IReadOnlyList<TItem>, Task<IReadOnlyList<Task<TAnswer>>>> commit, int most)
{
    private readonly ConcurrentQueue<Waiting> queue = new();
    private int running;

    /// <summary>A caller that gives up leaves its item: it may still be committed.</summary>
    public Task<TAnswer> PutAsync(TItem item, CancellationToken cancel)
    {
        var waiting = new Waiting(item, new TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously));
        queue.Enqueue(waiting);
        StartIfIdle();
        return waiting.Answer.Task.WaitAsync(cancel);
    }

    private void StartIfIdle()
    {
        if (Interlocked.CompareExchange(ref running, 1, 0) == 0) _ = Task.Run(DrainAsync, CancellationToken.None);
    }

    private async Task DrainAsync()
    {
        List<Waiting> batch = new(most);
        while (queue.TryDequeue(out var first))
        {
            batch.Add(first);
            while (batch.Count < most && queue.TryDequeue(out var next)) batch.Add(next);
            await CommitAsync(batch);
            batch.Clear();
        }
        Volatile.Write(ref running, 0);
        // An item may have come between the last look and the mark.
        if (!queue.IsEmpty) StartIfIdle();
    }

    private async Task CommitAsync(List<Waiting> batch)
    {
        try
        {
            var answers = await commit([.. batch.Select(waiting => waiting.Item)]);
            for (var i = 0; i < batch.Count; i++) batch[i].Answer.TrySetFromTask(answers[i]);
        }
        catch (Exception failed)
        {
            foreach (var waiting in batch) waiting.Answer.TrySetException(failed);
        }
    }

    private sealed record Waiting(TItem Item, TaskCompletionSource<TAnswer> Answer);
}
