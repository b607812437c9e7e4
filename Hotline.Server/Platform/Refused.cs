using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Server.Platform;

/// <summary>A problem as a typed result, so that an endpoint's signature says that it may refuse.</summary>
internal static class Refused
{
    public static ProblemHttpResult Because(string slug, string? detail = null) => (ProblemHttpResult)Problems.Problem(slug, detail);

    /// <summary>Names every member that is not as it must be.</summary>
    public static ProblemHttpResult Because(string slug, IReadOnlyDictionary<string, string[]> errors) =>
        (ProblemHttpResult)Problems.Problem(slug, extensions: new Dictionary<string, object?> { ["errors"] = errors });
}
