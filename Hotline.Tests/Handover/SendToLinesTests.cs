using Hotline.Server.Floor;
using Hotline.Server.Intake;
using Hotline.Server.Records;
using Hotline.Tests.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Handover;

/// <summary>A contact on its way to another line, whoever leads and whatever happens in between: one side has it, and it is there once.</summary>
public sealed class SendToLinesTests
{
    private static readonly ContactId C = new("c");
    private static readonly ContactId There = IdempotencyKeys.Elsewhere(C, 1);
    private static readonly WorkerId Sender = new("w0");
    private TwoFloors floors = null!;

    [SetUp]
    public async Task Open()
    {
        floors = new TwoFloors();
        floors.Source.Worker("w0").Do(A.Arrival("c", at: A.T0));
        floors.Source.Engaged("c", "w0");
        floors.Source.Now += TimeSpan.FromMinutes(5);
        floors.Target.Worker("y0").Now = floors.Source.Now;
        await floors.Records.AddEvidenceAsync(TwoFloors.Here, C, [new Evidence(0, "cssrs.5", "yes", "help_seeker", A.T0)], null, default);
        floors.Source.Said(new FloorCommand.StartTransfer(C, Sender, floors.Source.Contact("c").HolderFence!.Value, TransferKind.Cold, new TransferTarget.OtherLine(TwoFloors.There), new OfferId("o")));
        floors.Record();
    }

    [TearDown]
    public void Both_floors_are_left_sound()
    {
        Assert.That(FloorChecks.Wrong(floors.Source.State, floors.Source.Rules), Is.Null);
        Assert.That(FloorChecks.Wrong(floors.Target.State, floors.Target.Rules), Is.Null);
    }

