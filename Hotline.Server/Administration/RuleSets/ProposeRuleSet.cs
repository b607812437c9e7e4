using System.Security.Claims;
using Hotline.Server.Audit;
using Hotline.Server.Identity;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;
using Hotline.Server.Triage.Rules;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Administration.RuleSets;

/// <summary>POST /api/v1/admin/rule-set-uses: a rule set for a line, active or in shadow. It takes effect when somebody else approves it.</summary>
internal static class ProposeRuleSet
{
    public static void Map(RouteGroupBuilder admin) =>
        admin.MapPost("/rule-set-uses", HandleAsync).WithName("ProposeRuleSet").Produces<Wire.RuleSetUseView>(201).ProducesProblem(400).ProducesProblem(404);

    private static async Task<IResult> HandleAsync(Wire.ProposeRuleSet order, ClaimsPrincipal user, AuditedChange changes, IWorkerDirectory workers, CancellationToken cancel)
    {
        if (DecideRuleSet.Reason(order.Reason) is not { } reason) return Problems.Problem("reason_missing");
        if (order.Language is { Length: > 0 } language && !(language.Length is 2 or 3 && language.All(char.IsAsciiLetterLower)))
            return Problems.Problem("validation_failed", "language is two or three lower-case letters, such as zh.");
        return await changes.RunAsync<IResult>(Kinds.RuleSets, async draft =>
        {
            if (!await draft.Db.Set<LineRecord>().AnyAsync(line => line.Id == order.Line, cancel)) return Problems.Problem("unknown_line");
            if (await ReadRuleSets.YamlAsync(draft.Db, order.Hash, cancel) is not { } yaml) return Problems.Problem("unknown_rule_set");
            if (RuleSetFile.Read(yaml) is not { Rules: { } rules }) return Problems.Problem("rule_set_broken", "It was added by another version of Hotline and cannot be used by this one.");
            foreach (var (of, hash) in rules.Models)
                if (!await draft.Db.Set<TextModelRow>().AnyAsync(model => model.Hash == hash && model.Language == of, cancel))
                    return Problems.Problem("rule_set_broken", $"It names a text model of {of} that was not added: {hash}.");
            var use = new RuleSetUseRow
            {
                Line = order.Line, Language = order.Language ?? "", Hash = order.Hash, Role = order.Role, State = Wire.RuleSetUseState.Proposed,
                ProposedBy = Administrator.Actor(user), ProposedAt = draft.Now,
            };
            draft.Db.Add(use);
            draft.Note(use.ProposedBy, "rule_set_proposed", $"line:{order.Line}", ("rule_set", order.Hash), ("language", use.Language), ("role", order.Role.ToString()), ("reason", reason));
            await draft.Db.SaveChangesAsync(cancel);
            return TypedResults.Created($"/api/v1/admin/rule-set-uses/{use.Id}", ReadRuleSets.Of(use, rules.Name, workers));
        }, cancel);
    }
}
