using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotline.Contracts;

/// <summary>One known fact about risk.</summary>
/// <param name="Kind">Such as <c>cssrs.4</c>; an unknown kind is kept as a warning and counts as unknown.</param>
/// <param name="Value">"yes", "no", "unknown", "refused" or a number.</param>
/// <param name="Source">help_seeker, worker, text, call_signal or history; null = help_seeker (intake) or worker (console).</param>
/// <param name="Confidence">0-100, how sure the source is; null = 100. Below the rule set's limit the answer counts as unknown.</param>
public sealed record EvidenceItem(string Kind, JsonElement Value, string? Source = null, DateTimeOffset? At = null, int? Confidence = null)
{
    public static EvidenceItem Of(string kind, string value) => new(kind, JsonSerializer.SerializeToElement(value, WireJson.Default.String));
    public static EvidenceItem Of(string kind, int value) => new(kind, JsonSerializer.SerializeToElement(value, WireJson.Default.Int32));
}

/// <summary>Who the help seeker is, as far as known. Sealed at rest; never on the floor.</summary>
public sealed record Particulars(string? Name, string? Number, string? Address, string? Note);

/// <summary>Consent to be called back if the help seeker leaves before being answered.</summary>
/// <param name="SafeFrom">Local time of day "HH:mm" from which a call is safe.</param>
public sealed record CallbackConsent(bool Consent, string? Number, bool? SafeToLeaveMessage, string? SafeFrom, string? SafeUntil);

/// <summary>Which workers the help seeker wants, or not. Where nothing is said, the worker of the last contact from the same number is preferred, as the line has it.</summary>
/// <param name="Prefer">A worker's id, or <c>last</c>: whoever had the last contact from the same number.</param>
/// <param name="Not">Workers' ids, or <c>last</c>; they are asked only when nobody else is left.</param>
public sealed record WorkerWish(string? Prefer, IReadOnlyList<string>? Not);

/// <summary>Body of <c>POST /api/v1/lines/{line}/contacts</c>. Every member is optional but the channel (default: the key's channel).</summary>
/// <param name="Skills">Must-haves: <c>skill</c> or <c>skill:level</c>; they never relax.</param>
/// <param name="Wishes">Wished skills in the same form, the most wanted first; they relax with the rings of the line.</param>
public sealed record OpenContactRequest(
    Channel? Channel, string? Language, IReadOnlyList<string>? Skills, IReadOnlyList<EvidenceItem>? Evidence,
    Particulars? Particulars, string? Text, CallbackConsent? Callback,
    IReadOnlyList<string>? Wishes = null, WorkerWish? Worker = null);

/// <summary>A member that could not be used as sent; the contact was accepted all the same.</summary>
public sealed record IntakeWarning(string Field, string Code, string Detail);

/// <summary>The wait to expect from now on, seconds. A range that most waits have lain in; never a promise.</summary>
public sealed record ExpectedWaitView(int FromSeconds, int UntilSeconds);

/// <param name="Durability">"recorded" (inbox row on disk), or "journaled".</param>
/// <param name="Place">1 = next; null when not waiting or not yet on the floor.</param>
/// <param name="Unstaffed">True when nobody eligible is on duty: show the emergency numbers.</param>
/// <param name="ExpectedWait">Null when nothing honest can be said, and for imminent.</param>
public sealed record ContactReceipt(
    string ContactId, Phase Phase, Band Band, int? Place, bool Unstaffed, string Durability,
    IReadOnlyList<string> EmergencyNumbers, string? OverflowLine, IReadOnlyList<IntakeWarning> Warnings, ExpectedWaitView? ExpectedWait = null);

public sealed record AddEvidenceRequest(IReadOnlyList<EvidenceItem>? Evidence);

public sealed record AddTextRequest(string? Text);

/// <summary>Body of <c>POST …/withdrawal</c>: why the help seeker left (hung_up, quick_exit, resolved); free of personal data.</summary>
public sealed record WithdrawRequest(string? Reason);

/// <summary>Answer of <c>GET …/contacts/{id}</c> for the channel that opened it.</summary>
/// <param name="Holder">Pseudonymous worker id of the current or last holder; null before.</param>
/// <param name="Fence">Last fence given, "epoch.number".</param>
/// <param name="ExpectedWait">What is left of the wait that was told; null once it has waited longer, when nothing honest can be said, and for imminent.</param>
public sealed record ContactPlace(
    string ContactId, Phase Phase, Band Band, int? Place, DateTimeOffset ArrivedAt, DateTimeOffset? AnsweredAt, DateTimeOffset? EndedAt,
    string? Outcome, string? Holder, string? Fence, bool Unstaffed, IReadOnlyList<string> EmergencyNumbers, string? OverflowLine, ExpectedWaitView? ExpectedWait = null);
