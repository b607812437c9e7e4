using System.Security.Claims;

namespace Hotline.Server.Administration;

/// <summary>Who makes a change, as the audit chain names an actor.</summary>
internal static class Administrator
{
    public static string Actor(ClaimsPrincipal user) => $"administrator:{user.FindFirstValue(ClaimTypes.NameIdentifier)}";
}
