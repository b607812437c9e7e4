using System.Security.Claims;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Problems = Hotline.Server.Platform.Problems;

namespace Hotline.Server.Escalations;

/// <summary>The partner desk: accounts of one partner, its own hand-overs.</summary>
internal static class PartnerDeskRoutes
{
    public static void Map(WebApplication app)
    {
        var desk = app.MapGroup("/api/v1/partner-desk/hand-overs/{id}").RequireAuthorization(Policies.Partner).WithTags("PartnerDesk");
        desk.MapGet("/", (HttpContext http, string id, ReadEscalation order, CancellationToken cancel) => WithAsync(http, who => order.OfPartnerAsync(who, id, cancel)))
            .WithName("ReadHandOver").WithSummary("A hand-over as its partner may see it").WithDescription("Each read is audited.").Produces<Wire.EscalationFile>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        Told(desk.MapPost("/report", (HttpContext http, string id, Wire.ReportOrder asked, IPartnerOrders order, CancellationToken cancel) => DoAsync(http, who => order.ReportAsync(who, id, asked, cancel))), "ReportHandOver", "Accepts, rejects, or says how it goes");
        Told(desk.MapPost("/cancel-answer", (HttpContext http, string id, Wire.CancelAnswer asked, IPartnerOrders order, CancellationToken cancel) => DoAsync(http, who => order.AnswerCancelAsync(who, id, asked, cancel))), "AnswerCancel", "Lets go, or does not");
        foreach (var kind in new[] { "question", "answer", "note" })
            Told(desk.MapPost("/" + kind, (HttpContext http, string id, Wire.EscalationOrder asked, IPartnerOrders order, CancellationToken cancel) => DoAsync(http, who => order.SayAsync(who, id, kind, asked, cancel))), "HandOver" + char.ToUpperInvariant(kind[0]) + kind[1..], $"A {kind} to the line");
    }

    private static void Told(RouteHandlerBuilder route, string name, string summary) => route.WithName(name).WithSummary(summary)
        .Produces<Wire.EscalationReceipt>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);

    private static async Task<IResult> DoAsync(HttpContext http, Func<PartnerCaller, Task<Wire.EscalationReceipt>> order) =>
        await WithAsync(http, async who => Receipts.Answer(await order(who)));

    private static Task<IResult> WithAsync(HttpContext http, Func<PartnerCaller, Task<IResult>> order)
    {
        http.Response.Headers.CacheControl = "no-store";
        return http.User.FindFirstValue(HotlineClaims.Line) is { Length: > 0 } line && http.User.FindFirstValue(HotlineClaims.Partner) is { Length: > 0 } partner
            ? order(new PartnerCaller(new LineId(line), partner, http.User.FindFirstValue(ClaimTypes.NameIdentifier)))
            : Task.FromResult(Problems.Problem("forbidden"));
    }
}
