using System.Diagnostics;
using NUnit.Framework;

namespace Hotline.Tests.Support;

/// <summary>Waits for a condition. The only place of the tests that polls.</summary>
public static class Until
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>Fails the test with <paramref name="what"/> when it does not become true in time (default 10 s).</summary>
    public static Task True(Func<bool> condition, string what, TimeSpan? within = null) =>
        True(() => Task.FromResult(condition()), what, within);

    public static async Task True(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        var most = within ?? TimeSpan.FromSeconds(10);
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > most)
                throw new AssertionException($"Not within {most.TotalSeconds:0.#} s: {what}");
            await Task.Delay(Step);
        }
    }

    /// <summary>The first value that is not null; fails the test when none comes in time (default 10 s).</summary>
    public static async Task<T> Some<T>(Func<Task<T?>> read, string what, TimeSpan? within = null)
        where T : class
    {
        T? found = null;
        await True(async () => (found = await read()) is not null, what, within);
        return found!;
    }
}
