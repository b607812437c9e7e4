using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>The floor as the journal makes it, entry by entry, and as a snapshot makes it, at once.</summary>
public sealed class FloorStateTests
{
    private static readonly ContactId C = new("c");
    private static readonly WorkerId W = new("w");
    private static readonly FloorRules Rules = FloorRules.Default;

    [Test]
    public void A_floor_begins_empty_before_the_first_tag() =>
        Assert.That((FloorState.Empty.Epoch, FloorState.Empty.Sequence, FloorState.Empty.Tag, FloorState.Empty.Contacts.Count), Is.EqualTo((0L, 0L, "", 0)));

    [Test]
    public void Entities_sit_in_fields_by_kind_and_id() => Assert.That((FloorState.Field(C), FloorState.Field(W)), Is.EqualTo(("c:c", "w:w")));

    [Test]
    public void An_entry_moves_the_floor_to_its_sequence_tag_and_time()
    {
        var floor = FloorState.Empty.Apply(Entry(7, A.T0, new EntityWrite("c:c", A.Contact("c"), null)), Rules);

        Assert.That((floor.Epoch, floor.Sequence, floor.Tag, floor.At), Is.EqualTo((3L, 7L, "t7", A.T0)));
        Assert.That(floor.Contact(C), Is.Not.Null);
    }

    [TestCase(5, 5)]
    [TestCase(-5, 0)]
    public void Committed_time_never_goes_back(int seconds, int stands)
    {
        var floor = FloorState.Empty.Apply(Entry(1, A.T0), Rules).Apply(Entry(2, A.T0 + TimeSpan.FromSeconds(seconds)), Rules);

        Assert.That(floor.At, Is.EqualTo(A.T0 + TimeSpan.FromSeconds(stands)));
    }

    [Test]
    public void The_version_of_an_entity_is_the_sequence_of_its_last_writer()
    {
        var floor = FloorState.Empty
            .Apply(Entry(1, A.T0, new EntityWrite("c:c", A.Contact("c"), null), new EntityWrite("w:w", null, A.Worker("w"))), Rules)
            .Apply(Entry(2, A.T0, new EntityWrite("w:w", null, A.Worker("w", PresenceKind.Break))), Rules);

        Assert.That((floor.Versions["c:c"], floor.Versions["w:w"]), Is.EqualTo((1L, 2L)));
    }

