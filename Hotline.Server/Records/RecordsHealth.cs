namespace Hotline.Server.Records;

/// <summary>Whether SQL answers and takes what is written, as the probe and the writers see it.</summary>
public sealed class RecordsHealth
{
    private readonly Lock gate = new();
    private TaskCompletionSource away = New();
    private bool silent;
    private bool refusing;

    public bool IsAway => Away.IsCompleted;

    /// <summary>Completes as soon as SQL is found away; a new one after it is back.</summary>
    public Task Away => Volatile.Read(ref away).Task;

    /// <summary>One look at SQL: did it answer in time?</summary>
    internal void Probed(bool answered) => Set(ref silent, !answered);

    /// <summary>Writes are no longer tried because they failed, or are again.</summary>
    internal void Refuses(bool writes) => Set(ref refusing, writes);

    private void Set(ref bool what, bool value)
    {
        lock (gate)
        {
            what = value;
            if (silent || refusing) away.TrySetResult();
            else if (away.Task.IsCompleted) Volatile.Write(ref away, New());
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
