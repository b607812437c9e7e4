using System.Text.Json.Serialization;

namespace Hotline.Server.Floor;

/// <summary>What happened to a hand-over to partners.</summary>
public enum EscalationNews
{
    Began, Confirmed, WentAlone, Asked, AskedAgain, Delivered, DeliveryFailed, Shown, Unanswered, NobodyAnswers,
    Accepted, Rejected, Dispatched, EnRoute, OnScene, ContactMade, GoneOnArrival, Transported, Closed,
    Withdrawn, Updated, Question, Answer, Note, CancelAsked, CancelAgreed, CancelDeclined, Cancelled, Reached, NotReached, GivenUp, Over, Forgotten,
}

[JsonDerivedType(typeof(EscalationMoved), nameof(EscalationMoved))]
public abstract partial record FloorEvent
{
    /// <param name="By">Null when a partner or a timer did it.</param>
    /// <param name="Code">Of a rejection, a disposition or a failed delivery.</param>
    public sealed record EscalationMoved(ContactId Contact, EscalationId Escalation, EscalationNews What, WorkerId? By, PartnerId? Partner, string? Code) : OfContact(Contact)
    {
        public override WorkerId? Who => By;
    }
}
