using System.Collections.Immutable;
using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>The state machine of a hand-over to partners, as a table: every step from every step, and every other order.</summary>
public sealed class EscalationTests
{
    internal static readonly EscalationId X = new("x");
    internal static readonly WorkerId Me = new("w0");
    private static readonly WorkerId Other = new("w1");
    private static readonly PartnerId First = new("first");
    private static readonly PartnerId Second = new("second");
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);
    private PaperFloor floor = null!;

    [SetUp]
    public void Open() => floor = Begun(Band.Imminent);

    private static readonly string[] Reports = ["Accepted", "Rejected", "Dispatched", "EnRoute", "OnScene", "ContactMade", "GoneOnArrival", "Transported", "Closed"];

    /// <summary>Row: where it stands. Columns: the reports in their order. Changed = +, Unchanged = =, anything else is why it is refused.</summary>
    private static readonly (string Step, string[] ComesTo)[] Table =
    [
        ("Held", ["UnknownEscalation", "UnknownEscalation", "UnknownEscalation", "UnknownEscalation", "UnknownEscalation", "UnknownEscalation", "UnknownEscalation", "UnknownEscalation", "UnknownEscalation"]),
        ("Submitted", ["+", "+", "NotAccepted", "NotAccepted", "NotAccepted", "NotAccepted", "NotAccepted", "NotAccepted", "NotAccepted"]),
        ("Delivered", ["+", "+", "NotAccepted", "NotAccepted", "NotAccepted", "NotAccepted", "NotAccepted", "NotAccepted", "NotAccepted"]),
        ("Accepted", ["=", "+", "+", "+", "+", "+", "+", "StepIllegal", "+"]),
        ("Dispatched", ["=", "+", "=", "+", "+", "+", "+", "StepIllegal", "+"]),
        ("EnRoute", ["=", "+", "StepBehind", "=", "+", "+", "+", "StepIllegal", "+"]),
        ("OnScene", ["=", "StepIllegal", "StepBehind", "StepBehind", "=", "+", "+", "+", "+"]),
        ("ContactMade", ["=", "StepIllegal", "StepBehind", "StepBehind", "StepBehind", "=", "StepIllegal", "+", "+"]),
        ("GoneOnArrival", ["=", "StepIllegal", "StepBehind", "StepBehind", "StepBehind", "+", "=", "StepIllegal", "+"]),
        ("Transported", ["=", "StepIllegal", "StepBehind", "StepBehind", "StepBehind", "StepBehind", "StepBehind", "=", "+"]),
        ("Closed", ["=", "EscalationOver", "EscalationOver", "EscalationOver", "EscalationOver", "EscalationOver", "EscalationOver", "EscalationOver", "="]),
        ("Unanswered", ["EscalationMovedOn", "EscalationMovedOn", "EscalationMovedOn", "EscalationMovedOn", "EscalationMovedOn", "EscalationMovedOn", "EscalationMovedOn", "EscalationMovedOn", "EscalationMovedOn"]),
        ("Cancelled", ["EscalationOver", "EscalationMovedOn", "EscalationMovedOn", "EscalationMovedOn", "EscalationMovedOn", "EscalationMovedOn", "EscalationMovedOn", "EscalationMovedOn", "EscalationMovedOn"]),
    ];

    public static IEnumerable<TestCaseData> Cells => from row in Table from column in Enumerable.Range(0, Reports.Length) select new TestCaseData(row.Step, Reports[column], row.ComesTo[column]);

    [TestCaseSource(nameof(Cells))]
    public void A_report_from_a_step_comes_to(string step, string report, string comesTo)
    {
        BringTo(step);
        Assert.That(floor.ComesTo(Report(First, Enum.Parse<PartnerReport>(report))), Is.EqualTo(comesTo switch { "+" => "Changed", "=" => "Unchanged", _ => comesTo }));
    }

    [Test]
    public void The_table_has_every_step_and_every_report()
    {
        Assert.That(Table.Select(row => row.Step), Is.EquivalentTo(Enum.GetNames<EscalationStep>()));
        Assert.That(Reports, Is.EquivalentTo(Enum.GetNames<PartnerReport>()));
    }

    [TestCase("Held", "Changed", "ConfirmationNeeded", "Changed", "NothingReached", "NoCancel")]
    [TestCase("Submitted", "NotHeld", "NotHeld", "Changed", "NothingReached", "NoCancel")]
    [TestCase("Delivered", "NotHeld", "NotHeld", "Changed", "NothingReached", "NoCancel")]
    [TestCase("Accepted", "NotHeld", "NotHeld", "Changed", "Changed", "NoCancel")]
    [TestCase("OnScene", "NotHeld", "NotHeld", "Changed", "Changed", "NoCancel")]
    [TestCase("Closed", "NotHeld", "NotHeld", "EscalationOver", "Changed", "NoCancel")]
    [TestCase("Unanswered", "NotHeld", "NotHeld", "Changed", "NothingReached", "NoCancel")]
    [TestCase("Cancelled", "NotHeld", "NotHeld", "Unchanged", "NothingReached", "NoCancel")]
    public void Other_orders_from_a_step_come_to(string step, string confirm, string proceed, string cancel, string reached, string answer)
    {
        string From(FloorCommand command)
        {
            BringTo(step);
            return floor.ComesTo(command);
        }
        using (Assert.EnterMultipleScope())
        {
            Assert.That(From(new FloorCommand.ConfirmEscalation(X, Other)), Is.EqualTo(confirm), "second person");
            Assert.That(From(new FloorCommand.ProceedEscalation(X, Me)), Is.EqualTo(proceed), "alone");
            Assert.That(From(new FloorCommand.CancelEscalation(X, Me)), Is.EqualTo(cancel), "cancel");
            Assert.That(From(new FloorCommand.NoteReached(X, Me, true)), Is.EqualTo(reached), "reached");
            Assert.That(From(step == "Held" ? new FloorCommand.AnswerCancel(X, First, true) with { Escalation = X } : new FloorCommand.AnswerCancel(X, First, true)),
                Is.EqualTo(step == "Held" ? "UnknownEscalation" : answer), "answer to a cancellation nobody asked for");
        }
    }

    [TestCase("Waiting", null, "NotHolder")]
    [TestCase("Engaged", null, "Changed")]
    [TestCase("Engaged", "old", "FenceOutdated")]
    [TestCase("Engaged", "other", "NotHolder")]
    [TestCase("Engaged", "nobody", "NoPartner")]
    [TestCase("WrapUp", null, "Changed")]
    [TestCase("Waiting", "supervisor", "Changed")]
    public void Beginning_comes_to(string state, string? how, string comesTo)
    {
        floor = new PaperFloor().Worker("w0").Worker("w1").BringTo("c", "w0", state);
        var fence = how switch { "old" => new Fence(1, 99), "supervisor" => (Fence?)null, _ => floor.Contact("c").HolderFence ?? new Fence(1, 1) };
        var command = Begin(fence) with { By = how == "other" ? Other : Me, Chain = how == "nobody" ? [] : Chain() };
        Assert.That(floor.ComesTo(command), Is.EqualTo(comesTo));
    }

    [Test]
    public void Begun_twice_is_begun_once() => Assert.That(floor.ComesTo(Begin(floor.Contact("c").HolderFence)), Is.EqualTo("Unchanged"));

    [Test]
    public void The_contact_stays_with_its_worker_throughout()
    {
        BringTo("Transported");
        Assert.That(floor.Contact("c").Holder, Is.EqualTo(Me));
    }

    [Test]
    public void Without_danger_to_life_now_a_second_person_is_waited_for_and_cannot_be_the_first()
    {
        floor = Begun(Band.High);
        Assert.That(One.Step, Is.EqualTo(EscalationStep.Held));
        Assert.That(One.Outbox, Is.Empty, "nothing leaves yet");
        Assert.That(floor.ComesTo(new FloorCommand.ConfirmEscalation(X, Me)), Is.EqualTo("ConfirmationNeeded"));
        floor.Now += floor.Rules.SecondPersonFor;
        floor.Said(new FloorCommand.ProceedEscalation(X, Me));
        Assert.That((One.Step, One.WentAlone), Is.EqualTo((EscalationStep.Submitted, true)));
    }

    [Test]
    public void Whoever_becomes_imminent_meanwhile_is_not_kept_waiting_for_a_second_person()
    {
        floor = Begun(Band.High);
        floor.Said(new FloorCommand.RescoreContact(new ContactId("c"), A.Grade(Band.Imminent, null, 9)));
        Assert.That(floor.ComesTo(new FloorCommand.ProceedEscalation(X, Me)), Is.EqualTo("Changed"));
    }

    [Test]
    public void Unanswered_it_is_asked_again_at_half_time_then_the_next_then_a_person()
    {
        floor.Now += Within / 2;
        floor.Said(new FloorCommand.RunEscalation(X));
        Assert.That((One.At, One.Chain[0].Asks, One.Outbox.Length), Is.EqualTo((0, 2, 1)), "the same message, once");
        floor.Now += Within / 2;
        floor.Said(new FloorCommand.RunEscalation(X));
        Assert.That((One.At, One.Chain[0].State, One.Step), Is.EqualTo((1, LinkState.Unanswered, EscalationStep.Submitted)));
        Assert.That(One.Outbox.Select(parcel => (parcel.Kind, parcel.Link)), Is.EquivalentTo(new[] { (ParcelKind.Withdraw, 0), (ParcelKind.Submit, 1) }));
        floor.Now += Within;
        floor.Said(new FloorCommand.RunEscalation(X));
        Assert.That(One.Step, Is.EqualTo(EscalationStep.Unanswered));
        Assert.That(One.DueAt, Is.Null);
    }

    [Test]
    public void A_rejection_asks_the_next_with_no_time_lost()
    {
        floor.Said(Report(First, PartnerReport.Rejected) with { Reason = RejectReason.NoUnits });
        Assert.That((One.At, One.Chain[0].Reason, One.Chain[1].State), Is.EqualTo((1, (RejectReason?)RejectReason.NoUnits, LinkState.Asked)));
        Assert.That(One.Outbox.Select(parcel => parcel.Link), Is.EqualTo(new[] { 1 }), "nothing is withdrawn from who said no");
    }

    [Test]
    public void Whoever_accepts_after_it_was_withdrawn_by_message_does_not_have_it()
    {
        floor.Now += Within;
        floor.Said(new FloorCommand.RunEscalation(X));
        Assert.That(floor.ComesTo(Report(First, PartnerReport.Accepted)), Is.EqualTo("EscalationMovedOn"));
        floor.Said(Report(Second, PartnerReport.Accepted));
        Assert.That(One.Chain.Count(link => link.State == LinkState.Accepted), Is.EqualTo(1));
    }

    [Test]
    public void A_desk_that_answers_late_gets_it_while_nobody_has_it_and_the_other_is_told()
    {
        floor = Begun(Band.Imminent, PartnerDelivery.Desk);
        floor.Now += Within;
        floor.Said(new FloorCommand.RunEscalation(X));
        floor.Said(Report(First, PartnerReport.Accepted));
        Assert.That((One.At, One.Chain[0].State, One.Chain[1].State), Is.EqualTo((0, LinkState.Accepted, LinkState.Withdrawn)));
        Assert.That(One.Outbox.Select(parcel => (parcel.Kind, parcel.Link)), Is.EqualTo(new[] { (ParcelKind.Withdraw, 1) }));
        Assert.That(floor.ComesTo(Report(Second, PartnerReport.Accepted)), Is.EqualTo("EscalationTaken"));
    }

    [Test]
    public void What_cannot_be_delivered_at_all_goes_to_the_next_at_once_and_what_fails_is_tried_till_its_time_is_up()
    {
        floor.Said(new FloorCommand.NoteDelivery(X, One.Outbox[0].Key, DeliveryEnd.Failed, "timeout", null, true));
        Assert.That((One.At, One.Outbox[0].Tries, One.Chain[0].Fault, One.Chain[0].Told), Is.EqualTo((0, 1, "timeout", 1)), "it may have arrived: it is disclosed");
        floor.Said(new FloorCommand.NoteDelivery(X, One.Outbox[0].Key, DeliveryEnd.Gone, "gone", null, false));
        Assert.That((One.At, One.Chain[0].State), Is.EqualTo((1, LinkState.Failed)));
    }

    [Test]
    public void Closed_is_not_over_before_it_is_known_that_help_reached_the_person()
    {
        BringTo("Closed");
        Assert.That((One.OverAt, One.ReachDueAt), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)(floor.Now + floor.Rules.ReachSoon))));
        floor.Said(new FloorCommand.NoteReached(X, Me, true));
        Assert.That(One.OverAt, Is.EqualTo(floor.Now));
    }

    [Test]
    public void Closed_without_having_reached_the_person_goes_on_with_the_next()
    {
        BringTo("Closed");
        floor.Said(new FloorCommand.NoteReached(X, Me, false));
        Assert.That((One.At, One.Step, One.Reached), Is.EqualTo((1, EscalationStep.Submitted, (bool?)null)));
    }

    [Test]
    public void Not_yet_while_somebody_is_on_the_way_asks_again_later_and_withdraws_nothing()
    {
        BringTo("EnRoute");
        floor.Said(new FloorCommand.NoteReached(X, Me, false));
        Assert.That((One.Step, One.ReachDueAt), Is.EqualTo((EscalationStep.EnRoute, (DateTimeOffset?)(floor.Now + floor.Rules.ReachSoon))));
    }

    [Test]
    public void A_cancellation_of_what_is_taken_waits_for_the_partners_answer()
    {
        BringTo("EnRoute");
        floor.Said(new FloorCommand.CancelEscalation(X, Me));
        Assert.That((One.Step, One.Cancel), Is.EqualTo((EscalationStep.EnRoute, CancelState.Asked)));
        floor.Said(new FloorCommand.AnswerCancel(X, First, false));
        Assert.That((One.Step, One.Cancel), Is.EqualTo((EscalationStep.EnRoute, CancelState.Declined)));
        floor.Said(new FloorCommand.CancelEscalation(X, Me));
        floor.Said(new FloorCommand.AnswerCancel(X, First, true));
        Assert.That(One.Step, Is.EqualTo(EscalationStep.Cancelled));
    }

    [Test]
    public void A_change_of_facts_goes_to_whoever_has_it_and_two_at_once_clash()
    {
        BringTo("Accepted");
        floor.Said(new FloorCommand.UpdateEscalation(X, Me, 1, new CommandId("9-b")));
        Assert.That(One.Outbox.Select(parcel => (parcel.Kind, parcel.Part)), Is.EqualTo(new[] { (ParcelKind.Update, 2) }));
        Assert.That(floor.ComesTo(new FloorCommand.UpdateEscalation(X, Me, 1, new CommandId("9-c"))), Is.EqualTo("FormChanged"));
    }

    [Test]
    public void It_is_over_only_when_the_disclosure_log_has_what_left()
    {
        floor.Said(new FloorCommand.NoteDelivery(X, One.Outbox[0].Key, DeliveryEnd.Delivered, "delivered", null, true));
        foreach (var report in new[] { PartnerReport.Accepted, PartnerReport.OnScene, PartnerReport.Closed }) floor.Said(Report(First, report));
        floor.Said(new FloorCommand.NoteReached(X, Me, true));
        Assert.That(One.OverAt, Is.Null);
        floor.Said(new FloorCommand.NoteDisclosed(X, 0, 1));
        Assert.That(One.OverAt, Is.EqualTo(floor.Now));
        Assert.That(floor.ComesTo(new FloorCommand.ForgetEscalations([X])), Is.EqualTo("Unchanged"), "too young");
        floor.Now += floor.Rules.ForgetAfter;
        floor.Said(new FloorCommand.ForgetEscalations([X]));
        Assert.That(floor.State.Escalations, Is.Empty);
    }

    [Test]
    public void A_partner_that_was_never_asked_knows_nothing_of_it() =>
        Assert.That(floor.ComesTo(Report(Second, PartnerReport.Accepted)), Is.EqualTo("UnknownEscalation"));

    private Escalation One => floor.State.Escalation(X)!;

    private void BringTo(string step)
    {
        floor = Begun(step == "Held" ? Band.High : Band.Imminent);
        if (step is "Held" or "Submitted") return;
        if (step is "Delivered") floor.Said(new FloorCommand.NoteDelivery(X, One.Outbox[0].Key, DeliveryEnd.Delivered, "delivered", null, false));
        else if (step is "Cancelled") floor.Said(new FloorCommand.CancelEscalation(X, Me));
        else if (step is "Unanswered")
            while (One.DueAt is { } due)
            {
                floor.Now = due;
                floor.Said(new FloorCommand.RunEscalation(X));
            }
        else
        {
            floor.Said(Report(First, PartnerReport.Accepted));
            if (step == "Transported") floor.Said(Report(First, PartnerReport.ContactMade));
            if (step != "Accepted") floor.Said(Report(First, Enum.Parse<PartnerReport>(step)));
        }
        Assert.That(One.Step.ToString(), Is.EqualTo(step));
    }

    internal static FloorCommand.ReportEscalation Report(PartnerId partner, PartnerReport report) => new(X, partner, report, null, null, null);

    private static ImmutableArray<PartnerTarget> Chain(PartnerDelivery first = PartnerDelivery.Webhook) => [new(First, first, Within), new(Second, PartnerDelivery.Webhook, Within)];

    private static FloorCommand.BeginEscalation Begin(Fence? fence, PartnerDelivery first = PartnerDelivery.Webhook) => new(X, new ContactId("c"), Me, fence, Chain(first), new CommandId("9-a"));

    private static PaperFloor Begun(Band band, PartnerDelivery first = PartnerDelivery.Webhook)
    {
        var floor = new PaperFloor().Worker("w0").Worker("w1");
        floor.Do(A.Arrival("c", band));
        floor.BringTo("c", "w0", "Engaged");
        floor.Said(Begin(floor.Contact("c").HolderFence, first));
        return floor;
    }
}
