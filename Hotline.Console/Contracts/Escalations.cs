namespace Hotline.Contracts;

/// <summary>Where a hand-over to emergency partners stands. Unanswered: the chain is at its end, a person must act. Closed and Cancelled are final.</summary>
public enum EscalationStep
{
    Held, Submitted, Delivered, Accepted, Dispatched, EnRoute, OnScene, ContactMade, GoneOnArrival, Transported, Closed, Unanswered, Cancelled,
}

/// <summary>What a partner, or a worker for one reached by telephone, may report.</summary>
public enum PartnerReport { Accepted, Rejected, Dispatched, EnRoute, OnScene, ContactMade, GoneOnArrival, Transported, Closed }

/// <summary>Why a partner does not take it.</summary>
public enum RejectReason { OutOfArea, NoUnits, WrongKind, Duplicate, NotEnough, Other }

/// <summary>How a partner's part ended.</summary>
public enum Disposition { Helped, TakenToHospital, LeftSafe, NotFound, RefusedHelp, Deceased, NoActionNeeded, Other }

/// <summary>What became of one partner of the chain.</summary>
public enum ChainState { Ahead, Asked, Delivered, Accepted, Rejected, Unanswered, Failed, Withdrawn, Closed }

/// <summary>Where a cancellation stands.</summary>
public enum CancelState { None, Asked, Agreed, Declined }

/// <summary>Ground for passing on what is known.</summary>
public enum DisclosureGround { Consent, VitalInterest, DutyToProtectChild, LegalDuty }

/// <summary>What is asked for.</summary>
public enum ResponseWanted { Medical, Police, MobileCrisisTeam, Fire, ChildProtection, WelfareCheck }

/// <summary>Where the person is now.</summary>
/// <param name="Address">Civic address, one line.</param>
/// <param name="District">For choosing a partner by its area.</param>
/// <param name="UncertaintyMetres">Radius around latitude/longitude (WGS 84 degrees).</param>
/// <param name="KnownHow">Said, network, device, earlier contact.</param>
public sealed record WherePart(
    string? Address = null, string? District = null, double? Latitude = null, double? Longitude = null, int? UncertaintyMetres = null, string? Floor = null, string? Access = null,
    string? KnownHow = null, DateTimeOffset? KnownAt = null);

/// <summary>Who it is about.</summary>
public sealed record WhoPart(string? Name = null, string? Number = null, string? CallBack = null, string? Language = null, bool? StillOnLine = null);

/// <summary>What is happening. All texts one to a few lines, at most 500 characters each.</summary>
/// <param name="Since">When it began, as told.</param>
/// <param name="Means">Means or weapons at the scene.</param>
public sealed record WhatPart(
    string? Happening = null, bool? AttemptInProgress = null, string? Method = null, string? Substance = null, string? Amount = null, string? Since = null,
    string? Means = null, string? Others = null, string? Medical = null, string? MentalState = null, string? Medication = null, string? Hazards = null);

/// <summary>Who calls: the line and how its worker is reached.</summary>
public sealed record CallerPart(string? Name = null, string? DirectLine = null);

/// <summary>A hand-over as the worker fills it in. Everything may be missing; what must be there is named, and never blocks an imminent one.</summary>
public sealed record EscalationForm(
    WhoPart Who, WherePart Where, WhatPart What, CallerPart Caller, IReadOnlyList<ResponseWanted> Wanted, DisclosureGround? Ground, string? GroundNote)
{
    public static readonly EscalationForm Empty = new(new WhoPart(), new WherePart(), new WhatPart(), new CallerPart(), [], null, null);
}

/// <summary>What the desk shows before a hand-over: the form as far as it is known, and who can be asked.</summary>
/// <param name="Missing">Paths of must-fields that are empty.</param>
public sealed record EscalationDraft(EscalationForm Form, Band Band, bool NeedsSecond, IReadOnlyList<string> Missing, IReadOnlyList<PartnerChoice> Partners);

/// <param name="Suggested">In the chain that is proposed, in this order.</param>
/// <param name="WhyNot">closed, out_of_area, language or disabled; null when it can be asked.</param>
public sealed record PartnerChoice(
    string PartnerId, string Name, string NameZh, PartnerKind Kind, PartnerDelivery Delivery, string? VoiceNumber, string Say, string SayZh, int AcknowledgeSeconds, bool Suggested, string? WhyNot);

/// <summary>What exactly would leave for one partner.</summary>
/// <param name="Fields">Path → value, in the order of the form; nothing else leaves.</param>
/// <param name="Withheld">Paths that are filled and do not leave: this kind of partner does not need them.</param>
/// <param name="Body">The body as it would be sent; empty for voice.</param>
public sealed record EscalationPreview(string PartnerId, IReadOnlyList<FormField> Fields, IReadOnlyList<string> Withheld, string Body);

/// <summary>Asks what would leave for a partner.</summary>
public sealed record PreviewRequest(EscalationForm Form, string PartnerId);

public sealed record FormField(string Path, string Value);

