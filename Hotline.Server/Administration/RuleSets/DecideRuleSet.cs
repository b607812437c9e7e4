using System.Globalization;
using System.Security.Claims;
using Hotline.Server.Audit;
using Hotline.Server.Identity;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;
using Hotline.Server.Triage.Rules;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Administration.RuleSets;

/// <summary>POST /api/v1/admin/rule-set-uses/{id}/decision: by somebody else than who proposed it. Approved, it is in use on every node within 2 s.</summary>
internal static class DecideRuleSet
{
    /// <summary>Supervisors may be the second person; the rest of these pages is the administrators'.</summary>
    public static void Map(RouteGroupBuilder supervisors) =>
        supervisors.MapPost("/rule-set-uses/{id}/decision", HandleAsync).WithName("DecideRuleSet").Produces<Wire.RuleSetUseView>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);

    internal static string? Reason(string? reason) => reason?.Trim() is { Length: >= 3 and <= 500 } text ? text : null;

    private static async Task<IResult> HandleAsync(string id, Wire.DecideRuleSet order, ClaimsPrincipal user, AuditedChange changes, IWorkerDirectory workers, CancellationToken cancel)
    {
        if (Reason(order.Reason) is not { } reason) return Problems.Problem("reason_missing");
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return Problems.Problem("unknown_rule_set_use");
        return await changes.RunAsync<IResult>(Kinds.RuleSets, async draft =>
        {
            if (await draft.Db.Set<RuleSetUseRow>().SingleOrDefaultAsync(use => use.Id == number, cancel) is not { } use) return Problems.Problem("unknown_rule_set_use");
            var ends = use.State == Wire.RuleSetUseState.Approved && use.Role == Wire.RuleSetRole.Shadow && !order.Approve;
            if (use.State != Wire.RuleSetUseState.Proposed && !ends) return Problems.Problem("rule_set_decided");
            var actor = Administrator.Actor(user);
            // Whoever proposed it may take it back; to put it to use takes a second person.
            if (order.Approve && Who(use.ProposedBy) == Who(actor)) return Problems.Problem("second_person_needed");
            if (order.Approve) await ReplaceAsync(draft, use, cancel);
            (use.DecidedBy, use.DecidedAt) = (actor, draft.Now);
            use.State = ends ? Wire.RuleSetUseState.Ended : order.Approve ? Wire.RuleSetUseState.Approved : Wire.RuleSetUseState.Declined;
            if (ends) use.EndedAt = draft.Now;
            draft.Note(actor, order.Approve ? "rule_set_approved" : ends ? "rule_set_ended" : "rule_set_declined", $"line:{use.Line}",
                ("rule_set", use.Hash), ("language", use.Language), ("role", use.Role.ToString()), ("reason", reason));
            var name = use.Hash == RuleSetFile.Shipped.Hash ? RuleSetFile.Shipped.Name
                : await draft.Db.Set<RuleSetRow>().Where(row => row.Hash == use.Hash).Select(row => row.Name).SingleAsync(cancel);
            return TypedResults.Ok(ReadRuleSets.Of(use, name, workers));
        }, cancel);
    }

    /// <summary>One of each role for a line and language.</summary>
    private static async Task ReplaceAsync(Draft draft, RuleSetUseRow use, CancellationToken cancel)
    {
        var before = await draft.Db.Set<RuleSetUseRow>()
            .Where(other => other.Line == use.Line && other.Language == use.Language && other.Role == use.Role && other.State == Wire.RuleSetUseState.Approved).ToListAsync(cancel);
        foreach (var old in before) (old.State, old.EndedAt) = (Wire.RuleSetUseState.Ended, draft.Now);
    }

    private static string Who(string actor) => actor[(actor.IndexOf(':') + 1)..];
}
