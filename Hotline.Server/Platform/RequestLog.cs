using System.Diagnostics;

namespace Hotline.Server.Platform;

/// <summary>One line a request: method, route as declared, status, time. No path and no query, for they carry values.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            var level = LevelOf(route, context.Response.StatusCode);
            var method = MethodOf(context.Request.Method);
            var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            Answered(level, method, route ?? "(no route)", context.Response.StatusCode, elapsed);
        }
    }

    // Health and static files come by the thousand and say nothing while they work.
    private static LogLevel LevelOf(string? route, int status) => status switch
    {
        >= 500 => LogLevel.Warning,
        _ when route is null || !route.Contains("api/", StringComparison.Ordinal) => LogLevel.Debug,
        _ => LogLevel.Information,
    };

    // The method is the client's text as well.
    private static string MethodOf(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method)
        || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsPatch(method) || HttpMethods.IsConnect(method) ? method : "(other)";

    [LoggerMessage(EventId = 1001, Message = "{Method} {Route} {Status} in {ElapsedMs:0.0} ms")]
    private partial void Answered(LogLevel level, string method, string route, int status, double elapsedMs);
}
