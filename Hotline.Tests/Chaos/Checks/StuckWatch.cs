using Hotline.Tests.Chaos.Clients;

namespace Hotline.Tests.Chaos.Checks;

/// <summary>
/// Stuck: an eligible connected worker free for ten seconds while a contact it may take stood with nobody for the same ten seconds,
/// or an offer on a connected desk five seconds past its deadline. Both are counted from the end of the last fault of a store or a
/// node (SIGKILL: from the kill), without any further allowance; while such a fault lasts nothing is counted. A cut console is itself
/// not connected, and what stands on its desk as an offer counts as standing with nobody after one lease life.
/// </summary>
internal static class StuckWatch
{
    public static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan PastDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lease = Server.Drill.HoldBook.Lease;

    /// <param name="since">When all was well again; null while it is not.</param>
    public static IReadOnlyList<Finding> Find(TimeSpan now, TimeSpan? since, IReadOnlyCollection<DeskNow> desks, IReadOnlyCollection<Story> open)
    {
        if (since is not { } well) return [];
        var held = desks.SelectMany(desk => desk.Held).ToHashSet();
        var offered = desks.Where(desk => now - desk.AnsweredAt <= Lease).SelectMany(desk => desk.Offers.Values).Select(offer => offer.Contact).ToHashSet();
        var free = desks.Where(desk => desk.IsFree && now - Later(desk.MovedAt, well) >= IdleFor).ToList();
        List<Finding> findings = [];
        foreach (var story in open.Where(story => !held.Contains(story.Id) && !offered.Contains(story.Id)))
        {
            var waited = now - Later(Later(story.AcknowledgedAt!.Value, story.MovedAt), well);
            if (waited >= IdleFor && free.Find(desk => !story.Asked.Contains(desk.Worker)) is { } idle)
                findings.Add(new Finding(story.Id, $"{idle.Worker} free for {(now - Later(idle.MovedAt, well)).TotalSeconds:0.0} s while {story.Id} stands with nobody for {waited.TotalSeconds:0.0} s"));
        }
        foreach (var desk in desks.Where(desk => desk.Connected))
            foreach (var (offer, (contact, until)) in desk.Offers)
                if (now - Later(until, well) >= PastDeadline)
                    findings.Add(new Finding(contact, $"offer {offer} of {contact} on the desk of {desk.Worker} is {(now - until).TotalSeconds:0.0} s past its deadline"));
        return findings;
    }

    /// <param name="Contact">Reported once a contact.</param>
    public sealed record Finding(string Contact, string What);

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
