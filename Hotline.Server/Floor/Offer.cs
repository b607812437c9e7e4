using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hotline.Server.Floor;

public enum OfferEnd { Accepted, Declined, Expired, Rescinded, Unshown }

/// <summary>A contact put to one worker until a deadline.</summary>
/// <param name="WhyYou">Codes: longest_idle, language, skill:x, assigned, imminent_parallel, last_resort, transfer_cold, transfer_warm, consult.</param>
/// <param name="PlannedAt">Sequence of the journal the planner had read.</param>
public sealed record Offer(
    OfferId Id, WorkerId Worker, Fence Fence, DateTimeOffset OfferedAt, DateTimeOffset Until, ImmutableArray<string> WhyYou, long PlannedAt)
{
    public DateTimeOffset? ShownAt { get; init; }
    public OfferEnd? End { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    [JsonIgnore]
    public bool IsPending => End is null;
}
