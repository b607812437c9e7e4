using System.Collections.Frozen;
using System.Diagnostics;
using Hotline.Server.Floor;

namespace Hotline.Server.Platform;

/// <summary>Status and title of a problem. Clients hold on to the slug; the title is for people.</summary>
public sealed record ProblemKind(string Slug, int Status, string Title);

/// <summary>Every problem the server can answer with, in one table. A slug, once published, does not change its meaning.</summary>
public static partial class Problems
{
    /// <summary>Address of a problem's type is this and the slug; the host does not exist on purpose (RFC 2606).</summary>
    public const string TypePrefix = "https://hotline.invalid/problems/";

    private static readonly FrozenDictionary<string, ProblemKind> Table = new ProblemKind[]
    {
        // Requests
        new("bad_request", 400, "The request could not be read."),
        new("validation_failed", 400, "Some members are not as they must be."),
        new("idempotency_key_missing", 400, "Send an Idempotency-Key header with this request."),
        new("idempotency_in_progress", 409, "A request with this Idempotency-Key is being worked on; try again in a moment."),
        new("idempotency_key_reused", 422, "This Idempotency-Key was used for another request."),
        new("too_large", 413, "The body is larger than 64 KB."),
        new("intake_unavailable", 503, "It could not be stored just now. Send it again with the same key; in danger, call an emergency number."),
        new("not_found", 404, "There is nothing at this address."),
        new("method_not_allowed", 405, "This address does not take that method."),
        new("not_acceptable", 406, "The answer cannot be given in that form."),
        new("payload_too_large", 413, "The request is larger than this address takes."),
        new("unsupported_media_type", 415, "Send application/json."),
        new("too_many_requests", 429, "Too many requests; wait as Retry-After says. In danger, call an emergency number."),
        new("internal_error", 500, "Something went wrong on our side. Try again; quote the trace id if it stays."),
        new("unavailable", 503, "Nothing can be stored at the moment. Try again as Retry-After says; in danger, call an emergency number."),
        new("draining", 503, "This server is going down; try again, another one answers."),

        // Who asks
        new("not_signed_in", 401, "Sign in first."),
        new("sign_in_failed", 401, "User name or password is wrong."),
        new("second_factor_needed", 401, "A second factor is needed."),
        new("locked_out", 423, "Too many failed attempts; the account is locked for a while."),
        new("account_disabled", 403, "This account is disabled."),
        new("forbidden", 403, "This account may not do that."),
        new("origin_refused", 403, "Requests from that origin are refused."),
        new("channel_key_invalid", 401, "The channel key is missing, unknown or revoked."),
        new("channel_not_allowed", 403, "This key does not open contacts of that channel."),
        new("line_not_allowed", 403, "This key or account belongs to another line."),
        new("wrong_line", 403, "This channel key belongs to another line."),
        new("token_invalid", 410, "The link or token is unknown, used or expired. Ask for a new one."),
        new("password_too_weak", 400, "The password does not meet the rules."),
        new("not_allowed_in_production", 403, "This exists in Development only."),
        new("signature_invalid", 401, "Partner, signature or its time is not as it must be; sign anew with the secret of this partner, by a clock that is right."),
        new("already_set_up", 409, "There is an administrator already."),

        // What is asked for
        new("webhook_id_reused", 422, "This webhook-id was used for another message; each message has its own."),
        new("unknown_line", 404, "There is no such line."),
        new("line_disabled", 403, "This line is switched off."),
        new("unknown_account", 404, "There is no such account."),
        new("unknown_key", 404, "There is no such channel key."),
        new("unknown_alarm", 404, "There is no such alarm."),
        new("unknown_chain", 404, "There is no such audit chain."),
        new("not_your_contact", 403, "This contact is not yours to see."),
        new("note_too_long", 400, "The note is longer than 16,000 characters; shorten it."),
        new("record_pending", 503, "The record of this contact is still being written; try again in a moment."),
        new("records_unavailable", 503, "The records do not answer at the moment; keep what you have and try again."),
        new("note_changed", 409, "The note was saved elsewhere in between; read it again and merge."),
        new("version_changed", 409, "It was changed in between; read it again."),
        new("name_taken", 409, "That name or id is in use."),
        new("last_administrator", 409, "The last administrator cannot be disabled or lose the role."),
        new("invalid_line", 400, "Some settings of the line are not as they must be; errors names each."),
        new("invalid_routing", 400, "Some settings of the routing are not as they must be; errors names each."),
        new("invalid_worker", 400, "Some members of the account are not as they must be; errors names each."),
        new("invalid_partner", 400, "Some settings of the partner are not as they must be; errors names each."),
        new("partner_changed", 409, "The partner was changed in between; read it again."),
        new("unknown_partner", 404, "The line has no such partner, or it is switched off."),
        new("no_webhook", 409, "Only a partner reached by webhook has a secret or can be sent a test."),
        new("invalid_key", 400, "Line, channel or name of the key is not as it must be; errors names each."),
        new("line_changed", 409, "The line was changed in between; read it again."),
        new("hand_not_needed", 409, "The floor answers: assign the contact on the board."),
        new("already_handed", 409, "This contact was handed to somebody by hand; withdraw that first."),
        new("switch_unavailable", 503, "The records do not answer at the moment; nothing was switched. Try again when they are back."),
        new("message_length", 400, "Write 1 to 500 characters."),
        new("unknown_message", 404, "There is no such message for you any more."),
        new("shift_note_length", 400, "Write 1 to 2,000 characters."),
        new("not_handed", 409, "This contact is not handed to anybody by hand now."),
        new("rule_set_broken", 422, "The rule set cannot be used; problems names line and reason of each fault."),
        new("text_model_broken", 422, "That is no text model, or one that another version of Hotline made."),
        new("rule_set_known", 409, "This very file is known already."),
        new("unknown_rule_set", 404, "There is no such rule set."),
        new("unknown_rule_set_use", 404, "There is no such proposal."),
        new("rule_set_decided", 409, "This was decided already; read it again."),
        new("second_person_needed", 403, "Somebody other than who proposed it must decide."),
        new("line_unusable", 409, "That line cannot take the contact now: it is closed, diverted, or does not speak the language; choose somebody else."),
        new("escalation_not_yours", 403, "This hand-over is not yours; its worker, who holds the contact, and supervisors may act."),
        new("text_needed", 400, "Type 3 to 500 characters."),
        new("form_incomplete", 422, "Some things that a partner needs are missing; missing names them. An imminent one is never held back for them."),
        new("form_too_long", 400, "Each part of the form takes at most 500 characters."),
        new("number_malformed", 400, "The partner's number takes letters, digits, dots, slashes, dashes and underscores, 1 to 64 of them."),
        new("reason_missing", 400, "Give a reason of 3 to 500 characters."),
    }.Concat(Enum.GetValues<Refusal>().Select(Kind)).ToFrozenDictionary(kind => kind.Slug);

