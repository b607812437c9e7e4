using Hotline.Server.Drill;

namespace Hotline.Tests.Bench.Load;

/// <summary>The drill's own workers on the line of Development that is there for them.</summary>
internal static class DrillLine
{
    public const string Password = "hotline-demo";

    /// <param name="handle">Mean length of a conversation.</param>
    /// <param name="answer">Mean time until an offer is taken.</param>
    public static DrillPlan Plan(Uri server, int workers, DrillPlan.Odds odds, TimeSpan handle, TimeSpan answer) => new(
        server, null, null, null, 1, workers, odds, handle, answer, TimeSpan.Zero, TimeSpan.Zero, 0, null, 1,
        new DrillPlan.Entrance(BenchCrew.Line, "hlk_drill-voice_development", "hlk_drill-chat_development", "drill-", Password));

    /// <summary>One after the other at this distance, until it is stopped.</summary>
    public static async Task ArriveAsync(TimeSpan gap, Func<int, CancellationToken, Task> open, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(gap);
        try
        {
            for (var number = 0; await timer.WaitForNextTickAsync(stop); number++) await open(number, stop);
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }
}
