namespace Hotline.Server.Platform;

/// <summary>Problems of the framework's own answers.</summary>
public static partial class Problems
{
    /// <summary>The table's row for a status without one of its own, such as an answer of the framework.</summary>
    public static ProblemKind OfStatus(int status) => Find(status switch
    {
        401 => "not_signed_in",
        403 => "forbidden",
        404 => "not_found",
        405 => "method_not_allowed",
        406 => "not_acceptable",
        413 => "payload_too_large",
        415 => "unsupported_media_type",
        429 => "too_many_requests",
        503 => "unavailable",
        >= 500 => "internal_error",
        _ => "bad_request",
    });
}