    /// <summary>All of them; a slug occurs once.</summary>
    public static IReadOnlyCollection<ProblemKind> All => Table.Values;

    public static ProblemKind Find(string slug) => Table.TryGetValue(slug, out var kind)
        ? kind : throw new ArgumentOutOfRangeException(nameof(slug), slug, "Not in the table of Problems.cs.");

    /// <summary>An answer of <c>application/problem+json</c>. Throws for a slug that is not in the table.</summary>
    /// <param name="detail">English, about this case; never a person.</param>
    /// <param name="extensions">More members, such as <c>emergencyNumbers</c>.</param>
    public static IResult Problem(string slug, string? detail = null, IDictionary<string, object?>? extensions = null)
    {
        var kind = Find(slug);
        return TypedResults.Problem(detail, statusCode: kind.Status, title: kind.Title, type: TypePrefix + kind.Slug, extensions: extensions);
    }

    /// <summary>The answer to a refused command.</summary>
    public static IResult Problem(Refusal refusal, IDictionary<string, object?>? extensions = null) => Problem(Of(refusal).Slug, extensions: extensions);

    /// <summary>Slug, a sentence a worker can act on, and status of a refusal.</summary>
    public static (string Slug, string Sentence, int Status) Of(Refusal refusal)
    {
        var kind = Find(SlugOf(refusal));
        return (kind.Slug, kind.Title, kind.Status);
    }

    private static ProblemKind Kind(Refusal refusal)
    {
        var (status, sentence) = Say(refusal);
        return new ProblemKind(SlugOf(refusal), status, sentence);
    }

