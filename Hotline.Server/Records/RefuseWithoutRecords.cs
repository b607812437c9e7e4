using Hotline.Server.Platform;

namespace Hotline.Server.Records;

/// <summary>503 <c>unavailable</c> with Retry-After when SQL does not answer; for endpoints that have nobody in danger waiting.</summary>
internal sealed class RefuseWithoutRecords : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception failed) when (failed is RecordsUnavailableException || RecordsFailure.IsUnavailable(failed))
        {
            context.HttpContext.Response.Headers.RetryAfter = "5";
            return Refused.Because("unavailable");
        }
    }
}
