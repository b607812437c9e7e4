using Hotline.Server.Floor;
using Hotline.Server.Records;

namespace Hotline.Server.Escalations.Disclosures;

/// <summary>Something about a person leaves for a partner.</summary>
/// <param name="Id">Derived from what leaves (escalation, link, form version …), so that the same is written once.</param>
/// <param name="PartnerName">As it is called now.</param>
/// <param name="Where">Address or number of the partner; the partner's id for a desk.</param>
/// <param name="Fields">Paths of what leaves, never the values.</param>
/// <param name="Why">The worker's words; kept sealed.</param>
/// <param name="Body">The exact bytes that leave; kept sealed. For voice, the form as it was to be read out.</param>
public sealed record Disclosure(
    string Id, LineId Line, DateTimeOffset At, string EscalationId, ContactId Contact, string PartnerId, string PartnerName, WorkerId Worker, Wire.PartnerDelivery How, string Where,
    IReadOnlyList<string> Fields, Wire.DisclosureGround? Ground, string? Why, ReadOnlyMemory<byte> Body, WorkerId? Second)
{
    // A record would print the worker's words wherever somebody logs it.
    public override string ToString() => Id;
}

/// <param name="Line">Null: all lines.</param>
/// <param name="Contact">Null: all contacts.</param>
/// <param name="Most">Null: all there are.</param>
public sealed record DisclosurePeriod(LineId? Line, DateTimeOffset From, DateTimeOffset Until, ContactId? Contact, int? Most = null);

/// <summary>The log of what left for partners; append-only.</summary>
public interface IDisclosures
{
    /// <summary>Adds it and its entry in the line's audit chain inside the caller's transaction; the caller saves. Again with the same id, nothing happens.</summary>
    Task AddAsync(RecordsDb db, Disclosure one, CancellationToken cancel = default);

    /// <summary>Newest first, From inclusive, Until exclusive.</summary>
    /// <exception cref="RecordsUnavailableException">SQL did not answer.</exception>
    Task<IReadOnlyList<Wire.DisclosureEntry>> ReadAsync(DisclosurePeriod period, CancellationToken cancel);

    /// <summary>The bytes that left; null when there is no such disclosure or its key was shredded.</summary>
    /// <exception cref="RecordsUnavailableException">SQL did not answer.</exception>
    Task<byte[]?> OpenBodyAsync(string id, CancellationToken cancel);
}
