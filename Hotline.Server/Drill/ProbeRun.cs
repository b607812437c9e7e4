using System.Globalization;
using System.Security.Cryptography;

namespace Hotline.Server.Drill;

/// <summary>Single contacts on an idle line, one after the other: from the post sent to the offer in a console's hands.</summary>
internal sealed class ProbeRun(FrontDoor door, DrillCrew crew, DrillClock clock, ContactStories stories)
{
    private const int WarmUp = 20;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Throws <see cref="DrillStoppedException"/> when an offer does not come within 30 s.</summary>
    public async Task<ProbeFigures> RunAsync(int count, Action probed, CancellationToken cancel)
    {
        foreach (var worker in crew.Workers)
            worker.Brisk = true;
        var run = RandomNumberGenerator.GetHexString(12, lowercase: true);
        var latencies = new List<TimeSpan>(count);
        for (var number = 0; number < WarmUp + count; number++)
        {
            var latency = await OnceAsync(string.Create(CultureInfo.InvariantCulture, $"probe-{run}-{number}"), cancel);
            if (number < WarmUp)
                continue;
            latencies.Add(latency);
            probed();
        }

        foreach (var worker in crew.Workers)
            worker.Brisk = false;
        return new ProbeFigures(count, Milliseconds(Figures.Percentile(latencies, 0.5)), Milliseconds(Figures.Percentile(latencies, 0.99)), Milliseconds(latencies.Max()));
    }

    private async Task<TimeSpan> OnceAsync(string key, CancellationToken cancel)
    {
        try
        {
            var sent = clock.Now;
            var receipt = await door.OpenAsync(Wire.Channel.Voice, Wire.Band.Low, key, cancel);
            var story = stories.Of(receipt.ContactId);
            story.Acknowledge(null, Wire.Channel.Voice, sent, clock.Now);
            var shown = await story.Shown.WaitAsync(Longest, cancel);
            await IdleAsync(story, cancel);
            return shown - sent;
        }
        catch (TimeoutException)
        {
            throw new DrillStoppedException($"A probe was not offered to anybody within {Longest.TotalSeconds:0} s.");
        }
    }

    // The line is idle again when the contact is over and everybody free, as their desks say.
    private async Task IdleAsync(ContactStory story, CancellationToken cancel)
    {
        for (var since = clock.Now; !story.IsOver || !crew.IsReady; await clock.Delay(TimeSpan.FromMilliseconds(2), cancel))
        {
            if (clock.Now - since > Longest)
                throw new TimeoutException();
        }
    }

    private static double Milliseconds(TimeSpan? span) => Math.Round(span!.Value.TotalMilliseconds, 2);
}
