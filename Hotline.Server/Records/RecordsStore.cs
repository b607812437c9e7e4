using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Records;

/// <summary>The one way into SQL: reads, and transactions that are tried again when somebody else wrote first.</summary>
internal sealed class RecordsStore(IDbContextFactory<RecordsDb> contexts, WriteLane lane)
{
    private const int Attempts = 8;

    /// <exception cref="RecordsUnavailableException">SQL did not answer.</exception>
    public async Task<T> ReadAsync<T>(Func<RecordsDb, Task<T>> read, CancellationToken cancel)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
            return await read(db);
        }
        catch (Exception failed) when (RecordsFailure.IsUnavailable(failed))
        {
            throw Unavailable(failed);
        }
    }

    /// <summary>Runs, saves and commits; from the start again, on a fresh context, after a clash.</summary>
    /// <exception cref="RecordsUnavailableException">SQL did not answer.</exception>
    public async Task<T> WriteAsync<T>(Func<RecordsDb, Task<T>> work, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(work, cancel);
            }
            catch (Exception failed) when (attempt < Attempts && RecordsFailure.IsClash(failed))
            {
                // Apart from each other, or two who clashed would clash again.
                await Task.Delay(Random.Shared.Next(1, 4 * attempt), cancel);
            }
            catch (Exception failed) when (RecordsFailure.IsUnavailable(failed))
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

    private static RecordsUnavailableException Unavailable(Exception failed) => new($"The records did not answer ({failed.GetType().Name}).", failed);
}
