using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Hotline.Server.Audit;
using Hotline.Server.Identity;
using Hotline.Server.Lines;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration;

/// <summary>POST /api/v1/admin/keys: the only time that the secret is seen.</summary>
internal static class CreateKey
{
    public static void Map(RouteGroupBuilder admin) => admin.MapPost("/keys", HandleAsync).WithName("CreateKey").ProducesProblem(400);

    private static async Task<Results<Created<Wire.CreatedKey>, ProblemHttpResult>> HandleAsync(
        Wire.CreateKeyRequest request, ClaimsPrincipal user, ILineDirectory lines, AuditedChange changes, CancellationToken cancel)
    {
        var found = new Findings();
        found.Unless(request.Line is not null && lines.Find(new Floor.LineId(request.Line)) is not null, "line", "An existing line.");
        found.Unless(Enum.IsDefined(request.Channel), "channel", "Voice, Chat, Sms, Callback or WalkIn.");
        found.Unless(Findings.IsName(request.Name), "name", "1 to 100 characters that say who uses it.");
        if (found.ByMember() is { Count: > 0 } errors)
            return Refused.Because("invalid_key", errors);

        var secret = ChannelKeySecret.Create();
        var view = await changes.RunAsync(Kinds.Keys, draft =>
        {
            var row = new ChannelKeyRecord
            {
                Id = secret.Id, Line = request.Line!, Channel = request.Channel.ToString(), Name = request.Name.Trim(),
                SecretHash = secret.Hash(), CreatedAt = draft.Now,
            };
            draft.Db.Add(row);
            draft.Note(Administrator.Actor(user), "key_created", $"key:{row.Id}", ("line", row.Line), ("channel", row.Channel));
            return Task.FromResult(ReadKeys.View(row));
        }, cancel);
        return TypedResults.Created((string?)null, new Wire.CreatedKey(view, secret.ToString()));
    }
}
