namespace Hotline.Contracts;

/// <summary>A line's settings; GET/PUT <c>/api/v1/admin/lines/{id}</c>, POST/GET <c>/api/v1/admin/lines</c>.</summary>
/// <param name="Id">Slug: lower-case letters, digits, dashes, 2–32.</param>
/// <param name="Hours">Opening hours, per day of week; empty = always open.</param>
/// <param name="EmergencyNumbers">At least one.</param>
/// <param name="Version">For optimistic concurrency; 0 when new.</param>
public sealed record LineSettingsView(
    string Id, string Name, string NameZh, string TimeZone, IReadOnlyList<OpeningHours> Hours, IReadOnlyList<string> EmergencyNumbers,
    string? OverflowLine, IReadOnlyList<string> Languages, IReadOnlyList<BandTarget> Targets, int WrapUpSeconds, bool Drill, bool Enabled, int Version);

/// <param name="From">"HH:mm" local time.</param>
public sealed record OpeningHours(DayOfWeek Day, string From, string Until);

public sealed record BandTarget(Band Band, int VoiceSeconds, int OtherSeconds, int OfferSeconds);

/// <summary>An account; GET/POST <c>/api/v1/admin/workers</c>, PUT <c>/api/v1/admin/workers/{id}</c>.</summary>
/// <param name="Level">1 (in training) to 5; who may take which band, and who is senior.</param>
/// <param name="LanguageLevels">Levels (1–5) of languages where one was set; the others count as mother tongues.</param>
/// <param name="Partner">Id of the partner (of <paramref name="Line"/>) whose hand-overs an account of role partner sees.</param>
public sealed record WorkerAccountView(
    string Id, string UserName, string Name, IReadOnlyList<string> Roles, string? Line, IReadOnlyList<string> Languages,
    IReadOnlyList<SkillLevel> Skills, IReadOnlyList<Channel> Channels, bool Enabled, bool InvitationPending,
    int Level = 2, IReadOnlyList<SkillLevel>? LanguageLevels = null, string? Partner = null);

public sealed record SkillLevel(string Skill, int Level);

/// <summary>Body for creating or changing an account. Without a level, the one it has stays (a new one: 2).</summary>
public sealed record SaveWorkerRequest(
    string UserName, string Name, IReadOnlyList<string> Roles, string? Line, IReadOnlyList<string> Languages,
    IReadOnlyList<SkillLevel> Skills, IReadOnlyList<Channel> Channels, bool Enabled,
    int? Level = null, IReadOnlyList<SkillLevel>? LanguageLevels = null, string? Partner = null);

/// <summary>One-time link, shown once: relative address <c>/invitation#token</c>. Answer of creating a worker and of POST <c>…/workers/{id}/reset</c>.</summary>
public sealed record InvitationLink(string WorkerId, string Path, DateTimeOffset ExpiresAt);

/// <summary>A channel key without its secret; GET <c>/api/v1/admin/keys</c>, DELETE <c>/api/v1/admin/keys/{id}</c>.</summary>
public sealed record ChannelKeyView(string Id, string Line, Channel Channel, string Name, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt);

public sealed record CreateKeyRequest(string Line, Channel Channel, string Name);

/// <summary>The secret, shown once.</summary>
public sealed record CreatedKey(ChannelKeyView Key, string Secret);

/// <summary>One entry of the audit chain; GET <c>/api/v1/admin/audit?chain=…&amp;before=…</c> (newest first, 100 a page) and <c>/api/v1/admin/audit/verify</c>.</summary>
public sealed record AuditEntryView(string Chain, long Number, DateTimeOffset At, string Actor, string Action, string Subject, string Hash);

public sealed record AuditVerification(string Chain, long Entries, bool Unbroken, long? BrokenAt);
