namespace Hotline.Server.Escalations.Posting;

/// <summary>Codes of <see cref="PostResult.Code"/> and <see cref="Wire.PartnerTest.Code"/>.</summary>
public static class PostCodes
{
    public const string Delivered = "delivered";
    public const string RefusedAddress = "refused_address";
    public const string Redirected = "redirected";
    public const string Timeout = "timeout";
    public const string ConnectionFailed = "connection_failed";
    public const string TlsFailed = "tls_failed";
    public const string Answered4xx = "answered_4xx";
    public const string Answered5xx = "answered_5xx";
    public const string Gone = "gone";
    public const string TooMany = "too_many";
    public const string NoEndpoint = "no_endpoint";

    /// <summary>Its breaker is open: not tried.</summary>
    public const string Resting = "resting";
}
