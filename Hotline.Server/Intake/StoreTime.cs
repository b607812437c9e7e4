namespace Hotline.Server.Intake;

/// <summary>No answer of intake waits for a store without end.</summary>
internal static class StoreTime
{
    /// <summary>True and the value when the task ended in time; false when it did not. Its failure is thrown.</summary>
    public static async Task<(bool InTime, T? Value)> WithinAsync<T>(this Task<T> task, TimeSpan most, TimeProvider time)
    {
        if (task.IsCompleted) return (true, await task);
        try
        {
            return (true, await task.WaitAsync(most, time));
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            return (false, default);
        }
    }
}
