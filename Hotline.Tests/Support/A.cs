using System.Collections.Immutable;
using Hotline.Server.Floor;

namespace Hotline.Tests.Support;

/// <summary>Builders that read as sentences: <c>A.Contact("c1").Waiting(since: t0)</c>.</summary>
internal static class A
{
    public static readonly DateTimeOffset T0 = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static Grade Grade(Band band, int? score = null, long basis = 1) =>
        new(score ?? band switch { Band.Imminent => 90, Band.High => 60, Band.Moderate => 30, _ => 10 }, band, "test", [], basis);

    public static FloorCommand.OpenContact Arrival(string id, Band band = Band.Moderate, DateTimeOffset? at = null, Channel channel = Channel.Voice, string language = "en", int? score = null, params SkillNeed[] skills) =>
        new(new ContactId(id), channel, language, [.. skills], Grade(band, score), at ?? T0, false);

    public static WorkerProfile Profile(params string[] languages) => new(
        languages.Length == 0 ? ["en"] : [.. languages], ImmutableDictionary<string, int>.Empty, [.. Enum.GetValues<Channel>()], false);

    public static Contact Contact(string id, Band band = Band.Moderate, Channel channel = Channel.Voice) => new()
    {
        Id = new ContactId(id), Channel = channel, Language = "en", ArrivedAt = T0, Grade = Grade(band), State = new ContactState.Waiting(T0),
    };

    public static Worker Worker(string id, PresenceKind presence = PresenceKind.Available, WorkerProfile? profile = null) => new()
    {
        Id = new WorkerId(id), Profile = profile ?? Profile(), Presence = presence, PresenceSince = T0, IdleSince = T0,
    };
}

/// <summary>A floor in memory: decisions applied one after the other, as the ledger would commit them.</summary>
internal sealed class PaperFloor(FloorRules? rules = null)
{
    private long offers;

    public FloorRules Rules { get; } = rules ?? FloorRules.Default;
    public FloorState State { get; private set; } = FloorState.Empty with { Epoch = 1 };
    public DateTimeOffset Now { get; set; } = A.T0;
    public List<FloorEvent> Events { get; } = [];

    public Decision Do(FloorCommand command)
    {
        var decision = FloorDecision.Decide(State, command, new Moment(Now, State.Epoch), Rules);
        if (decision is Decision.Changed changed)
        {
            var writes = changed.Writes();
            State = State.Apply(new JournalEntry(new LineId("paper"), 1, State.Sequence + 1, Now, "t", "p", new CommandId("0-0"), Actor.System, [.. writes], changed.Events), Rules);
            Events.AddRange(changed.Events);
        }
        return decision;
    }

    /// <summary>Values put there by no decision: what a fault leaves.</summary>
    public void Damage(params Contact[] contacts) => Put([.. contacts.Select(contact => new EntityWrite(FloorState.Field(contact.Id), contact, null))]);

    public void Damage(params Worker[] workers) => Put([.. workers.Select(worker => new EntityWrite(FloorState.Field(worker.Id), null, worker))]);

    /// <summary>A value gone by no decision.</summary>
    public void Drop(string field) => Put([new EntityWrite(field, null, null)]);

    private void Put(EntityWrite[] writes) =>
        State = State.Apply(new JournalEntry(new LineId("paper"), 1, State.Sequence + 1, Now, "t", "p", new CommandId("0-0"), Actor.System, [.. writes], []), Rules);

    public OfferTarget Target(string worker) => new(new WorkerId(worker), new OfferId("o" + ++offers), ["longest_idle"]);

    public PaperFloor Worker(string id, WorkerProfile? profile = null)
    {
        Do(new FloorCommand.JoinFloor(new WorkerId(id), profile ?? A.Profile()));
        Do(new FloorCommand.SetPresence(new WorkerId(id), PresenceKind.Available, null));
        return this;
    }

    /// <summary>Plans and makes every offer the planner proposes.</summary>
    public void Plan()
    {
        foreach (var proposal in Server.Dispatch.Planner.Plan(State, Now, Rules).ToArray())
            Do(new FloorCommand.MakeOffers(proposal.Contact, [.. proposal.Workers.Select(worker => Target(worker.Worker.Value))], State.Sequence));
    }

    public void RunTimers()
    {
        while (State.Due.Count > 0 && State.Due.Min is var due && due.Rank <= Now.ToUnixTimeMilliseconds())
            Do(new FloorCommand.RunTimers(due.Contact));
    }

    public Contact Contact(string id) => State.Contact(new ContactId(id))!;
    public Worker Who(string id) => State.Worker(new WorkerId(id))!;
    public Offer PendingOf(string contact, string worker) => Contact(contact).Pending.Single(offer => offer.Worker.Value == worker);

    public PaperFloor Accepted(string contact, string worker)
    {
        var offer = PendingOf(contact, worker);
        Do(new FloorCommand.AcceptOffer(new ContactId(contact), offer.Id, offer.Worker, offer.Fence));
        return this;
    }

    /// <summary>Puts it to these workers, whatever the planner thinks of it.</summary>
    public PaperFloor Offered(string contact, params string[] workers)
    {
        Said(new FloorCommand.MakeOffers(new ContactId(contact), [.. workers.Select(Target)], State.Sequence));
        return this;
    }

    public PaperFloor Engaged(string contact, string worker) => Offered(contact, worker).Accepted(contact, worker);

    /// <summary>Its holder ends the conversation.</summary>
    public PaperFloor Ended(string contact, Outcome outcome = Outcome.Supported)
    {
        Said(new FloorCommand.EndContact(new ContactId(contact), Contact(contact).Holder!.Value, Contact(contact).LastFence, outcome));
        return this;
    }

    /// <summary>Opens a contact, if need be, and leads it by this worker to a state: Waiting, Offered, Engaged, WrapUp, Closed or Abandoned.</summary>
    public PaperFloor BringTo(string contact, string worker, string state, Channel channel = Channel.Voice)
    {
        var id = new ContactId(contact);
        if (State.Contact(id) is null) Do(A.Arrival(contact, channel: channel));
        if (state is "Waiting") return this;
        if (state is "Abandoned") Said(new FloorCommand.WithdrawContact(id, "hung_up"));
        else Offered(contact, worker);
        if (state is "Abandoned" or "Offered") return this;
        Accepted(contact, worker);
        if (state is "Engaged") return this;
        Ended(contact);
        if (state is "Closed") Said(new FloorCommand.FinishWrapUp(id, new WorkerId(worker), Contact(contact).LastFence));
        return this;
    }

    /// <summary>What an order says that must change something.</summary>
    public FloorEvent[] Said(FloorCommand command) =>
        Do(command) is Decision.Changed changed ? [.. changed.Events] : throw new InvalidOperationException($"Nothing came of {command}.");

    /// <summary>What an order comes to, in a word: Changed, Unchanged, or why it is refused.</summary>
    public string ComesTo(FloorCommand command) => Do(command) is var decision && decision is Decision.Refused refused ? refused.Why.ToString() : decision.GetType().Name;
}
