using CsCheck;
using Hotline.Server.Escalations;
using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>Properties of a hand-over under any sequence of orders, reports, deliveries and times.</summary>
public sealed class EscalationPropertyTests
{
    private static readonly EscalationId X = new("x");
    private static readonly WorkerId Me = new("w0");
    private static readonly PartnerDelivery[] Ways = [PartnerDelivery.Webhook, PartnerDelivery.Desk, PartnerDelivery.Webhook, PartnerDelivery.Voice];

    private static readonly Gen<(int Kind, int Who, int Extra, int Seconds)[]> Steps =
        Gen.Select(Gen.Int[0, 13], Gen.Int[0, 3], Gen.Int[0, 99], Gen.Int[0, 40]).Array[1, 80];

    [Test]
    public void It_always_waits_for_somebody_and_never_has_two_partners() => Steps.Sample(
        steps =>
        {
            var floor = Begun(steps.Length % 2 == 0 ? Band.Imminent : Band.High);
            foreach (var step in steps)
            {
                floor.Now += TimeSpan.FromSeconds(step.Seconds);
                Take(floor, step);
                // What is due is done at once, as the loop does it.
                while (floor.State.Escalation(X) is { OverAt: null, DueAt: { } due } && due <= floor.Now) floor.Said(new FloorCommand.RunEscalation(X));
                if (floor.State.Escalation(X) is not { } one) return;
                if (Wrong(one, floor) is { } wrong) throw new AssertionException($"after {step}: {wrong}: {one}");
            }
        },
        iter: 4000);

    [Test]
    public void Left_alone_it_ends_with_a_person_within_the_time_of_its_chain() => Steps.Sample(
        steps =>
        {
            var floor = Begun(Band.Imminent);
            foreach (var step in steps.Take(6)) Take(floor, step);
            var (one, most) = (floor.State.Escalation(X)!, floor.Now + TimeSpan.FromSeconds(60 * 12));
            while (floor.State.Escalation(X) is { OverAt: null, DueAt: { } due })
            {
                floor.Now = due > floor.Now ? due : floor.Now;
                floor.Said(new FloorCommand.RunEscalation(X));
                Assert.That(floor.Now, Is.LessThanOrEqualTo(most));
            }
            Assert.That(floor.State.Escalation(X)!.Step, Is.Not.EqualTo(EscalationStep.Submitted).And.Not.EqualTo(EscalationStep.Delivered), one.ToString());
        },
        iter: 1000);

    [Test]
    public void The_check_sees_two_partners_and_one_that_waits_for_nobody()
    {
        var floor = Begun(Band.Imminent);
        var one = floor.State.Escalation(X)!;
        Assert.That(Wrong(one with { Chain = [.. one.Chain.Select(link => link with { State = LinkState.Accepted })] }, floor), Does.Contain("two"));
        Assert.That(Wrong(one with { Step = EscalationStep.Accepted, ReachDueAt = null }, floor), Is.Not.Null);
        Assert.That(Wrong(one, floor), Is.Null);
    }

    private static string? Wrong(Escalation one, PaperFloor floor)
    {
        if (one.Chain.Count(link => link.State == LinkState.Accepted) > 1) return "two partners have it";
        if (one.Chain.Count(link => link.IsOpen) > 1) return "two partners are asked";
        if (one.IsTaken && one.Current is not { State: LinkState.Accepted }) return "taken by nobody";
        if (one.Step is EscalationStep.Submitted or EscalationStep.Delivered && one.Current is not { IsOpen: true }) return "asked of nobody";
        if (one.Outbox.Select(parcel => parcel.Key).Distinct().Count() != one.Outbox.Length) return "a message twice";
        if (one.Outbox.Any(parcel => one.Chain[parcel.Link].Delivery != PartnerDelivery.Webhook)) return "a message to who takes none";
        if (one.Chain.Any(link => link.Logged > link.Told)) return "logged what nobody was told";
        if (floor.State.Contact(one.Contact)?.Holder != Me) return "the contact was taken from its worker";
        // Messages and the log go on by themselves; only waiting for nothing is wrong here.
        return AuditEscalations.Fault(one, floor.Now) is "waits_for_nothing" or "timer_late" ? AuditEscalations.Fault(one, floor.Now) : null;
    }

    private static void Take(PaperFloor floor, (int Kind, int Who, int Extra, int Seconds) step)
    {
        var (kind, who, extra, _) = step;
        var partner = new PartnerId("p" + who);
        var one = floor.State.Escalation(X)!;
        var parcel = one.Outbox.IsEmpty ? "none" : one.Outbox[extra % one.Outbox.Length].Key;
        floor.Do(kind switch
        {
            0 or 1 or 2 or 3 => new FloorCommand.ReportEscalation(X, partner, (PartnerReport)(extra % 9), extra % 2 == 0 ? "n" + extra : null, null, null, extra % 5 == 0 ? extra % 4 : null),
            4 or 5 => new FloorCommand.NoteDelivery(X, parcel, (DeliveryEnd)(extra % 4), "code", null, extra % 3 != 0),
            6 => new FloorCommand.ShowEscalation(X, partner),
            7 => new FloorCommand.ConfirmEscalation(X, new WorkerId("w" + (extra % 3))),
            8 => new FloorCommand.ProceedEscalation(X, Me),
            9 when extra % 4 == 0 => new FloorCommand.CancelEscalation(X, Me),
            9 => new FloorCommand.AnswerCancel(X, partner, extra % 2 == 0),
            10 => new FloorCommand.AskPartner(X, Me, new PartnerTarget(partner, Ways[who], TimeSpan.FromSeconds(60))),
            11 => new FloorCommand.NoteReached(X, Me, extra % 2 == 0),
            12 => extra % 2 == 0 ? new FloorCommand.UpdateEscalation(X, Me, one.Forms.Length, new CommandId("9-" + extra)) : new FloorCommand.NoteDisclosed(X, who, one.Chain.Length > who ? one.Chain[who].Told : 0),
            _ => new FloorCommand.SayEscalation(X, extra % 2 == 0 ? partner : null, (SaidKind)(extra % 3), new CommandId("8-" + extra)),
        });
    }

    private static PaperFloor Begun(Band band)
    {
        var floor = new PaperFloor().Worker("w0").Worker("w1");
        floor.Do(A.Arrival("c", band));
        floor.BringTo("c", "w0", "Engaged");
        floor.Said(new FloorCommand.BeginEscalation(
            X, new ContactId("c"), Me, floor.Contact("c").HolderFence, [.. Ways.Select((way, index) => new PartnerTarget(new PartnerId("p" + index), way, TimeSpan.FromSeconds(60)))], new CommandId("9-a")));
        return floor;
    }
}
