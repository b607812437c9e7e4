using Hotline.Server.Escalations;
using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Escalations;

/// <summary>What the auditor calls stuck.</summary>
public sealed class AuditEscalationsTests
{
    private static readonly ChainLink Asked = new(new PartnerId("p"), PartnerDelivery.Webhook, TimeSpan.FromSeconds(60))
    {
        State = LinkState.Asked, AskedAt = A.T0, AnswerUntil = A.T0.AddSeconds(60), RetryAt = A.T0.AddSeconds(30), Version = 1,
    };

    private static readonly Escalation One = new()
    {
        Id = new EscalationId("x"), Contact = new ContactId("c"), Band = Band.Imminent, By = new WorkerId("w"), BeganAt = A.T0, Step = EscalationStep.Submitted, Since = A.T0, Chain = [Asked], At = 0,
        Forms = [new CommandId("1-a")],
    };

    [TestCase(10, null)]
    [TestCase(45, null)]
    [TestCase(55, "timer_late")]
    public void A_time_that_is_up_is_late_after_twenty_seconds(int seconds, string? fault) => Assert.That(AuditEscalations.Fault(One, A.T0.AddSeconds(seconds)), Is.EqualTo(fault));

    [Test]
    public void A_message_that_is_not_sent_a_disclosure_that_is_not_written_and_a_hand_over_that_waits_for_nothing_are_seen()
    {
        var parcel = new OutParcel(ParcelKind.Cancel, 0, 0, A.T0, A.T0.AddHours(1));
        var taken = One with { Step = EscalationStep.Accepted, Chain = [Asked with { State = LinkState.Accepted }], ReachDueAt = A.T0.AddHours(1) };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(AuditEscalations.Fault(taken with { Outbox = [parcel] }, A.T0.AddSeconds(41)), Is.EqualTo("message_late"));
            Assert.That(AuditEscalations.Fault(taken with { Chain = [taken.Chain[0] with { Told = 1 }] }, A.T0.AddMinutes(3)), Is.EqualTo("disclosure_late"));
            Assert.That(AuditEscalations.Fault(taken with { ReachDueAt = null }, A.T0), Is.EqualTo("waits_for_nothing"));
            Assert.That(AuditEscalations.Fault(taken, A.T0.AddMinutes(3)), Is.Null);
            Assert.That(AuditEscalations.Fault(taken with { ReachDueAt = null, OverAt = A.T0 }, A.T0.AddHours(1)), Is.Null, "over");
        }
    }
}