/// <summary>Begins a hand-over.</summary>
/// <param name="Fence">The holder's; null for a supervisor.</param>
/// <param name="Chain">Partners in the order to ask; empty = as proposed.</param>
public sealed record BeginEscalation(string CommandId, string ContactId, string? Fence, EscalationForm Form, IReadOnlyList<string> Chain);

/// <summary>A later change of facts: sent on to whoever has it.</summary>
/// <param name="Version">Of the form it was made on; another version is a conflict.</param>
public sealed record UpdateEscalation(string CommandId, EscalationForm Form, int Version);

/// <summary>An order about one escalation.</summary>
/// <param name="Text">Typed reason, question, answer or note; 3–500 characters where one is asked for.</param>
/// <param name="Link">Index in the chain, where it matters.</param>
public sealed record EscalationOrder(string CommandId, string? Text = null, int? Link = null);

/// <summary>What a partner says about a hand-over, by desk, API or (through a worker) by telephone.</summary>
/// <param name="Number">The partner's own number, with Accepted; at most 64 characters.</param>
/// <param name="Reason">With Rejected.</param>
/// <param name="Disposition">With Closed.</param>
/// <param name="Text">A word more, at most 500 characters; where to, with Transported.</param>
public sealed record ReportOrder(string CommandId, PartnerReport Report, string? Number = null, RejectReason? Reason = null, Disposition? Disposition = null, string? Text = null, int? Link = null);

/// <summary>Whether help has reached the person.</summary>
public sealed record ReachedOrder(string CommandId, bool Reached, string? Text = null);

/// <summary>A cancellation's answer.</summary>
public sealed record CancelAnswer(string CommandId, bool Agreed, string? Text = null);

/// <summary>Answer to an order. Refusal is the slug of <see cref="Problem"/>.</summary>
/// <param name="Missing">Must-fields that are empty, when that is the reason.</param>
public sealed record EscalationReceipt(bool Done, string? EscalationId, string? Refusal, string? Detail, IReadOnlyList<string> Missing, bool Recorded);

/// <summary>One partner of a chain.</summary>
public sealed record LinkView(string PartnerId, string Name, string NameZh, PartnerKind Kind, PartnerDelivery Delivery, string? VoiceNumber, ChainState State, string? Number, RejectReason? Reason, int Tries, string? Fault, DateTimeOffset? AnswerUntil);

/// <summary>A hand-over as desk and board show it; no word of what it is about.</summary>
/// <param name="ConfirmFrom">From when a worker without a second person may go on, with a typed reason; null when none is asked for.</param>
/// <param name="ReachDueAt">By when it is asked whether help reached the person; null when there is nothing to ask.</param>
/// <param name="Reached">Null while not answered.</param>
/// <param name="Dial">The number to dial now, when a person must call.</param>
/// <param name="Mine">This worker began it.</param>
public sealed record EscalationView(
    string EscalationId, string ContactId, Band Band, EscalationStep Step, DateTimeOffset BeganAt, DateTimeOffset Since, string ByName, bool Mine, int Link, IReadOnlyList<LinkView> Chain,
    int FormVersion, DateTimeOffset? ConfirmFrom, DateTimeOffset? ReachDueAt, bool? Reached, CancelState Cancel, int OpenQuestions, DateTimeOffset? NextAt, string? Dial, bool IsOver);

/// <summary>Everything about one hand-over, for its worker, a supervisor, or the partner it was sent to.</summary>
public sealed record EscalationFile(EscalationView View, EscalationForm Form, int Version, IReadOnlyList<string> Missing, IReadOnlyList<EscalationMessage> Messages, IReadOnlyList<TimelineEntry> Timeline);

/// <summary>A question, an answer or a note, either way.</summary>
/// <param name="From">worker or partner.</param>
/// <param name="Kind">question, answer or note.</param>
public sealed record EscalationMessage(int Number, DateTimeOffset At, string From, string FromName, string Kind, string Text);

/// <summary>What a partner's desk shows: its own hand-overs, open ones first.</summary>
public sealed record PartnerDeskView(long Epoch, long Sequence, DateTimeOffset ServerTime, string PartnerName, string PartnerNameZh, IReadOnlyList<PartnerDeskRow> Open, IReadOnlyList<PartnerDeskRow> Recent);

/// <summary>One hand-over as its partner sees it.</summary>
/// <param name="State">Of this partner's link.</param>
public sealed record PartnerDeskRow(
    string EscalationId, Band Band, ChainState State, EscalationStep Step, DateTimeOffset SentAt, DateTimeOffset? AnswerUntil, string? Number, int FormVersion, CancelState Cancel, int Messages, int OpenQuestions);

/// <summary>A disclosure: what left, to whom, when, why. 42 CFR 2.51; PIPL 55–56.</summary>
/// <param name="Fields">Paths of what left, never the values.</param>
/// <param name="How">webhook, desk or voice.</param>
public sealed record DisclosureEntry(
    string DisclosureId, DateTimeOffset At, string EscalationId, string ContactId, string PartnerId, string PartnerName, string WorkerId, string? WorkerName, string How, string Where,
    IReadOnlyList<string> Fields, DisclosureGround? Ground, string? Why, string BodyHash, string? SecondWorkerId, string? SecondWorkerName);
