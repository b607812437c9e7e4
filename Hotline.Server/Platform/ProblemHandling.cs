using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hotline.Server.Platform;

/// <summary>Whatever goes wrong leaves as a problem of the table, with the trace id to quote.</summary>
public static class ProblemHandling
{
    public static IServiceCollection AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context => Complete(context.HttpContext, context.ProblemDetails));
        services.AddExceptionHandler<UnexpectedFailure>();
        return services;
    }

    public static WebApplication UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(context => BareStatus(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
        return app;
    }

    // The status stays as it was set, even one that has no row.
    private static ProblemHttpResult BareStatus(int status)
    {
        var kind = Problems.OfStatus(status);
        return TypedResults.Problem(statusCode: status, title: kind.Title, type: Problems.TypePrefix + kind.Slug);
    }

    private static void Complete(HttpContext context, ProblemDetails problem)
    {
        if (problem.Type?.StartsWith(Problems.TypePrefix, StringComparison.Ordinal) is not true)
        {
            var kind = Problems.OfStatus(problem.Status ?? context.Response.StatusCode);
            problem.Type = Problems.TypePrefix + kind.Slug;
            problem.Title = kind.Title;
        }

        problem.Extensions["traceId"] = Activity.Current?.Id ?? context.TraceIdentifier;
    }
}

/// <summary>An exception nobody expected: 500 <c>internal_error</c>; what it says is for Development only.</summary>
internal sealed class UnexpectedFailure(IHostEnvironment environment, IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // A body that cannot be read is the sender's affair and says so by its own status.
        var kind = Problems.OfStatus(exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError);
        httpContext.Response.StatusCode = kind.Status;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            Exception = exception,
            ProblemDetails = new ProblemDetails
            {
                Type = Problems.TypePrefix + kind.Slug,
                Title = kind.Title,
                Status = kind.Status,
                Detail = !environment.IsDevelopment() ? null : exception is BadHttpRequestException ? exception.Message : exception.ToString(),
            },
        });
    }
}
