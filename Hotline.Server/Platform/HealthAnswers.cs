using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hotline.Server.Platform;

/// <summary><c>/health/live</c> asks nothing; <c>/health/ready</c> asks every registered check. Degraded is ready, and says why.</summary>
internal static class HealthAnswers
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", Options(_ => false)).AllowAnonymous().DisableHttpMetrics();
        app.MapHealthChecks("/health/ready", Options(_ => true)).AllowAnonymous().DisableHttpMetrics();
    }

    private static HealthCheckOptions Options(Func<HealthCheckRegistration, bool> which) => new()
    {
        Predicate = which,
        ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(new
        {
            status = Word(report.Status),
            checks = report.Entries.Select(entry => new
            {
                name = entry.Key,
                status = Word(entry.Value.Status),
                // An exception's text may quote a connection string; its kind is enough here, the log has the rest.
                why = entry.Value.Description ?? entry.Value.Exception?.GetType().Name,
            }),
        }),
    };

    private static string Word(HealthStatus status) => status.ToString().ToLowerInvariant();
}
