using System.Security.Claims;
using Hotline.Server.Audit;
using Hotline.Server.Identity;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;
using Hotline.Server.Triage.Rules;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Administration.RuleSets;

/// <summary>POST /api/v1/admin/rule-sets: a file becomes a rule set that may be proposed; a broken one is refused with line and reason.</summary>
internal static class AddRuleSet
{
    /// <summary>A set with the phrases of several languages is some hundred kilobytes.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    public static void Map(RouteGroupBuilder admin) =>
        admin.MapPost("/rule-sets", HandleAsync).WithName("AddRuleSet").WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MostBytes))
            .Produces<Wire.RuleSetView>(201).ProducesProblem(409).ProducesProblem(413).ProducesProblem(422);

    private static async Task<IResult> HandleAsync(Wire.AddRuleSet order, ClaimsPrincipal user, AuditedChange changes, IWorkerDirectory workers, CancellationToken cancel)
    {
        var reading = RuleSetFile.Read(order.Yaml ?? "");
        if (reading.Rules is not { } rules)
            return Problems.Problem("rule_set_broken", $"Line {reading.Problems[0].Line}: {reading.Problems[0].Reason}.", new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["problems"] = reading.Problems.Select(problem => new { line = problem.Line, column = problem.Column, reason = problem.Reason }).ToArray(),
            });
        return await changes.RunAsync<IResult>(Kinds.RuleSets, async draft =>
        {
            if (rules.Hash == RuleSetFile.Shipped.Hash || await draft.Db.Set<RuleSetRow>().AnyAsync(row => row.Hash == rules.Hash, cancel)) return Problems.Problem("rule_set_known");
            var row = new RuleSetRow { Hash = rules.Hash, Name = rules.Name, Yaml = rules.Yaml, AddedAt = draft.Now, AddedBy = Administrator.Actor(user) };
            draft.Db.Add(row);
            draft.Note(Administrator.Actor(user), "rule_set_added", $"rule_set:{rules.Hash}", ("name", rules.Name));
            return TypedResults.Created($"/api/v1/admin/rule-sets/{rules.Hash}", ReadRuleSets.View(row, workers));
        }, cancel);
    }
}
