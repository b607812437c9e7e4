using System.Security.Claims;
using Hotline.Server.Audit;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;
using Hotline.Server.Triage.Learning;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Administration.RuleSets;

/// <summary>POST /api/v1/admin/text-models, the file of <c>triage train</c> as body: kept, and used by rule sets that name its hash.</summary>
internal static class AddTextModel
{
    private const int MostBytes = 16 * 1024 * 1024;

    public static void Map(RouteGroupBuilder admin) =>
        admin.MapPost("/text-models", HandleAsync).WithName("AddTextModel").Accepts<byte[]>("application/octet-stream")
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MostBytes)).Produces<Wire.TextModelView>(201).ProducesProblem(409).ProducesProblem(413).ProducesProblem(422);

    private static async Task<IResult> HandleAsync(HttpRequest request, ClaimsPrincipal user, AuditedChange changes, CancellationToken cancel)
    {
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content, cancel);
        TextModel model;
        try
        {
            content.Position = 0;
            model = TextModel.Load(content);
        }
        catch (ModelFormatException broken)
        {
            return Problems.Problem("text_model_broken", broken.Message);
        }
        return await changes.RunAsync<IResult>(Kinds.RuleSets, async draft =>
        {
            if (await draft.Db.Set<TextModelRow>().AnyAsync(row => row.Hash == model.Hash, cancel)) return Problems.Problem("rule_set_known");
            var actor = Administrator.Actor(user);
            draft.Db.Add(new TextModelRow { Hash = model.Hash, Language = model.Content.Language, Content = content.ToArray(), AddedAt = draft.Now, AddedBy = actor });
            draft.Note(actor, "text_model_added", $"text_model:{model.Hash}", ("language", model.Content.Language));
            return TypedResults.Created((string?)null, new Wire.TextModelView(model.Hash, model.Content.Language, draft.Now, actor, (int)content.Length));
        }, cancel);
    }
}
