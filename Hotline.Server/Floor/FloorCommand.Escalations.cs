using System.Collections.Immutable;

namespace Hotline.Server.Floor;

public abstract partial record FloorCommand
{
    // Hand-over to partners; every form and every word is in the record, under the command that brought it

    /// <param name="Fence">The holder's; null for a supervisor.</param>
    public sealed record BeginEscalation(
        EscalationId Escalation, ContactId Contact, WorkerId By, Fence? Fence, ImmutableArray<PartnerTarget> Chain, CommandId Form) : FloorCommand;

    /// <summary>The second person.</summary>
    public sealed record ConfirmEscalation(EscalationId Escalation, WorkerId By) : FloorCommand;

    /// <summary>On without a second person; the typed reason is in the record.</summary>
    public sealed record ProceedEscalation(EscalationId Escalation, WorkerId By) : FloorCommand;

    /// <summary>Asks one more partner, or one again, while nobody has it.</summary>
    public sealed record AskPartner(EscalationId Escalation, WorkerId By, PartnerTarget Partner) : FloorCommand;

    /// <summary>What came of a try to deliver.</summary>
    /// <param name="Parcel">Its key.</param>
    /// <param name="Wait">As the partner asked for.</param>
    /// <param name="Left">A request left: the partner may have it, whatever it answered.</param>
    public sealed record NoteDelivery(EscalationId Escalation, string Parcel, DeliveryEnd End, string Code, TimeSpan? Wait, bool Left) : FloorCommand;

    /// <summary>The disclosure log has what this partner was told.</summary>
    public sealed record NoteDisclosed(EscalationId Escalation, int Link, int Version) : FloorCommand;

    /// <summary>A partner's desk shows it.</summary>
    public sealed record ShowEscalation(EscalationId Escalation, PartnerId Partner) : FloorCommand;

    /// <summary>Does what is due: asks again, or the next.</summary>
    public sealed record RunEscalation(EscalationId Escalation) : FloorCommand;

    /// <param name="Link">Which of the chain; null = the last of this partner that was asked.</param>
    public sealed record ReportEscalation(
        EscalationId Escalation, PartnerId Partner, PartnerReport Report, string? Number, RejectReason? Reason, Disposition? Disposition, int? Link = null) : FloorCommand;

    /// <param name="Version">Of the form it was made on.</param>
    public sealed record UpdateEscalation(EscalationId Escalation, WorkerId By, int Version, CommandId Form) : FloorCommand;

    /// <param name="Partner">Who says it; null = this side.</param>
    public sealed record SayEscalation(EscalationId Escalation, PartnerId? Partner, SaidKind Kind, CommandId Text) : FloorCommand;
    public sealed record CancelEscalation(EscalationId Escalation, WorkerId By) : FloorCommand;
    public sealed record AnswerCancel(EscalationId Escalation, PartnerId Partner, bool Agreed) : FloorCommand;

    /// <summary>Whether help reached the person.</summary>
    public sealed record NoteReached(EscalationId Escalation, WorkerId By, bool Reached) : FloorCommand;

    /// <summary>Drops those that are over, recorded and old enough.</summary>
    public sealed record ForgetEscalations(ImmutableArray<EscalationId> Escalations) : FloorCommand;
}

/// <summary>How a try to deliver ended.</summary>
public enum DeliveryEnd { Delivered, Failed, Refused, Gone }
