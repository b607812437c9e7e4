using System.Security.Claims;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Lines;
using Problems = Hotline.Server.Platform.Problems;

namespace Hotline.Server.Intake;

/// <summary>An admitted request of a channel: whose key it is, for which line, and what it brought.</summary>
internal sealed record IntakeCall(HttpContext Http, Line Line, string KeyId, Channel Channel, byte[] Body)
{
    public Actor Actor => new("channel", KeyId);

    /// <summary>The id the channel knows, of a contact that another line has now; null when there is no other.</summary>
    public ContactId? AskedAs { get; init; }

    public static string? KeyOf(ClaimsPrincipal user) => user.FindFirstValue(HotlineClaims.KeyId);

    public static LineId? LineOf(ClaimsPrincipal user) => user.FindFirstValue(HotlineClaims.Line) is { } line ? new LineId(line) : null;

    public static Channel ChannelOf(ClaimsPrincipal user) =>
        Enum.TryParse<Channel>(user.FindFirstValue(HotlineClaims.Channel), ignoreCase: true, out var channel) && Enum.IsDefined(channel) ? channel : Channel.Chat;

    public IResult Refuse(string slug, TimeSpan? retryAfter = null) => Refusal(Http, Line, slug, retryAfter);

    /// <summary>A refusal is never the only answer to a person in crisis: the line's emergency numbers stand in it.</summary>
    public static IResult Refusal(HttpContext http, Line? line, string slug, TimeSpan? retryAfter = null)
    {
        if (retryAfter is { } pause) http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(pause.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (line is null) return Problems.Problem(slug);
        var numbers = new Dictionary<string, object?> { ["emergencyNumbers"] = line.EmergencyNumbers.ToArray() };
        if (line.OverflowLine is { } overflow) numbers["overflowLine"] = overflow;
        return Problems.Problem(slug, extensions: numbers);
    }

    /// <summary>Written by the wire's own JSON, whatever the host is set to.</summary>
    public static IResult Answer(Wire.ContactReceipt receipt, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(receipt, Wire.WireJson.Default.ContactReceipt, statusCode: status);
}
