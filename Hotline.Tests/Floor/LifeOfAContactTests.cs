using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>The life cycles of domain.md, step by step.</summary>
public sealed class LifeOfAContactTests
{
    private static readonly ContactId C = new("c");
    private static readonly WorkerId W = new("w0");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open()
    {
        floor = new PaperFloor().Worker("w0");
        floor.Do(A.Arrival("c"));
    }

    /// <summary>Every order on a contact in every state: what it comes to, or why not.</summary>
    [TestCase("Waiting", "accept", "UnknownOffer")]
    [TestCase("Waiting", "end", "NotEngaged")]
    [TestCase("Waiting", "finish", "NotInWrapUp")]
    [TestCase("Waiting", "withdraw", "Abandoned")]
    [TestCase("Waiting", "last call", "NoLastCall")]
    [TestCase("Offered", "accept", "Engaged")]
    [TestCase("Offered", "decline", "Waiting")]
    [TestCase("Offered", "end", "NotEngaged")]
    [TestCase("Offered", "withdraw", "Abandoned")]
    [TestCase("Engaged", "accept", "Engaged")]
    [TestCase("Engaged", "decline", "OfferAlreadyAccepted")]
    [TestCase("Engaged", "withdraw", "ContactEngaged")]
    [TestCase("Engaged", "end", "WrapUp")]
    [TestCase("Engaged", "finish", "NotInWrapUp")]
    [TestCase("WrapUp", "end", "WrapUp")]
    [TestCase("WrapUp", "finish", "Closed")]
    [TestCase("WrapUp", "withdraw", "ContactEngaged")]
    [TestCase("Closed", "accept", "OfferAlreadyAccepted")]
    [TestCase("Closed", "end", "ContactOver")]
    [TestCase("Closed", "finish", "Closed")]
    [TestCase("Closed", "withdraw", "ContactOver")]
    [TestCase("Abandoned", "withdraw", "Abandoned")]
    [TestCase("Abandoned", "end", "ContactOver")]
    public void An_order_in_a_state_comes_to(string state, string order, string comesTo)
    {
        BringTo(state);
        var offer = floor.Contact("c").Offers.FirstOrDefault();
        var fence = floor.Contact("c").LastFence;
        var decision = floor.Do(order switch
        {
            "accept" => new FloorCommand.AcceptOffer(C, offer?.Id ?? new OfferId("none"), W, fence),
            "decline" => new FloorCommand.DeclineOffer(C, offer?.Id ?? new OfferId("none"), W),
            "end" => new FloorCommand.EndContact(C, W, fence, Outcome.Supported),
            "finish" => new FloorCommand.FinishWrapUp(C, W, fence),
            "last call" => new FloorCommand.TakeLastCall(C, W),
            _ => new FloorCommand.WithdrawContact(C, "hung_up"),
        });
        Assert.That(decision is Decision.Refused refused ? refused.Why.ToString() : floor.Contact("c").State.GetType().Name, Is.EqualTo(comesTo));
    }

