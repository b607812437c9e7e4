using System.Security.Claims;
using Hotline.Server.Floor;

namespace Hotline.Server.Identity;

/// <summary>Who asks: a worker of one line, by session.</summary>
internal sealed record Caller(LineId Line, WorkerId Worker, bool Supervises)
{
    public Actor Actor => new(Supervises ? "supervisor" : "worker", Worker.Value);

    /// <summary>Null for who has no line, or is nobody's worker.</summary>
    public static Caller? Of(ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.NameIdentifier) is { Length: > 0 } worker && user.FindFirstValue(HotlineClaims.Line) is { Length: > 0 } line
            ? new Caller(new LineId(line), new WorkerId(worker), user.IsInRole(Wire.Roles.Supervisor))
            : null;
}
