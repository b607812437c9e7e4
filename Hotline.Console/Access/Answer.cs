using Hotline.Contracts;

namespace Hotline.Console.Access;

/// <summary>What the server said to an HTTP call: a value, or why not.</summary>
/// <param name="Slug">Refusal slug such as <c>sign_in_failed</c>; <c>unreachable</c> when no answer came; null on success.</param>
public sealed record Answer<T>(T? Value, string? Slug, Problem? Problem)
{
    public bool Succeeded => Slug is null;

    /// <summary>The same call may succeed in a moment.</summary>
    public bool Passes => Slug is "unreachable" or "unavailable" or "records_unavailable" or "record_pending" or "draining"
        or "server_error" or "internal_error" or "too_many_requests";
}
