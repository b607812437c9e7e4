using Microsoft.EntityFrameworkCore;
using Polly;
using Polly.Registry;

namespace Hotline.Server.Records;

/// <summary>The one way into SQL: reads, and transactions that are tried again when somebody else wrote first.</summary>
internal sealed class RecordsStore(IDbContextFactory<RecordsDb> contexts, WriteLane lane, ResiliencePipelineProvider<string> pipelines)
{
    private const int Attempts = 8;
    private readonly ResiliencePipeline reading = pipelines.GetPipeline(RecordsPipelines.Read);
    private readonly ResiliencePipeline looking = pipelines.GetPipeline(RecordsPipelines.Look);
    private readonly ResiliencePipeline writing = pipelines.GetPipeline(RecordsPipelines.Write);

    /// <exception cref="RecordsUnavailableException">SQL did not answer.</exception>
    public Task<T> ReadAsync<T>(Func<RecordsDb, Task<T>> read, CancellationToken cancel) => ReadAsync(reading, read, cancel);

    /// <summary>A small read that somebody waits for: gives up soon, and at once while others just gave up.</summary>
    /// <exception cref="RecordsUnavailableException">SQL did not answer.</exception>
    public Task<T> LookAsync<T>(Func<RecordsDb, Task<T>> read, CancellationToken cancel) => ReadAsync(looking, read, cancel);

    /// <summary>Runs, saves and commits; from the start again, on a fresh context, after a clash.</summary>
    /// <exception cref="RecordsUnavailableException">SQL did not answer.</exception>
    public async Task<T> WriteAsync<T>(Func<RecordsDb, Task<T>> work, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // What hangs is left behind: it may still commit, and whoever wrote it must reckon with that.
                return await writing.ExecuteAsync(async late => await OnceAsync(work, cancel).WaitAsync(late), cancel);
            }
            catch (Exception failed) when (attempt < Attempts && RecordsFailure.IsClash(failed))
            {
                // Apart from each other, or two who clashed would clash again.
                await Task.Delay(Random.Shared.Next(1, 4 * attempt), cancel);
            }
            catch (Exception failed) when (failed is ExecutionRejectedException || RecordsFailure.IsUnavailable(failed))
            {
                throw Unavailable(failed);
            }
        }
    }

    public Task WriteAsync(Func<RecordsDb, Task> work, CancellationToken cancel) =>
        WriteAsync(async db =>
        {
            await work(db);
            return true;
        }, cancel);

    /// <summary>One transaction, one attempt; clashes come out as they are.</summary>
    internal async Task<T> OnceAsync<T>(Func<RecordsDb, Task<T>> work, CancellationToken cancel)
    {
        using var turn = await lane.EnterAsync(cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var result = await work(db);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return result;
    }

    private async Task<T> ReadAsync<T>(ResiliencePipeline pipeline, Func<RecordsDb, Task<T>> read, CancellationToken cancel)
    {
        try
        {
            return await pipeline.ExecuteAsync(async late => await OnceReadAsync(read, cancel).WaitAsync(late), cancel);
        }
        catch (Exception failed) when (failed is ExecutionRejectedException || RecordsFailure.IsUnavailable(failed))
        {
            throw Unavailable(failed);
        }
    }

    private async Task<T> OnceReadAsync<T>(Func<RecordsDb, Task<T>> read, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await read(db);
    }

    private static RecordsUnavailableException Unavailable(Exception failed) => new($"The records did not answer ({failed.GetType().Name}).", failed);
}
