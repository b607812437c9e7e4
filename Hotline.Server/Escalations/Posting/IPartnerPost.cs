namespace Hotline.Server.Escalations.Posting;

/// <summary>Puts one signed message to a partner's webhook.</summary>
public interface IPartnerPost
{
    /// <summary>Tries within the total deadline of the options; safe to call again with the same parcel: its id makes it the same delivery.</summary>
    Task<PostResult> PostAsync(PartnerEndpoint partner, Parcel parcel, CancellationToken cancel);
}

/// <summary>Where to, and signed with what.</summary>
/// <param name="PartnerId">Its breaker is its own.</param>
/// <param name="Secrets">Newest first; each signs.</param>
public sealed record PartnerEndpoint(string PartnerId, Uri Url, IReadOnlyList<byte[]> Secrets);

/// <param name="Id">webhook-id: the same over all tries, so that the partner takes it once.</param>
/// <param name="Body">JSON, UTF-8.</param>
public sealed record Parcel(string Id, ReadOnlyMemory<byte> Body);

/// <summary>How a post ended.</summary>
public enum PostEnd
{
    /// <summary>2xx.</summary>
    Delivered,

    /// <summary>No answer, 5xx, 429, breaker open: may be tried again.</summary>
    Failed,

    /// <summary>Another 4xx, a redirect, a refused address: trying again would come to the same.</summary>
    Refused,

    /// <summary>410: nothing more is to be sent there.</summary>
    Gone,
}

/// <param name="Code">As <see cref="Wire.PartnerTest"/> has them.</param>
/// <param name="RetryAfter">As asked for by 429 or 503.</param>
/// <param name="Tries">Requests that left.</param>
public sealed record PostResult(PostEnd End, string Code, int? Status, TimeSpan? RetryAfter, int Tries);
