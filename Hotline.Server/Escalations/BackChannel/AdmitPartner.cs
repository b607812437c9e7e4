using Hotline.Server.Escalations.Posting;

namespace Hotline.Server.Escalations.BackChannel;

/// <summary>The partners' door: size, then signature. Who is unknown, too late or signs wrongly gets one and the same answer.</summary>
internal sealed class AdmitPartner(IPartnerSecrets secrets, StandardWebhook webhook, RefusePartner refuse)
{
    public const int MostBytes = 16 * 1024;

    /// <summary>So that a partner that does not exist takes as long as one that does.</summary>
    private static readonly byte[][] Nobody = [System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)];

    /// <returns>The signed call, or the answer to give.</returns>
    public async Task<(PartnerCall Call, IResult? Refusal)> AdmitAsync(PartnerCall call)
    {
        call.Http.Response.Headers.CacheControl = "no-store";
        if (await ReadAsync(call.Http.Request, call.Http.RequestAborted) is not { } body) return (call, await refuse.BecauseAsync(call, "payload_too_large", "too_large"));
        var headers = call.Http.Request.Headers;
        var signed = new WebhookHeaders(headers[StandardWebhook.IdHeader].ToString(), headers[StandardWebhook.TimestampHeader].ToString(), headers[StandardWebhook.SignatureHeader].ToString());
        var known = secrets.SecretsOf(call.Line, call.PartnerId);
        var verdict = webhook.Verify(signed, body, known ?? Nobody);
        if (known is null) return (call, await refuse.BecauseAsync(call, "signature_invalid", "unknown_partner"));
        if (verdict != SignatureVerdict.Good) return (call, await refuse.BecauseAsync(call, "signature_invalid", ReasonOf(verdict)));
        return (call with { WebhookId = signed.Id, Body = body, IsSigned = true }, null);
    }

    private static string ReasonOf(SignatureVerdict verdict) => verdict switch
    {
        SignatureVerdict.Stale => "stale",
        SignatureVerdict.Unreadable => "unsigned",
        _ => "bad_signature",
    };

    /// <summary>Null when there is more than is taken.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > MostBytes) return null;
        var body = new byte[MostBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancel);
        return length > MostBytes ? null : body[..length];
    }
}
