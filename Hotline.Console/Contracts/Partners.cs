using System.Text.Json.Serialization;

namespace Hotline.Contracts;

/// <summary>What a partner is.</summary>
public enum PartnerKind { Police, Ambulance, Fire, MobileCrisisTeam, Hospital, ChildProtection, OtherLine }

/// <summary>How a hand-over reaches a partner: signed webhook, the partner desk of this console, or a telephone call by the worker.</summary>
public enum PartnerDelivery { Webhook, Desk, Voice }

/// <summary>Shape of the body a webhook carries: our own JSON (docs/schemas/escalation.schema.json), or EIDO-shaped JSON.</summary>
public enum PayloadFormat { Hotline, Eido }

/// <summary>Where a partner answers.</summary>
/// <param name="Districts">Names or codes as the line writes them, compared without case; empty with no GeoJson = everywhere.</param>
/// <param name="GeoJson">RFC 7946 Polygon or MultiPolygon (or a Feature of one), WGS 84; null when not drawn.</param>
public sealed record PartnerArea(IReadOnlyList<string> Districts, string? GeoJson)
{
    public static readonly PartnerArea Everywhere = new([], null);
}

/// <summary>When a partner answers.</summary>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Open">Empty = always.</param>
public sealed record PartnerHours(string TimeZone, IReadOnlyList<OpeningHours> Open);

/// <summary>What an administrator sets of a partner.</summary>
/// <param name="Name">As the worker sees it, in English; 1–80 characters.</param>
/// <param name="NameZh">The same in Chinese; empty = <paramref name="Name"/>.</param>
/// <param name="Url">https (http only for hosts allowed by name in <c>Escalations:AllowedHosts</c>); for a webhook.</param>
/// <param name="VoiceNumber">To dial, also when another delivery is unanswered; must be there for voice.</param>
/// <param name="Say">What to say first on the telephone, English; may be empty.</param>
/// <param name="SayZh">The same in Chinese.</param>
/// <param name="Languages">BCP 47 primary, lower case; empty = any.</param>
/// <param name="AcknowledgeSeconds">Within what time it is to accept or reject, 10–3600; half of it after the first try it is asked again, all of it and the next in the chain is asked.</param>
/// <param name="Order">Place in the chain, lowest first.</param>
public sealed record PartnerSettings(
    string Name, string NameZh, PartnerKind Kind, PartnerDelivery Delivery, string? Url, PayloadFormat Format, string? VoiceNumber, string Say, string SayZh,
    PartnerArea Area, PartnerHours Hours, IReadOnlyList<string> Languages, int AcknowledgeSeconds, int Order, bool Enabled);

/// <summary>A partner as an administrator sees it.</summary>
/// <param name="Id">Slug: lower-case letters, digits, dashes.</param>
/// <param name="SecretSetAt">When the webhook secret was last rotated; null when there is none.</param>
/// <param name="PreviousUntil">Until when the secret before it signs too; null when it does not.</param>
/// <param name="Version">For optimistic concurrency; 1, 2, …</param>
public sealed record PartnerView(string Id, string Line, PartnerSettings Settings, DateTimeOffset? SecretSetAt, DateTimeOffset? PreviousUntil, int Version = 0);

/// <summary>POST <c>/api/v1/admin/lines/{line}/partners</c>, PUT <c>…/{id}</c>.</summary>
/// <param name="Id">Null on a change.</param>
/// <param name="Version">On a change, the one that was read.</param>
public sealed record SavePartner(string? Id, PartnerSettings Settings, int Version = 0);

/// <param name="Secret">Made because it is a webhook that had none; null otherwise.</param>
public sealed record SavedPartner(PartnerView Partner, PartnerSecret? Secret);

/// <summary>Adds the emergency numbers of a country that the line has not yet: cn (110, 120, 119) or us (911, 988).</summary>
public sealed record AddPresets(string Country);

/// <summary>The secret as it is shown once: <c>whsec_</c> and base64.</summary>
/// <param name="PreviousUntil">Until when the one before it is still accepted and signs beside it.</param>
public sealed record PartnerSecret(string PartnerId, string Secret, DateTimeOffset? PreviousUntil);

/// <summary>What came of a test.</summary>
/// <param name="Code">delivered, refused_address, redirected, timeout, connection_failed, tls_failed, answered_4xx, answered_5xx, gone, too_many, resting (not tried: it did not answer lately) or no_endpoint.</param>
/// <param name="Status">HTTP status; null when there was no answer.</param>
public sealed record PartnerTest(bool Delivered, string Code, int? Status, int Milliseconds);
