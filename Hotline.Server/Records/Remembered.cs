using Microsoft.EntityFrameworkCore;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Records;

/// <summary>A kind of setting that a node holds in memory.</summary>
public interface IRemembered
{
    /// <summary>One of <see cref="Kinds"/>.</summary>
    string Kind { get; }

    /// <summary>Reads again if the change mark moved. Never throws for the store: what is known stays known.</summary>
    Task RefreshAsync(CancellationToken cancel);
}

/// <summary>
/// Holds <typeparamref name="T"/> in memory, read from SQL whenever its change mark moved: looked at every second, so fresh within 2 s.
/// While SQL does not answer, the last known value stands.
/// </summary>
public abstract partial class Remembered<T>(string kind, T empty, IDbContextFactory<RecordsDb> records, LoopBeats loops, TimeProvider clock, ILogger logger)
    : BackgroundService, IRemembered where T : class
{
    public static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(45);

    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile T current = empty;
    private long known;
    private bool failing;

    public string Kind => kind;

    protected T Current => current;

    protected TimeProvider Clock => clock;

    protected abstract Task<T> LoadAsync(RecordsDb db, CancellationToken cancel);

    /// <summary>Called after the value was exchanged, one at a time.</summary>
    protected virtual void Turned(T before, T after) { }

    /// <summary>Called with every look at the mark.</summary>
    protected virtual Task WhilePollingAsync(RecordsDb db, CancellationToken cancel) => Task.CompletedTask;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public async Task RefreshAsync(CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await using var db = await records.CreateDbContextAsync(cancel);
            await LookAsync(db, cancel);
            await WhilePollingAsync(db, cancel);
            failing = false;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            if (!failing)
                NotRead(logger, kind, failure);
            failing = true;
        }
        finally
        {
            gate.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(PollEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            loops.Beat("settings:" + kind, LateAfter);
            await RefreshAsync(stoppingToken);
        }
    }

    public override void Dispose()
    {
        gate.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    // The mark is read before the rows: a change in between is read twice, never missed.
    private async Task LookAsync(RecordsDb db, CancellationToken cancel)
    {
        var mark = await db.Set<ChangeMark>().Where(row => row.Kind == kind).Select(row => row.Number).SingleAsync(cancel);
        if (mark == known)
            return;
        var before = current;
        current = await LoadAsync(db, cancel);
        known = mark;
        Turned(before, current);
    }

    [LoggerMessage(1301, LogLevel.Warning, "Settings of kind {Kind} could not be read; the last known ones stand.")]
    private static partial void NotRead(ILogger logger, string kind, Exception failure);
}
