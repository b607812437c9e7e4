using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Hotline.Server.Audit;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Lines;
using Hotline.Server.Records;
using Microsoft.Net.Http.Headers;
using Problems = Hotline.Server.Platform.Problems;

namespace Hotline.Server.Escalations.Disclosures;

/// <summary>The query of a read.</summary>
internal sealed record DisclosureQuestion(DateTimeOffset? From, DateTimeOffset? Until, string? Contact, string? Line, string? Format);

/// <summary>GET /api/v1/console/disclosures. It says who was handed over to whom, so every read is audited.</summary>
internal sealed class ReadDisclosures(IDisclosures disclosures, ILineDirectory lines, IAuditTrail audit, TimeProvider clock)
{
    private const int Most = 1000;
    private static readonly TimeSpan Usual = TimeSpan.FromDays(30);
    private static readonly MediaTypeHeaderValue Csv = new("text/csv");

    public async Task<IResult> HandleAsync(HttpContext http, DisclosureQuestion asked, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-store";
        var until = asked.Until ?? clock.GetUtcNow();
        var from = asked.From ?? until - Usual;
        if (from >= until) return Problems.Problem("validation_failed", "from is before until.");
        // A telephone number typed here by mistake must not come into the audit chain.
        if (asked.Contact?.Trim() is { Length: > 0 } contact && !IsContact(contact)) return Problems.Problem("validation_failed", "contact is the id of a contact.");
        if (!MayRead(http.User, asked.Line, out var line)) return Problems.Problem("line_not_allowed");
        if (line is { } known && lines.Find(known) is null) return Problems.Problem("unknown_line");
        var (csv, period) = (WantsCsv(http.Request, asked.Format), new DisclosurePeriod(line, from, until, string.IsNullOrWhiteSpace(asked.Contact) ? null : new ContactId(asked.Contact.Trim())));
        try
        {
            // Audited before it is read: a crash in between leaves one entry too many, never one too few.
            await audit.RecordAsync(Fact(http.User, period, csv), cancel);
            if (csv)
                return TypedResults.File(DisclosureFile.Write(await disclosures.ReadAsync(period, cancel)), "text/csv; charset=utf-8", Name(period));
            var entries = await disclosures.ReadAsync(period with { Most = Most + 1 }, cancel);
            return TypedResults.Json(new Wire.DisclosureLog(line?.Value, from, until, entries.Count > Most, [.. entries.Take(Most)]), Wire.WireJson.Default.DisclosureLog);
        }
        catch (RecordsUnavailableException)
        {
            http.Response.Headers.RetryAfter = "2";
            return Problems.Problem("records_unavailable");
        }
    }

    private static bool IsContact(string id) => id.Length <= 64 && id[0] == 'c' && id.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_');

    // Supervisors read their own line; an administrator any, or all.
    private static bool MayRead(ClaimsPrincipal user, string? asked, out LineId? line)
    {
        var own = user.FindFirstValue(HotlineClaims.Line);
        var isAdministrator = user.IsInRole(Wire.Roles.Administrator);
        line = !string.IsNullOrWhiteSpace(asked) ? new LineId(asked) : isAdministrator || own is null ? null : new LineId(own);
        return isAdministrator || (own is not null && line?.Value == own);
    }

    private static bool WantsCsv(HttpRequest request, string? format) =>
        string.Equals(format, "csv", StringComparison.OrdinalIgnoreCase)
        || (format is null && request.GetTypedHeaders().Accept.Any(kind => kind.MediaType.Equals(Csv.MediaType, StringComparison.OrdinalIgnoreCase) && kind.Quality is null or > 0));

    private AuditFact Fact(ClaimsPrincipal user, DisclosurePeriod period, bool csv) => new(
        period.Line is { } line ? $"line:{line}" : Audit.Draft.Chain, clock.GetUtcNow(),
        $"{(user.IsInRole(Wire.Roles.Administrator) ? Wire.Roles.Administrator : Wire.Roles.Supervisor)}:{user.FindFirstValue(ClaimTypes.NameIdentifier)}", "DisclosuresRead",
        period.Contact is { } contact ? $"contact:{contact}" : period.Line is { } of ? $"line:{of}" : "line:all",
        JsonSerializer.Serialize(new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["from"] = period.From.ToString("o", CultureInfo.InvariantCulture), ["until"] = period.Until.ToString("o", CultureInfo.InvariantCulture), ["as"] = csv ? "csv" : "json",
        }));

    private static string Name(DisclosurePeriod period) => string.Create(CultureInfo.InvariantCulture,
        $"disclosures-{period.Line?.Value ?? "all"}-{period.From.UtcDateTime:yyyyMMdd}-{period.Until.UtcDateTime:yyyyMMdd}.csv");
}
