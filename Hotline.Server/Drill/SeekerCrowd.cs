using System.Globalization;
using System.Security.Cryptography;

namespace Hotline.Server.Drill;

/// <summary>The help seekers: each comes when due, posts until acknowledged, and leaves when nobody answers within their patience.</summary>
internal sealed class SeekerCrowd(FrontDoor door, DrillPlan plan, DrillClock clock, ContactStories stories)
{
    // Rows repeat from drill to drill; keys must not.
    private readonly string run = RandomNumberGenerator.GetHexString(12, lowercase: true);
    private int posted;

    public int Posted => Volatile.Read(ref posted);

    /// <summary>Completes when the last one was acknowledged; who is patient goes on waiting. Throws <see cref="RefusedAtDoorException"/>.</summary>
    public async Task ArriveAsync(IReadOnlyList<PlannedArrival> arrivals, CancellationToken cancel)
    {
        var start = clock.Now;
        var posts = new List<Task>(arrivals.Count);
        foreach (var (due, arrival) in arrivals)
        {
            await clock.Delay(start + due - clock.Now, cancel);
            posts.Add(ComeAsync(arrival, cancel));
            // A refused one stops the drill at once, not at its end.
            if (posts.Find(post => post.IsFaulted) is { } refused)
                await refused;
        }

        await Task.WhenAll(posts);
    }

    private async Task ComeAsync(Arrival arrival, CancellationToken cancel)
    {
        var chance = new Chance(plan.Seed, arrival.Row + 1_000_000);
        var channel = chance.Happens(plan.Chances.Chat) ? Wire.Channel.Chat : Wire.Channel.Voice;
        var patience = plan.Patience > TimeSpan.Zero ? chance.Exponential(plan.Patience) : (TimeSpan?)null;
        var sent = clock.Now;
        Interlocked.Increment(ref posted);
        var receipt = await door.OpenAsync(channel, arrival.Band, string.Create(CultureInfo.InvariantCulture, $"drill-{run}-{arrival.Row}"), cancel);
        var story = stories.Of(receipt.ContactId);
        story.Acknowledge(arrival, channel, sent, clock.Now, receipt.ExpectedWait);
        if (patience is { } span)
            _ = LeaveAsync(story, sent + span, cancel);
    }

    private async Task LeaveAsync(ContactStory story, TimeSpan at, CancellationToken cancel)
    {
        try
        {
            await Task.WhenAny(story.Answered, clock.Delay(at - clock.Now, cancel));
            if (!story.Answered.IsCompleted && await door.WithdrawAsync(story.Id, story.Channel, cancel))
                story.Leave(clock.Now);
        }
        catch (OperationCanceledException)
        {
            // The drill is over; the contact is counted as waiting.
        }
        catch (RefusedAtDoorException)
        {
            // Not let out; the contact goes on waiting, and the end of the drill shows it.
        }
    }
}
