using Hotline.Server.Escalations.Posting;
using Hotline.Server.Floor;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hotline.Server.Escalations.BackChannel;

/// <summary>The signed API of partners.</summary>
internal static class PartnerRoutes
{
    private const string Root = "/api/v1/partners/{line}/{partnerId}/escalations/{id}";

    private const string Once = "Signed by Standard Webhooks with the partner's secret. The same webhook-id again answers with exists: true and changes nothing; a refused message may be sent again under its id.";

    public static void Map(WebApplication app)
    {
        // No account: the signature over the body says who it is.
        var routes = app.MapGroup(Root).AllowAnonymous().WithTags("Partners");
        Map<Wire.PartnerReportBody>(routes, "report", Saying.Report, "PartnerReports", "Accepts, rejects, or says how far help has come");
        Map<Wire.PartnerTextBody>(routes, "question", Saying.Question, "PartnerAsks", "Asks the line something");
        Map<Wire.PartnerTextBody>(routes, "answer", Saying.Answer, "PartnerAnswers", "Answers a question of the line");
        Map<Wire.PartnerTextBody>(routes, "note", Saying.Note, "PartnerNotes", "Adds a note that asks for no answer");
        Map<Wire.PartnerCancelBody>(routes, "cancel-answer", Saying.CancelAnswer, "PartnerAnswersCancel", "Agrees or does not agree to a cancellation");
    }

    private static void Map<TBody>(RouteGroupBuilder routes, string path, Saying saying, string name, string summary)
        where TBody : notnull
    {
        var route = routes.MapPost("/" + path, (HttpContext http, string line, string partnerId, string id, HearPartner order) =>
            order.HandleAsync(new PartnerCall(http, new LineId(line), partnerId, id, saying)));
        route.WithName(name).WithSummary(summary).WithDescription(Once).Produces<Wire.PartnerAnswer>();
        foreach (var status in (int[])[400, 401, 404, 409, 413, 422, 503]) route.ProducesProblem(status);
        // The body is only described, not bound: of what is refused here, all is to be written down.
        route.AddOpenApiOperationTransformer(async (operation, context, cancel) =>
        {
            context.Document!.AddComponent<IOpenApiSchema>(typeof(TBody).Name, await context.GetOrCreateSchemaAsync(typeof(TBody), null, cancel));
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = new OpenApiSchemaReference(typeof(TBody).Name, context.Document) } },
            };
            operation.Parameters ??= [];
            foreach (var header in (string[])[StandardWebhook.IdHeader, StandardWebhook.TimestampHeader, StandardWebhook.SignatureHeader])
                operation.Parameters.Add(new OpenApiParameter { Name = header, In = ParameterLocation.Header, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        });
    }
}
