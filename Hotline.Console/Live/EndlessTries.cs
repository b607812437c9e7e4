using Hotline.Console.Access;

namespace Hotline.Console.Live;

/// <summary>Starts a connection, and starts it again whenever it gave up for good: for ever, with growing pauses, until its session is over.</summary>
internal static class EndlessTries
{
    /// <param name="attempt">Given how many rounds went before since the last success. True: connected just now; false: nothing was to do; null: the end.</param>
    /// <param name="failed">Given the same; true: the end.</param>
    public static async Task Run(Func<int, Task<bool?>> attempt, Func<int, Task<bool>> failed, TimeProvider time, CancellationToken stop)
    {
        for (var tries = 0; !stop.IsCancellationRequested; tries++)
        {
            try
            {
                if (await attempt(tries) is not { } connected)
                    return;
                if (connected)
                    tries = 0;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException && !stop.IsCancellationRequested)
            {
                if (await failed(tries))
                    return;
            }
            try
            {
                await Task.Delay(RetryDelay.After(tries + 1, Random.Shared.NextDouble()), time, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>The browser does not tell a refused handshake from a dead network; the session does.</summary>
    public static async Task<bool> HasEnded(ConsoleApi api, SignedIn signedIn)
    {
        if ((await api.ReadSession()).Slug != "not_signed_in")
            return false;
        signedIn.Ended("session_ended");
        return true;
    }
}
