using System.Collections.Concurrent;

namespace Hotline.Server.Drill;

/// <summary>One contact as the drill's own clients lived it. Times are the drill's clock; null = it did not happen, or nobody here saw it.</summary>
public sealed class ContactStory(string id)
{
    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<TimeSpan> shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();

    public string Id { get; } = id;

    public Arrival? Arrival { get; private set; }
    public Wire.Channel Channel { get; private set; }
    public TimeSpan PostedAt { get; private set; }
    public TimeSpan? AcknowledgedAt { get; private set; }
    public TimeSpan? AnsweredAt { get; private set; }

    /// <summary>The wait the help seeker was told to expect; null when nothing was said.</summary>
    public Wire.ExpectedWaitView? Told { get; private set; }
    public TimeSpan? EndedAt { get; private set; }
    public TimeSpan? LeftAt { get; private set; }

    /// <summary>Nothing more is expected: a worker ended it, or the help seeker left.</summary>
    public bool IsOver => EndedAt is not null || LeftAt is not null;

    /// <summary>Completes when a worker has it.</summary>
    public Task Answered => answered.Task;

    /// <summary>Completes with the moment its offer first stood on a desk.</summary>
    public Task<TimeSpan> Shown => shown.Task;

    public void Acknowledge(Arrival? arrival, Wire.Channel channel, TimeSpan posted, TimeSpan now, Wire.ExpectedWaitView? told = null)
    {
        lock (gate)
            (Arrival, Channel, PostedAt, AcknowledgedAt, Told) = (arrival, channel, posted, now, told);
    }

    public void Show(TimeSpan now) => shown.TrySetResult(now);

    public void Answer(TimeSpan now)
    {
        lock (gate)
            AnsweredAt ??= now;
        answered.TrySetResult();
    }

    public void End(TimeSpan now)
    {
        lock (gate)
            EndedAt ??= now;
    }

    public void Leave(TimeSpan now)
    {
        lock (gate)
            LeftAt ??= now;
    }
}

/// <summary>All contacts the drill has to do with. A worker may know one before its post was acknowledged.</summary>
public sealed class ContactStories
{
    private readonly ConcurrentDictionary<string, ContactStory> stories = new();

    public ContactStory Of(string contact) => stories.GetOrAdd(contact, id => new ContactStory(id));

    public IReadOnlyList<ContactStory> Acknowledged => [.. stories.Values.Where(story => story.AcknowledgedAt is not null)];
}