    [Test]
    public async Task It_is_opened_there_once_however_many_lead_with_its_arrival_and_graded_by_the_same_evidence()
    {
        for (var i = 0; i < 3; i++) await RunAsync();

        var there = floors.Target.State.Contacts.Values.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((there.Id, there.ArrivedAt, there.From, there.Grade.Band), Is.EqualTo((There, A.T0, new Origin(TwoFloors.Here, C), Band.High)));
            Assert.That(floors.Records.EvidenceOf(There.Value).Select(piece => piece.Kind), Is.EqualTo(new[] { "cssrs.5" }));
            Assert.That(floors.Records.Items.Single().Line, Is.EqualTo(TwoFloors.There));
            Assert.That(floors.Source.Contact("c").Holder, Is.EqualTo(Sender));
        }
    }

    [Test]
    public async Task What_is_not_recorded_yet_is_given_to_nobody()
    {
        floors.Records.Recorded.Clear();

        await RunAsync();
        Assert.That(floors.Target.State.Contacts, Is.Empty);
        floors.Record();
        await RunAsync();

        Assert.That(floors.Target.State.Contacts, Has.Count.EqualTo(1));
    }

    [TestCase(false)]
    [TestCase(true, Description = "the records are away: who has the help seeker does not wait for them")]
    public async Task Somebody_there_has_it_and_the_sender_writes_it_up_then_its_file_follows(bool away)
    {
        await RunAsync();
        floors.Target.Engaged(There.Value, "y0");
        floors.Records.Away = away;

        await RunAsync();
        Assert.That(floors.Source.Contact("c").State, Is.InstanceOf<ContactState.WrapUp>());
        floors.Records.Away = false;
        floors.Record();
        await RunAsync();

        Assert.That(floors.Source.Contact("c").Abroad, Is.Null);
        Assert.That(floors.Records.Sent[C], Is.EqualTo(new Origin(TwoFloors.There, There)));
    }

    [TestCase("Waiting", TransferStep.Over)]
    [TestCase("Offered", TransferStep.Over)]
    [TestCase("nowhere", TransferStep.Over)]
    public async Task Asked_back_it_is_withdrawn_there_and_only_then_the_senders_choice(string state, TransferStep step)
    {
        if (state != "nowhere") await RunAsync();
        if (state == "Offered") floors.Target.Plan();
        floors.Source.Now += floors.Source.Rules.TransferFor;
        floors.Source.RunTimers();
        floors.Before = command =>
        {
            if (command is FloorCommand.SettleTransfer) Assert.That(floors.Target.State.Contact(There)!.IsLive, Is.False, "never both");
        };

        await RunAsync();

        Assert.That((floors.Source.Contact("c").Transfer!.Step, floors.Source.Contact("c").Holder), Is.EqualTo((step, (WorkerId?)Sender)));
        var late = A.Arrival(There.Value) with { From = new Origin(TwoFloors.Here, C) };
        Assert.That(floors.Target.ComesTo(late), Is.EqualTo("Unchanged"), "whoever is late with opening it comes too late");
    }

    [Test]
    public async Task Whoever_takes_it_while_it_is_asked_back_has_it()
    {
        await RunAsync();
        floors.Target.Plan();
        floors.Source.Said(new FloorCommand.CancelTransfer(C, Sender, floors.Source.Contact("c").HolderFence!.Value));
        floors.Before = command =>
        {
            if (command is FloorCommand.RecallContact) floors.Target.Accepted(There.Value, "y0");
        };

        await RunAsync();

        Assert.That(floors.Source.Contact("c").State, Is.InstanceOf<ContactState.WrapUp>(), "there is one conversation, and it is theirs");
        Assert.That(floors.Target.Contact(There.Value).Holder, Is.EqualTo((WorkerId?)new WorkerId("y0")));
    }

    [TestCase("ended")]
    [TestCase("back in the queue")]
    public async Task What_became_of_the_conversation_meanwhile_takes_it_back_from_there(string how)
    {
        await RunAsync();
        if (how == "ended") floors.Source.Ended("c");
        else floors.Source.Said(new FloorCommand.RequeueContact(C));

        await RunAsync();

        Assert.That(floors.Target.Contact(There.Value).State, Is.InstanceOf<ContactState.Closed>());
        Assert.That((floors.Source.Contact("c").Abroad, floors.Source.Contact("c").IsLive), Is.EqualTo(((Abroad?)null, true)));
    }

    [Test]
    public async Task While_the_records_are_away_it_stays_where_it_is()
    {
        floors.Records.Away = true;
        await RunAsync();
        Assert.That((floors.Target.State.Contacts.Count, floors.Source.Contact("c").Holder), Is.EqualTo((0, (WorkerId?)Sender)));
        floors.Records.Away = false;

        await RunAsync();

        Assert.That(floors.Target.State.Contacts, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Evidence_that_comes_while_it_waits_there_is_there_as_well()
    {
        var leader = floors.Leader();
        await leader.RunAsync(TwoFloors.Here, default);
        floors.Records.Files[C] = Paper(C, TwoFloors.Here);
        floors.Records.Files[There] = Paper(There, TwoFloors.There);
        await floors.Records.AddEvidenceAsync(TwoFloors.Here, C, [new Evidence(0, "act_in_progress", "yes", "worker", A.T0.AddMinutes(6))], null, default);
        floors.Source.Said(new FloorCommand.RescoreContact(C, A.Grade(Band.Imminent, basis: 2)));

        await leader.RunAsync(TwoFloors.Here, default);
        await leader.RunAsync(TwoFloors.Here, default);

        Assert.That(floors.Target.Contact(There.Value).Grade.Band, Is.EqualTo(Band.Imminent));
        Assert.That(floors.Records.EvidenceOf(There.Value).Select(piece => piece.Kind), Is.EqualTo(new[] { "cssrs.5", "act_in_progress" }));
    }

    /// <summary>One round of whoever leads now.</summary>
    private Task RunAsync() => floors.Leader().RunAsync(TwoFloors.Here, default);

    private static Contracts.ContactRecord Paper(ContactId contact, LineId line) =>
        new(contact.Value, line.Value, Contracts.Channel.Voice, "en", Contracts.Phase.Waiting, A.T0, null, null, [], [], [], null, []);
}
