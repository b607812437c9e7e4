using System.Collections.Concurrent;

namespace Hotline.Server.Drill;

/// <summary>What one read per contact at the end says of what the clients lived.</summary>
public enum Fate
{
    /// <summary>A worker had it.</summary>
    Answered,

    /// <summary>The help seeker left before.</summary>
    Abandoned,

    /// <summary>Still in the queue.</summary>
    Waiting,

    /// <summary>Acknowledged, and now unknown: what must never happen.</summary>
    Lost,

    /// <summary>Ended with an acknowledgement, and now back in the queue or abandoned.</summary>
    Undone,
}

/// <summary>Reads every acknowledged contact once, and judges.</summary>
internal static class FinalReading
{
    private const int AtOnce = 8;

    public static async Task<IReadOnlyList<(ContactStory Story, Fate Fate)>> ReadAsync(FrontDoor door, IReadOnlyCollection<ContactStory> stories, CancellationToken cancel)
    {
        var fates = new ConcurrentBag<(ContactStory, Fate)>();
        await Parallel.ForEachAsync(stories, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (story, stop) =>
        {
            var place = await door.ReadAsync(story.Id, story.Channel, stop);
            fates.Add((story, Judge(story, place)));
        });
        return [.. fates];
    }

    internal static Fate Judge(ContactStory story, Wire.ContactPlace? place) => place?.Phase switch
    {
        null => Fate.Lost,
        Wire.Phase.Waiting or Wire.Phase.Offered or Wire.Phase.Abandoned when story.EndedAt is not null => Fate.Undone,
        // Taken from its worker before the end, and not taken by another since.
        Wire.Phase.Waiting or Wire.Phase.Offered => Fate.Waiting,
        Wire.Phase.Abandoned => story.AnsweredAt is null ? Fate.Abandoned : Fate.Answered,
        Wire.Phase.Engaged or Wire.Phase.WrapUp or Wire.Phase.Closed => Fate.Answered,
        _ => Fate.Lost,
    };
}