    private static (int Status, string Sentence) Say(Refusal refusal) => refusal switch
    {
        Refusal.UnknownContact => (404, "This contact is not on the floor; look it up in the records."),
        Refusal.UnknownWorker => (404, "This worker has not joined the floor; ask them to open their desk."),
        Refusal.UnknownOffer => (404, "This offer is not known; your desk shows what is offered now."),
        Refusal.OfferExpired => (409, "The offer ran out; the contact is back in the queue. Say \"I'm here\" to get the next one."),
        Refusal.OfferDeclined => (409, "You declined this offer; it has gone to someone else."),
        Refusal.OfferRescinded => (409, "The offer was withdrawn; the contact is being answered elsewhere or has left."),
        Refusal.OfferAlreadyAccepted => (409, "This offer was accepted already; the contact is on your desk or was answered by a colleague."),
        Refusal.OfferNotYours => (403, "This offer was made to someone else."),
        Refusal.FenceOutdated => (409, "The contact has passed to someone else since; stop working on it here."),
        Refusal.NotHolder => (409, "You do not hold this contact any more; your desk shows what you hold."),
        Refusal.NotWaiting => (409, "The contact is not waiting; the board shows where it is."),
        Refusal.NotEngaged => (409, "The contact is not in conversation; it has ended or was never accepted."),
        Refusal.NotInWrapUp => (409, "The contact is not in wrap-up; end the conversation first."),
        Refusal.ContactOver => (409, "The contact is over; open its record to add to it."),
        Refusal.ContactEngaged => (409, "Somebody is talking with this contact; take it over with a reason if you must."),
        Refusal.NoCapacity => (409, "No capacity left; end or wrap up what is held first."),
        Refusal.WorkerNotAvailable => (409, "The worker is not available; choose someone else or set their presence."),
        Refusal.WorkerNotSignedIn => (409, "The worker has no console open; choose someone else."),
        Refusal.NobodyEligible => (409, "Nobody on duty can take this contact; assign it by hand or call the overflow line."),
        Refusal.NoLastCall => (409, "There is no last call for this contact any more; somebody has taken it."),
        Refusal.PullNotAllowed => (409, "You cannot take the next contact yourself now: the line must allow it, and you must be on duty; a diverted queue is the supervisors'."),
        Refusal.NothingToPull => (409, "Nobody waits whom you can take now; end or wrap up what you hold, or wait for an offer."),
        Refusal.WorkerBusy => (409, "Something is still held; end or hand over the contacts first."),
        Refusal.DebriefProtected => (409, "The worker is in a protected debrief; choose someone else, or wait until they say they are back."),
        Refusal.IllegalPresence => (409, "That presence cannot be chosen now; choose available, a break or off duty."),
        Refusal.NothingDue => (409, "Nothing of this contact is due."),
        Refusal.StaleCommand => (409, "This command is too old to be repeated safely; look at the desk and do it again."),
        Refusal.LedgerUnavailable => (503, "The floor does not answer at the moment; keep going, it is tried again."),
        Refusal.RecordsFull => (503, "Too much waits for the records; nothing new is taken until they are back."),
        Refusal.Contended => (503, "Too many changes at once; try again."),
        Refusal.TransferRunning => (409, "Somebody is being asked for this contact already; call that back first."),
        Refusal.TransferIllegal => (409, "Another line can only be given the contact; choose to hand it over directly."),
        Refusal.NoTransfer => (409, "There is no transfer of this contact now; your desk shows where it stands."),
        Refusal.AskedAlready => (409, "That person is in the conversation or has been asked for it already; choose someone else, or hand over to them."),
        Refusal.LacksNeeds => (409, "That person lacks the channel, language or skill this contact needs, or is not wanted by the help seeker; choose someone else."),
        Refusal.NotBeside => (409, "That person is not in the conversation; ask them first."),
        Refusal.SupervisorBeside => (409, "A supervisor joined; only they themselves can leave."),
        Refusal.HolderPresent => (409, "Whoever holds the contact is there; ask them to hand it over."),
        Refusal.UnknownEscalation => (404, "This hand-over is not known here; look at the list of hand-overs."),
        Refusal.NoPartner => (409, "Choose at least one partner to ask."),
        Refusal.NotHeld => (409, "This hand-over does not wait for a second person any more; it shows where it stands."),
        Refusal.ConfirmationNeeded => (409, "A second person confirms it first; after a minute without one, go on with a typed reason."),
        Refusal.EscalationOver => (409, "This hand-over is over; begin a new one if help is still needed."),
        Refusal.EscalationTaken => (409, "A partner has it already; talk with that partner, or cancel first."),
        Refusal.EscalationMovedOn => (409, "This hand-over has gone on to somebody else; it is not yours any more."),
        Refusal.NotAccepted => (409, "Accept it first; then report how it goes."),
        Refusal.StepBehind => (409, "A later step was reported already; nothing was changed."),
        Refusal.StepIllegal => (409, "That step cannot follow from where the hand-over stands."),
        Refusal.FormChanged => (409, "Somebody else changed the form meanwhile; read it again and make your change there."),
        Refusal.TooMuchSaid => (409, "A hundred messages are the most; call each other."),
        Refusal.NoCancel => (409, "Nobody asked to cancel this hand-over."),
        Refusal.NothingReached => (409, "No partner has accepted it yet; there is nothing to confirm."),
        Refusal.ReasonNeeded => (409, "It was answered a while ago; taking it over takes a reason of 3 to 500 characters."),
        _ => throw new UnreachableException($"Refusal {refusal} has no sentence."),
    };

    /// <summary>The name in snake_case: OfferExpired → offer_expired.</summary>
    private static string SlugOf(Refusal refusal) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(refusal.ToString());
}