    [Test]
    public void What_is_dropped_is_gone_from_the_floor_and_from_every_index()
    {
        var floor = Busy();
        foreach (var field in floor.State.Versions.Keys) floor.Drop(field);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(floor.State.Contacts, Is.Empty);
            Assert.That(floor.State.Workers, Is.Empty);
            Assert.That(floor.State.Versions, Is.Empty);
            Assert.That(floor.State.Waiting, Is.Empty);
            Assert.That(floor.State.Due, Is.Empty);
            Assert.That(floor.State.OfferedImminent, Is.Empty);
        }
    }

    [Test]
    public void A_contact_is_dropped_as_a_contact_even_when_a_worker_has_its_id()
    {
        var floor = new PaperFloor().Worker("twin").BringTo("twin", "twin", "Waiting");

        floor.Drop(FloorState.Field(new ContactId("twin")));

        Assert.That(floor.State.Contacts, Is.Empty);
        Assert.That(floor.State.Workers, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_queue_nobody_waits_in_is_no_queue()
    {
        var floor = new PaperFloor().Worker("w").BringTo("c", "w", "Waiting").BringTo("d", "w", "Waiting");
        floor.Do(A.Arrival("zh", language: "zh"));
        Assert.That(floor.State.Waiting.Values.Select(queue => queue.Count), Is.EquivalentTo(new[] { 1, 2 }));

        floor.Said(new FloorCommand.WithdrawContact(new ContactId("zh"), "hung_up"));

        Assert.That(floor.State.Waiting.Values.Select(queue => queue.Count), Is.EqualTo(new[] { 2 }));
    }

    [TestCase(Band.Imminent, "Waiting", false)]
    [TestCase(Band.Imminent, "Offered", true)]
    [TestCase(Band.Imminent, "Engaged", false)]
    [TestCase(Band.High, "Offered", false)]
    public void Only_an_offered_imminent_contact_may_take_further_offers(Band band, string state, bool may)
    {
        var floor = new PaperFloor().Worker("w");
        floor.Do(A.Arrival("c", band));
        floor.BringTo("c", "w", state);

        Assert.That(floor.State.OfferedImminent.Any(key => key.Contact == C), Is.EqualTo(may));
    }

    [Test]
    public void What_becomes_imminent_while_offered_may_take_further_offers()
    {
        var floor = new PaperFloor().Worker("w").BringTo("c", "w", "Offered");

        floor.Do(new FloorCommand.RescoreContact(C, A.Grade(Band.Imminent, basis: 2)));

        Assert.That(floor.State.OfferedImminent.Select(key => key.Contact), Is.EqualTo(new[] { C }));
    }

    [Test]
    public void Due_is_what_has_a_due_time_soonest_first()
    {
        var due = Busy().State.Due;

        Assert.That(due.Select(key => (key.Contact.Value, Seconds: (key.Rank - A.T0.ToUnixTimeMilliseconds()) / 1000)),
            Is.EqualTo(new[] { ("imminent", 6L), ("offered", 6L), ("lost", 60L), ("wrapped", 60L) }));
    }

    [Test]
    public void A_floor_built_at_once_is_the_floor_that_grew()
    {
        var grown = Busy().State;
        var values = grown.Contacts.Values.Select(contact => new EntityWrite(FloorState.Field(contact.Id), contact, null))
            .Concat(grown.Workers.Values.Select(worker => new EntityWrite(FloorState.Field(worker.Id), null, worker)))
            .Select(write => (write, grown.Versions[write.Field]));

        var built = FloorState.Build(grown.Epoch, grown.Sequence, grown.Tag, grown.At, values, Rules);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((built.Epoch, built.Sequence, built.Tag, built.At), Is.EqualTo((grown.Epoch, grown.Sequence, grown.Tag, grown.At)));
            Assert.That(built.Contacts, Is.EquivalentTo(grown.Contacts));
            Assert.That(built.Workers, Is.EquivalentTo(grown.Workers));
            Assert.That(built.Versions, Is.EquivalentTo(grown.Versions));
            Assert.That(built.Waiting.Keys, Is.EquivalentTo(grown.Waiting.Keys));
            foreach (var (needs, queue) in grown.Waiting) Assert.That(built.Waiting[needs], Is.EqualTo(queue));
            Assert.That(built.InRankOrder(), Is.EqualTo(grown.InRankOrder()));
            Assert.That(built.Due, Is.EqualTo(grown.Due));
            Assert.That(built.OfferedImminent, Is.EqualTo(grown.OfferedImminent));
            Assert.That(built.Free.Keys, Is.EquivalentTo(grown.Free.Keys));
            foreach (var (ability, group) in grown.Free) Assert.That((built.Free[ability].ByIdle, built.Free[ability].ByExposure), Is.EqualTo((group.ByIdle, group.ByExposure)));
        }
    }

    [Test]
    public void A_field_without_a_value_is_nothing_in_a_snapshot()
    {
        var floor = FloorState.Build(1, 9, "t", A.T0, [(new EntityWrite("c:gone", null, null), 4), (new EntityWrite("c:c", A.Contact("c"), null), 5)], Rules);

        Assert.That(floor.Versions, Is.EquivalentTo(new Dictionary<string, long> { ["c:c"] = 5 }));
    }

    /// <summary>A contact in every state, and of those that are indexed more than one.</summary>
    private static PaperFloor Busy()
    {
        var floor = new PaperFloor();
        foreach (var worker in new[] { "w", "lost", "wrapped", "engaged", "offered", "imminent" }) floor.Worker(worker);
        floor.Do(A.Arrival("waiting", Band.High));
        floor.Do(A.Arrival("zh", language: "zh"));
        floor.Do(A.Arrival("also zh", language: "zh"));
        floor.Do(A.Arrival("imminent waiting", Band.Imminent));
        floor.Do(A.Arrival("imminent", Band.Imminent));
        floor.BringTo("imminent", "imminent", "Offered").BringTo("offered", "offered", "Offered").BringTo("engaged", "engaged", "Engaged")
            .BringTo("wrapped", "wrapped", "WrapUp").BringTo("closed", "w", "Closed").BringTo("gone", "w", "Abandoned").BringTo("lost", "lost", "Engaged", Channel.Chat);
        floor.Do(new FloorCommand.LoseConsole(new WorkerId("lost")));
        return floor;
    }

    private static JournalEntry Entry(long sequence, DateTimeOffset at, params EntityWrite[] writes) =>
        new(new LineId("paper"), 3, sequence, at, "t" + sequence, "t" + (sequence - 1), new CommandId("0-0"), Actor.System, [.. writes], []);
}
