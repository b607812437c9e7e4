using System.Net.Http.Headers;
using System.Security.Authentication;
using Hotline.Server.Platform;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Hotline.Server.Escalations.Posting;

/// <inheritdoc cref="IPartnerPost"/>
internal sealed class PartnerPost(
    PartnerConnections connections, PartnerPipelines pipelines, StandardWebhook webhook, HotlineMeter meter, TimeProvider clock, ILogger<PartnerPost> logger) : IPartnerPost
{
    private static readonly TimeSpan LongestPatience = TimeSpan.FromHours(1);

    public async Task<PostResult> PostAsync(PartnerEndpoint partner, Parcel parcel, CancellationToken cancel)
    {
        var (tries, last) = (0, new Attempt(PostEnd.Failed, PostCodes.Timeout));
        try
        {
            last = Unreachable(partner) ?? await pipelines.RunAsync(partner, async limited => last = await OnceAsync(partner, parcel, () => tries++, limited, cancel), Retried, cancel);
        }
        catch (BrokenCircuitException resting)
        {
            last = new Attempt(PostEnd.Failed, PostCodes.Resting, last.Status, resting.RetryAfter);
        }
        catch (TimeoutRejectedException)
        {
            // What the last request came to says more than that the time was over.
        }
        meter.EscalationDelivered(last.End == PostEnd.Delivered ? "delivered" : "given_up", last.Code);
        if (last.End != PostEnd.Delivered) DeliveryLog.NotDelivered(logger, partner.PartnerId, last.End, last.Code, last.Status, tries);
        return new PostResult(last.End, last.Code, last.Status, last.RetryAfter, tries);
    }

    private Attempt? Unreachable(PartnerEndpoint to)
    {
        if (to.Secrets.Count == 0) return new Attempt(PostEnd.Refused, PostCodes.NoEndpoint);
        return connections.Takes(to.Url) ? null : new Attempt(PostEnd.Refused, PostCodes.RefusedAddress);
    }

    private void Retried(Attempt failed) => meter.EscalationDelivered("retried", failed.Code);

    private async Task<Attempt> OnceAsync(PartnerEndpoint to, Parcel parcel, Action leaves, CancellationToken limited, CancellationToken caller)
    {
        try
        {
            leaves();
            using var request = Request(to, parcel);
            using var answer = await connections.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited);
            return Judge(answer);
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            return new Attempt(PostEnd.Failed, PostCodes.Timeout);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            return Judge(failed);
        }
    }

    private HttpRequestMessage Request(PartnerEndpoint to, Parcel parcel)
    {
        // A dot parts id, time and body under the signature: none may stand in the id.
        var headers = webhook.Sign(parcel.Id.Replace('.', '-'), parcel.Body.Span, to.Secrets);
        return new HttpRequestMessage(HttpMethod.Post, to.Url)
        {
            Content = new ReadOnlyMemoryContent(parcel.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Headers =
            {
                { StandardWebhook.IdHeader, headers.Id }, { StandardWebhook.TimestampHeader, headers.Timestamp }, { StandardWebhook.SignatureHeader, headers.Signature },
            },
        };
    }

    private Attempt Judge(HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        return status switch
        {
            >= 200 and < 300 => new Attempt(PostEnd.Delivered, PostCodes.Delivered, status),
            >= 300 and < 400 => new Attempt(PostEnd.Refused, PostCodes.Redirected, status),
            410 => new Attempt(PostEnd.Gone, PostCodes.Gone, status),
            429 => new Attempt(PostEnd.Failed, PostCodes.TooMany, status, Patience(answer.Headers.RetryAfter)),
            >= 400 and < 500 => new Attempt(PostEnd.Refused, PostCodes.Answered4xx, status),
            _ => new Attempt(PostEnd.Failed, PostCodes.Answered5xx, status, Patience(answer.Headers.RetryAfter)),
        };
    }

    private static Attempt Judge(Exception failed)
    {
        for (var cause = failed; cause is not null; cause = cause.InnerException)
        {
            if (cause is AddressRefusedException) return new Attempt(PostEnd.Refused, PostCodes.RefusedAddress);
            if (cause is AuthenticationException or HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError })
                return new Attempt(PostEnd.Failed, PostCodes.TlsFailed);
        }
        return new Attempt(PostEnd.Failed, PostCodes.ConnectionFailed);
    }

    private TimeSpan? Patience(RetryConditionHeaderValue? asked)
    {
        if ((asked?.Delta ?? asked?.Date - clock.GetUtcNow()) is not { } wait) return null;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestPatience ? LongestPatience : wait;
    }
}
