using System.Globalization;
using System.Text.Json;
using Hotline.Server.Audit;
using Hotline.Server.Lines;
using Hotline.Server.Platform;
using Hotline.Server.Records;

namespace Hotline.Server.Escalations.BackChannel;

/// <summary>
/// Every refusal at the partners' door is counted and audited. Of those nobody signed, at most <see cref="MostUnsigned"/> a minute are written one by one,
/// for anybody may cause them; the next one written says how many were not.
/// </summary>
internal sealed class RefusePartner(IAuditTrail trail, ILineDirectory lines, HotlineMeter meter, TimeProvider clock, ILogger<RefusePartner> logger)
{
    public const int MostUnsigned = 60;
    private const string Unsaid = "unreadable";

    private readonly Lock turn = new();
    private long minute;
    private int written;
    private int unwritten;

    /// <param name="slug">Of <see cref="Problems"/>.</param>
    /// <param name="reason">What the audit says of it; never told to the caller.</param>
    public async Task<IResult> BecauseAsync(PartnerCall call, string slug, string reason, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        meter.EscalationHeard("refused", reason);
        PartnerLog.Refused(logger, reason);
        if (call.IsSigned || MayWrite()) await WriteAsync(call, reason);
        if (Problems.Find(slug).Status == StatusCodes.Status503ServiceUnavailable) call.Http.Response.Headers.RetryAfter = "2";
        return errors is null ? Refused.Because(slug) : Refused.Because(slug, errors);
    }

    private bool MayWrite()
    {
        lock (turn)
        {
            var now = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
            if (now != minute) (minute, written) = (now, 0);
            if (++written <= MostUnsigned) return true;
            unwritten++;
            return false;
        }
    }

    private int TakeUnwritten()
    {
        lock (turn)
        {
            var count = unwritten;
            unwritten = 0;
            return count;
        }
    }

    private async Task WriteAsync(PartnerCall call, string reason)
    {
        // Whoever is not known writes no text of their own into a chain, and makes no chain.
        var members = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["reason"] = reason, ["saying"] = call.Saying.ToString() };
        if (TakeUnwritten() is > 0 and var count) members["notWritten"] = count.ToString(CultureInfo.InvariantCulture);
        var chain = lines.Find(call.Line) is null ? "administration" : "line:" + call.Line.Value;
        var actor = call.IsSigned ? "partner:" + call.PartnerId : "partner:unproven";
        var fact = new AuditFact(chain, clock.GetUtcNow(), actor, "PartnerRefused", "escalation:" + (call.IsSigned ? Readable(call.EscalationId) : Unsaid), JsonSerializer.Serialize(members));
        try
        {
            await trail.RecordAsync(fact, CancellationToken.None);
        }
        catch (Exception failed) when (failed is RecordsUnavailableException || RecordsFailure.IsUnavailable(failed))
        {
            PartnerLog.NotAudited(logger, reason, failed);
        }
    }

    // An id of ours is short and plain; anything else stays out.
    private static string Readable(string id) => id.Length is > 0 and <= 64 && id.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_') ? id : Unsaid;
}
