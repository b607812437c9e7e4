using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotline.Contracts;

/// <summary>A partner reports over the signed API. The message's webhook-id is its command.</summary>
/// <param name="Number">The partner's own number; at most 64 letters, digits and . / _ -, a letter or digit first</param>
/// <param name="Reason">Needed with Rejected.</param>
/// <param name="Disposition">Needed with Closed.</param>
/// <param name="Text">At most 500 characters; where to, with Transported.</param>
public sealed record PartnerReportBody(PartnerReport? Report, string? Number = null, RejectReason? Reason = null, Disposition? Disposition = null, string? Text = null);

/// <summary>A question, an answer or a note; 1–500 characters.</summary>
public sealed record PartnerTextBody(string? Text);

/// <summary>Answer to a cancellation that the line asked for.</summary>
public sealed record PartnerCancelBody(bool? Agreed, string? Text = null);

/// <summary>The message was taken.</summary>
/// <param name="Exists">This very message had been taken before; nothing was done twice.</param>
/// <param name="Recorded">It is on disk, not only on the floor.</param>
public sealed record PartnerAnswer(string EscalationId, bool Exists, bool Recorded);

/// <summary>JSON of the signed partner API: camelCase, enums by name.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PartnerReportBody))]
[JsonSerializable(typeof(PartnerTextBody))]
[JsonSerializable(typeof(PartnerCancelBody))]
[JsonSerializable(typeof(PartnerAnswer))]
public sealed partial class PartnerApiJson : JsonSerializerContext;
