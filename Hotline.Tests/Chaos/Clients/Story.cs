using Hotline.Server.Drill;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Chaos.Clients;

/// <summary>One contact as its help seeker and the workers lived it. Times are the run's clock; null = it did not happen, or nobody was told.</summary>
internal sealed class Story(string id)
{
    public string Id { get; } = id;
    public Wire.Channel Channel { get; set; }
    public TimeSpan? AcknowledgedAt { get; set; }

    /// <summary>"recorded" or "journaled".</summary>
    public string? Durability { get; set; }

    /// <summary>A worker's end was acknowledged.</summary>
    public TimeSpan? EndedAt { get; set; }

    /// <summary>The help seeker's leaving was acknowledged while nobody held the contact.</summary>
    public TimeSpan? LeftAt { get; set; }

    /// <summary>Some worker had it.</summary>
    public bool WasAnswered { get; set; }

    /// <summary>When it last came to a desk, or left one.</summary>
    public TimeSpan MovedAt { get; set; }

    /// <summary>Workers who had an offer of it: not asked again for ten minutes.</summary>
    public HashSet<string> Asked { get; } = [];

    public bool IsOver => EndedAt is not null || LeftAt is not null;
}

/// <summary>An offer as it first stood on a desk.</summary>
internal sealed record SeenOffer(string OfferId, string Contact, string Worker, string Fence, TimeSpan At);

/// <summary>What one worker's console shows at this moment.</summary>
/// <param name="AnsweredAt">When it last answered a beat.</param>
/// <param name="MovedAt">When offers, engagements, presence or the connection last changed.</param>
/// <param name="Offers">Offer → (contact, deadline on the run's clock).</param>
internal sealed record DeskNow(
    string Worker, bool Connected, bool Available, TimeSpan AnsweredAt, TimeSpan MovedAt,
    IReadOnlyDictionary<string, (string Contact, TimeSpan Until)> Offers, IReadOnlyCollection<string> Held)
{
    public bool IsFree => Connected && Available && Offers.Count == 0 && Held.Count == 0;
}

/// <summary>A worker or help seeker said or saw something.</summary>
internal sealed record Note(TimeSpan At, string Who, string Contact, string What);

/// <summary>All that the clients know together; what the checks rest on.</summary>
internal sealed class Histories(DrillClock clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Story> stories = [];
    private readonly Dictionary<string, DeskNow> desks = [];
    private readonly Dictionary<string, SeenOffer> offers = [];
    private readonly List<Note> notes = [];
    private readonly Dictionary<int, int> answers = [];

    public void Note(string who, string contact, string what)
    {
        lock (gate) notes.Add(new Note(clock.Now, who, contact, what));
    }

    public IReadOnlyList<Note> Of(string contact)
    {
        lock (gate) return [.. notes.Where(note => note.Contact == contact)];
    }

    /// <summary>Changes a story under the lock.</summary>
    public T With<T>(string contact, Func<Story, T> change)
    {
        lock (gate)
        {
            if (!stories.TryGetValue(contact, out var story)) stories[contact] = story = new Story(contact);
            return change(story);
        }
    }

    /// <summary>The newest of a console; who had what moved.</summary>
    public void Desk(DeskNow now)
    {
        lock (gate)
        {
            desks.TryGetValue(now.Worker, out var before);
            var had = before is null ? [] : before.Offers.Values.Select(offer => offer.Contact).Concat(before.Held).ToHashSet();
            var has = now.Offers.Values.Select(offer => offer.Contact).Concat(now.Held).ToHashSet();
            foreach (var contact in had.Concat(has).Where(contact => had.Contains(contact) != has.Contains(contact)))
                With(contact, story => story.MovedAt = now.MovedAt);
            desks[now.Worker] = now;
        }
    }

    /// <summary>False when it was on this desk before.</summary>
    public bool Offered(SeenOffer offer)
    {
        lock (gate)
        {
            With(offer.Contact, story => story.Asked.Add(offer.Worker));
            return offers.TryAdd(offer.OfferId, offer);
        }
    }

    /// <summary>HTTP status of an answer, 0 for none.</summary>
    public void Answered(int status)
    {
        lock (gate) answers[status] = answers.GetValueOrDefault(status) + 1;
    }

    public int Answers(int status)
    {
        lock (gate) return answers.GetValueOrDefault(status);
    }

    public IReadOnlyList<SeenOffer> Offers
    {
        get { lock (gate) return [.. offers.Values]; }
    }

    /// <summary>First offer that came to a desk after a moment, of a contact that is neither over nor held by somebody else.</summary>
    public SeenOffer? NextOffer(TimeSpan after)
    {
        lock (gate)
            return offers.Values.Where(offer => offer.At > after && IsCorrect(offer)).MinBy(offer => offer.At);
    }

    /// <summary>Longest time without a new offer between two moments.</summary>
    public TimeSpan LongestGap(TimeSpan from, TimeSpan to)
    {
        lock (gate)
        {
            var (last, longest) = (from, TimeSpan.Zero);
            foreach (var at in offers.Values.Select(offer => offer.At).Where(at => at > from && at < to).Order().Append(to))
            {
                if (at - last > longest) longest = at - last;
                last = at;
            }
            return longest;
        }
    }

    public IReadOnlyList<Story> Stories
    {
        get { lock (gate) return [.. stories.Values]; }
    }

    public IReadOnlyList<Story> Acknowledged
    {
        get { lock (gate) return [.. stories.Values.Where(story => story.AcknowledgedAt is not null)]; }
    }

    public (IReadOnlyList<DeskNow> Desks, IReadOnlyList<Story> Open) Now()
    {
        lock (gate) return ([.. desks.Values], [.. stories.Values.Where(story => story.AcknowledgedAt is not null && !story.IsOver)]);
    }

    /// <summary>Acknowledged, not over, and nobody has it.</summary>
    public int Backlog
    {
        get
        {
            lock (gate)
            {
                var held = desks.Values.SelectMany(desk => desk.Held).ToHashSet();
                return stories.Values.Count(story => story.AcknowledgedAt is not null && !story.IsOver && !held.Contains(story.Id));
            }
        }
    }

    private bool IsCorrect(SeenOffer offer) =>
        stories[offer.Contact] is var story && !(story.EndedAt < offer.At) && !(story.LeftAt < offer.At)
        && !desks.Values.Any(desk => desk.Worker != offer.Worker && desk.Connected && desk.MovedAt < offer.At && desk.Held.Contains(offer.Contact));
}
