using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Problems = Hotline.Server.Platform.Problems;

namespace Hotline.Server.Escalations;

/// <summary>Hand-overs by desk and board.</summary>
internal static class EscalationRoutes
{
    public static void Map(WebApplication app)
    {
        var contact = app.MapGroup("/api/v1/console/contacts/{contactId}").RequireAuthorization(Policies.Worker).WithTags("Escalations");
        contact.MapGet("/escalation-draft", (HttpContext http, string contactId, DraftEscalation order, CancellationToken cancel) => WithAsync(http, who => order.DraftAsync(who, contactId, cancel)))
            .WithName("DraftEscalation").WithSummary("The form of a hand-over as far as it is known, and who can be asked").Produces<Wire.EscalationDraft>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        contact.MapPost("/escalation-preview", (HttpContext http, string contactId, Wire.PreviewRequest asked, DraftEscalation order) => WithAsync(http, who => Task.FromResult(order.Preview(who, contactId, asked))))
            .WithName("PreviewEscalation").WithSummary("What exactly would leave for one partner").Produces<Wire.EscalationPreview>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);

        var all = app.MapGroup("/api/v1/console/escalations").RequireAuthorization(Policies.Worker).WithTags("Escalations");
        Told(all.MapPost("/", (HttpContext http, Wire.BeginEscalation asked, BeginEscalation order, CancellationToken cancel) => DoAsync(http, who => order.ExecuteAsync(who, asked, cancel))), "BeginEscalation", "Begins a hand-over to partners");
        all.MapGet("/{id}", (HttpContext http, string id, ReadEscalation order, CancellationToken cancel) => WithAsync(http, who => order.OfWorkerAsync(who, id, cancel)))
            .WithName("ReadEscalation").WithSummary("Everything about one hand-over").WithDescription("Each read is audited.").Produces<Wire.EscalationFile>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(503);
        Told(all.MapPut("/{id}/form", (HttpContext http, string id, Wire.UpdateEscalation asked, DecideEscalation order, CancellationToken cancel) => DoAsync(http, who => order.UpdateAsync(who, id, asked, cancel))), "UpdateEscalation", "Sends a change of facts on");
        Order(all, "confirm", "ConfirmEscalation", "The second person confirms", (order, who, id, asked, cancel) => order.ConfirmAsync(who, id, asked, cancel));
        Order(all, "proceed", "ProceedEscalation", "Goes on without a second person, with a typed reason", (order, who, id, asked, cancel) => order.ProceedAsync(who, id, asked, cancel));
        Order(all, "cancel", "CancelEscalation", "Cancels, or asks the partner to let go; with a typed reason", (order, who, id, asked, cancel) => order.CancelAsync(who, id, asked, cancel));
        Order(all, "ask", "AskPartner", "Asks one more partner, or one again; text is its id", (order, who, id, asked, cancel) => order.AskAsync(who, id, asked, cancel));
        Order(all, "question", "AskOfPartner", "A question to the partner", (order, who, id, asked, cancel) => order.SayAsync(who, id, SaidKind.Question, asked, cancel));
        Order(all, "answer", "AnswerPartner", "An answer to the partner", (order, who, id, asked, cancel) => order.SayAsync(who, id, SaidKind.Answer, asked, cancel));
        Order(all, "note", "NoteToPartner", "A note to the partner", (order, who, id, asked, cancel) => order.SayAsync(who, id, SaidKind.Note, asked, cancel));
        Told(all.MapPost("/{id}/report", (HttpContext http, string id, Wire.ReportOrder asked, DecideEscalation order, CancellationToken cancel) => DoAsync(http, who => order.ReportAsync(who, id, asked, cancel))), "ReportForPartner", "What a partner said over the telephone");
        Told(all.MapPost("/{id}/reached", (HttpContext http, string id, Wire.ReachedOrder asked, DecideEscalation order, CancellationToken cancel) => DoAsync(http, who => order.ReachedAsync(who, id, asked, cancel))), "NoteReached", "Whether help has reached the person");
    }

    private delegate Task<Wire.EscalationReceipt> Give(DecideEscalation order, Caller who, string id, Wire.EscalationOrder asked, CancellationToken cancel);

    private static void Order(RouteGroupBuilder group, string verb, string name, string summary, Give give) =>
        Told(group.MapPost("/{id}/" + verb, (HttpContext http, string id, Wire.EscalationOrder asked, DecideEscalation order, CancellationToken cancel) => DoAsync(http, who => give(order, who, id, asked, cancel))), name, summary);

    private static void Told(RouteHandlerBuilder route, string name, string summary) => route.WithName(name).WithSummary(summary)
        .Produces<Wire.EscalationReceipt>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(503);

    private static async Task<IResult> DoAsync(HttpContext http, Func<Caller, Task<Wire.EscalationReceipt>> order) =>
        await WithAsync(http, async who => Receipts.Answer(await order(who)));

    private static Task<IResult> WithAsync(HttpContext http, Func<Caller, Task<IResult>> order)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Caller.Of(http.User) is { } who ? order(who) : Task.FromResult(Problems.Problem("forbidden"));
    }
}
