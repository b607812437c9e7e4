using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Hotline.Server.Audit;
using Hotline.Server.Escalations.Payload;
using Hotline.Server.Escalations.Posting;
using Hotline.Server.Escalations.Registry;
using Hotline.Server.Platform;

namespace Hotline.Server.Administration.Partners;

/// <summary>POST /api/v1/admin/lines/{line}/partners/{id}/test: a signed message that is about nobody. A disabled partner can be tried before it is enabled.</summary>
internal static class TestPartner
{
    private const string NoEndpoint = "no_endpoint";

    /// <summary>Somebody waits at a console, which gives a call up after 15 s.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(12);

    public static void Map(RouteGroupBuilder admin) =>
        admin.MapPost("/lines/{line}/partners/{id}/test", HandleAsync).WithName("TestPartner").ProducesProblem(404).ProducesProblem(409);

    private static async Task<Results<Ok<Wire.PartnerTest>, ProblemHttpResult>> HandleAsync(
        string line, string id, ClaimsPrincipal user, IPartnerDirectory partners, IServiceProvider services, IAuditTrail audit, TimeProvider clock, CancellationToken cancel)
    {
        if (partners.Find(new Floor.LineId(line), id) is not { } partner)
            return Refused.Because("unknown_partner");
        if (partner.Settings.Delivery != Wire.PartnerDelivery.Webhook)
            return Refused.Because("no_webhook");
        var sent = await SendAsync(partner, services.GetService<IPartnerPost>(), clock, cancel);
        var data = new SortedDictionary<string, object?>(StringComparer.Ordinal) { ["code"] = sent.Code, ["delivered"] = sent.Delivered, ["status"] = sent.Status };
        await audit.RecordAsync(
            new AuditFact(Draft.Chain, clock.GetUtcNow(), Administrator.Actor(user), "partner_tested", $"partner:{partner.Line}/{partner.Id}", JsonSerializer.Serialize(data)), CancellationToken.None);
        return TypedResults.Ok(sent);
    }

    private static async Task<Wire.PartnerTest> SendAsync(Partner partner, IPartnerPost? post, TimeProvider clock, CancellationToken cancel)
    {
        if (post is null || !Uri.TryCreate(partner.Settings.Url, UriKind.Absolute, out var url) || partner.Secrets.Count == 0)
            return new Wire.PartnerTest(false, NoEndpoint, null, 0);
        var id = $"test_{Guid.NewGuid():N}";
        var facts = new MessageFacts(MessageKind.Test, id, "", 1, Wire.Band.Low, clock.GetUtcNow(), partner.Line.Value, Wire.EscalationForm.Empty);
        var body = PayloadWriter.Write(partner.Settings.Format, partner.Settings.Kind, facts);
        var began = clock.GetTimestamp();
        using var late = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            var result = await post.PostAsync(new PartnerEndpoint($"{partner.Line}/{partner.Id}", url, partner.Secrets), new Parcel(id, body), either.Token);
            return new Wire.PartnerTest(result.End == PostEnd.Delivered, result.Code, result.Status, Elapsed());
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return new Wire.PartnerTest(false, "timeout", null, Elapsed());
        }

        int Elapsed() => (int)clock.GetElapsedTime(began).TotalMilliseconds;
    }
}
