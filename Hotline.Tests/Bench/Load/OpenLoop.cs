using System.Diagnostics;

namespace Hotline.Tests.Bench.Load;

/// <summary>Sends so many a second, whatever becomes of those before: what waits is not spared the next.</summary>
internal static class OpenLoop
{
    /// <param name="send">Starts one and returns its figure, milliseconds.</param>
    /// <returns>All figures, in order of size.</returns>
    public static async Task<double[]> RunAsync(double rate, TimeSpan span, Func<Task<double>> send, CancellationToken cancel)
    {
        var count = (int)Math.Round(rate * span.TotalSeconds);
        List<Task<double>> sent = new(count);
        var clock = Stopwatch.StartNew();
        while (sent.Count < count)
        {
            var due = Math.Min(count, (int)(clock.Elapsed.TotalSeconds * rate) + 1);
            while (sent.Count < due) sent.Add(send());
            await Task.Delay(1, cancel);
        }
        var all = await Task.WhenAll(sent);
        Array.Sort(all);
        return all;
    }

    /// <param name="ordered">Smallest first.</param>
    public static double Percentile(double[] ordered, double share) => ordered[Math.Min(ordered.Length - 1, (int)Math.Ceiling(ordered.Length * share) - 1)];
}