    [Test]
    public void An_expired_offer_cannot_be_accepted_and_makes_the_worker_not_responding()
    {
        BringTo("Offered");
        var offer = floor.PendingOf("c", "w0");
        floor.Do(new FloorCommand.ShowOffer(C, offer.Id, W));
        floor.Now = offer.Until + TimeSpan.FromMilliseconds(1);
        var late = floor.Do(new FloorCommand.AcceptOffer(C, offer.Id, W, offer.Fence));
        floor.RunTimers();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(late, Is.EqualTo(new Decision.Refused(Refusal.OfferExpired)));
            Assert.That(floor.Contact("c").State, Is.TypeOf<ContactState.Waiting>());
            Assert.That(floor.Who("w0").Presence, Is.EqualTo(PresenceKind.NotResponding));
            Assert.That(floor.Who("w0").Holdings, Is.Empty);
        }
    }

    [Test]
    public void An_offer_the_console_never_showed_is_rescinded_and_the_worker_is_not_blamed()
    {
        BringTo("Offered");
        floor.Now += floor.Rules.UnshownAfter;
        floor.RunTimers();
        Assert.That((floor.Who("w0").Presence, floor.Contact("c").Offers.Single().End), Is.EqualTo((PresenceKind.Available, (OfferEnd?)OfferEnd.Unshown)));
        floor.Plan();
        Assert.That(floor.Contact("c").Pending, Is.Empty, "quiet for a while");
    }

    [Test]
    public void A_lost_console_frees_its_offers_keeps_its_call_and_gives_back_its_chat_after_a_minute()
    {
        floor.Do(A.Arrival("chat", channel: Channel.Chat));
        floor.Worker("w1");
        floor.Plan();
        var chat = floor.Contact("chat").Pending.Single().Worker;
        floor.Accepted("chat", chat.Value);
        var call = floor.Contact("c").Pending.Single().Worker;
        floor.Accepted("c", call.Value);
        floor.Do(new FloorCommand.LoseConsole(chat));
        floor.Do(new FloorCommand.LoseConsole(call));
        floor.Now += floor.Rules.ReofferLostAfter;
        floor.RunTimers();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(floor.Contact("c").State, Is.TypeOf<ContactState.Engaged>(), "the voice leg may be alive");
            Assert.That(floor.Contact("chat").State, Is.TypeOf<ContactState.Waiting>());
            Assert.That(floor.Contact("chat").FirstInBand, Is.True);
        }
    }

    [Test]
    public void Wrap_up_ends_by_itself_but_never_after_high_or_imminent()
    {
        BringTo("WrapUp");
        floor.Now += floor.Rules.WrapUpFor;
        floor.RunTimers();
        Assert.That(floor.Contact("c").State, Is.TypeOf<ContactState.Closed>());
        floor.Do(A.Arrival("h", Band.High));
        floor.Plan();
        floor.Accepted("h", "w0");
        floor.Do(new FloorCommand.EndContact(new ContactId("h"), W, floor.Contact("h").LastFence, Outcome.Supported));
        floor.Now += TimeSpan.FromHours(3);
        floor.RunTimers();
        Assert.That(floor.Contact("h").State, Is.TypeOf<ContactState.WrapUp>());
    }

    [Test]
    public void A_last_call_is_taken_by_anybody_signed_in_with_room()
    {
        floor.Do(new FloorCommand.SetPresence(W, PresenceKind.Break, BreakReason.Meal));
        floor.Do(new FloorCommand.RaiseLastCall(C));
        floor.Do(new FloorCommand.TakeLastCall(C, W));
        Assert.That(floor.Contact("c").Holder, Is.EqualTo(W));
    }

    [Test]
    public void A_claim_from_before_a_restore_gives_the_contact_back_and_one_from_this_epoch_does_not()
    {
        Assert.That(floor.Do(new FloorCommand.ClaimContact(C, W, new Fence(1, 1))), Is.EqualTo(new Decision.Refused(Refusal.FenceOutdated)));
        floor.Do(new FloorCommand.ClaimContact(C, W, new Fence(0, 7)));
        Assert.That(floor.Contact("c").Holder, Is.EqualTo(W));
    }

    private void BringTo(string state)
    {
        if (state is "Waiting") return;
        if (state is "Abandoned")
        {
            floor.Do(new FloorCommand.WithdrawContact(C, "hung_up"));
            return;
        }
        floor.Plan();
        if (state is "Offered") return;
        floor.Accepted("c", "w0");
        if (state is "Engaged") return;
        floor.Do(new FloorCommand.EndContact(C, W, floor.Contact("c").LastFence, Outcome.Supported));
        if (state is "WrapUp") return;
        floor.Do(new FloorCommand.FinishWrapUp(C, W, floor.Contact("c").LastFence));
    }
}
