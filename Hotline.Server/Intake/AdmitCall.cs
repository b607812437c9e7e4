using System.Globalization;
using System.Threading.RateLimiting;
using Hotline.Server.Floor;
using Hotline.Server.Lines;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Intake;

/// <summary>What stands before every route of a channel: the line, the limits, the size. Authentication is the policy's.</summary>
internal sealed class AdmitCall(ILineDirectory lines, IntakeLimits limits, IOptions<IntakeOptions> options, ILogger<AdmitCall> logger) : IEndpointFilter
{
    public const int MostBytes = 64 * 1024;

    private readonly TimeSpan pause = TimeSpan.FromSeconds(options.Value.RetryAfterSeconds);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        var id = new LineId(Convert.ToString(http.Request.RouteValues["line"], CultureInfo.InvariantCulture) ?? "");
        var line = lines.Find(id);
        if (line is null) return IntakeCall.Refusal(http, null, "unknown_line");
        // The numbers of the line the key belongs to: its help seekers are the ones who read them.
        if (IntakeCall.LineOf(http.User) is not { } own || own != id || IntakeCall.KeyOf(http.User) is not { } key)
            return IntakeCall.Refusal(http, IntakeCall.LineOf(http.User) is { } home ? lines.Find(home) ?? line : line, "wrong_line");
        if (!line.Enabled) return IntakeCall.Refusal(http, line, "unknown_line");

        using var turn = await limits.EnterAsync(key, http.RequestAborted);
        if (!turn.IsAcquired)
        {
            IntakeLog.OverLimit(logger, id, key);
            return IntakeCall.Refusal(http, line, "too_many_requests", turn.TryGetMetadata(MetadataName.RetryAfter, out var after) && after > pause ? after : pause);
        }
        if (await ReadAsync(http.Request, http.RequestAborted) is not { } body) return IntakeCall.Refusal(http, line, "too_large");

        http.Features.Set(new IntakeCall(http, line, key, IntakeCall.ChannelOf(http.User), body));
        try
        {
            return await next(context);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !http.RequestAborted.IsCancellationRequested)
        {
            // Whatever it is, the person needs the numbers and the client needs to come again.
            IntakeLog.Failed(logger, failure, id);
        }
        return IntakeCall.Refusal(http, line, "intake_unavailable", pause);
    }

    /// <summary>Null when there is more than is taken.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > MostBytes) return null;
        var body = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancel)) > 0)
        {
            if (body.Length + read > MostBytes) return null;
            await body.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
        return body.ToArray();
    }
}
