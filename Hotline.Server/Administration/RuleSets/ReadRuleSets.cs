using Hotline.Server.Identity;
using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Hotline.Server.Triage;
using Hotline.Server.Triage.Rules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Administration.RuleSets;

/// <summary>GET /api/v1/admin/rule-sets, …/{hash} and …/{hash}/differences</summary>
internal static class ReadRuleSets
{
    public static void Map(RouteGroupBuilder admin)
    {
        admin.MapGet("/rule-sets", AllAsync).WithName("ReadRuleSets");
        admin.MapGet("/rule-sets/{hash}", OneAsync).WithName("ReadRuleSet").ProducesProblem(404);
        admin.MapGet("/rule-sets/{hash}/differences", DifferencesAsync).WithName("CompareRuleSets").ProducesProblem(404);
    }

    private static async Task<Ok<Wire.RuleSetsView>> AllAsync(RecordsDb db, IWorkerDirectory workers, RefusedFiles refused, CancellationToken cancel)
    {
        var rows = await db.Set<RuleSetRow>().AsNoTracking().OrderByDescending(row => row.AddedAt).ToListAsync(cancel);
        var uses = await db.Set<RuleSetUseRow>().AsNoTracking().OrderByDescending(row => row.Id).Take(200).ToListAsync(cancel);
        var models = await db.Set<TextModelRow>().AsNoTracking().OrderByDescending(row => row.AddedAt)
            .Select(row => new Wire.TextModelView(row.Hash, row.Language, row.AddedAt, row.AddedBy, row.Content.Length)).ToListAsync(cancel);
        var names = rows.ToDictionary(row => row.Hash, row => row.Name, StringComparer.Ordinal);
        names[RuleSetFile.Shipped.Hash] = RuleSetFile.Shipped.Name;
        return TypedResults.Ok(new Wire.RuleSetsView(
            [Shipped, .. rows.Select(row => View(row, workers))], [.. uses.Select(use => Of(use, names.GetValueOrDefault(use.Hash, "?"), workers))],
            [.. models.Select(model => model with { AddedBy = Name(model.AddedBy, workers) })],
            [.. refused.Now.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => new Wire.RefusedFileView(file.Key, [.. file.Value.Select(Problem)]))]));
    }

    private static async Task<Results<Ok<Wire.RuleSetFileView>, ProblemHttpResult>> OneAsync(string hash, RecordsDb db, IWorkerDirectory workers, CancellationToken cancel)
    {
        if (hash == RuleSetFile.Shipped.Hash) return TypedResults.Ok(new Wire.RuleSetFileView(Shipped, RuleSetFile.Shipped.Yaml));
        return await db.Set<RuleSetRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash, cancel) is { } row
            ? TypedResults.Ok(new Wire.RuleSetFileView(View(row, workers), row.Yaml)) : Refused.Because("unknown_rule_set");
    }

    /// <summary>What the set <paramref name="with"/> says differently.</summary>
    private static async Task<Results<Ok<IReadOnlyList<Wire.RuleDifferenceView>>, ProblemHttpResult>> DifferencesAsync(string hash, string with, RecordsDb db, CancellationToken cancel)
    {
        if (await YamlAsync(db, hash, cancel) is not { } before || await YamlAsync(db, with, cancel) is not { } after) return Refused.Because("unknown_rule_set");
        return TypedResults.Ok<IReadOnlyList<Wire.RuleDifferenceView>>([.. RuleSetDifferences.Between(before, after).Select(one => new Wire.RuleDifferenceView(one.Path, one.Before, one.After))]);
    }

    internal static async Task<string?> YamlAsync(RecordsDb db, string hash, CancellationToken cancel) => hash == RuleSetFile.Shipped.Hash
        ? RuleSetFile.Shipped.Yaml : await db.Set<RuleSetRow>().AsNoTracking().Where(row => row.Hash == hash).Select(row => row.Yaml).SingleOrDefaultAsync(cancel);

    internal static Wire.FileProblemView Problem(FileProblem problem) => new(problem.Line, problem.Column, problem.Reason);

    internal static Wire.RuleSetUseView Of(RuleSetUseRow use, string name, IWorkerDirectory workers) => new(
        use.Id, use.Line, use.Language, use.Hash, RuleSet.VersionOf(name, use.Hash), use.Role, use.State, Name(use.ProposedBy, workers), use.ProposedBy,
        use.ProposedAt, use.DecidedBy is { } by ? Name(by, workers) : null, use.DecidedAt, use.EndedAt);

    internal static Wire.RuleSetView View(RuleSetRow row, IWorkerDirectory workers)
    {
        var title = RuleSetFile.Read(row.Yaml).Rules?.Title ?? new Wording(row.Name, row.Name);
        return new(row.Hash, row.Name, RuleSet.VersionOf(row.Name, row.Hash), new(title.En, title.Zh), row.AddedAt, Name(row.AddedBy, workers), false);
    }

    private static Wire.RuleSetView Shipped =>
        new(RuleSetFile.Shipped.Hash, RuleSetFile.Shipped.Name, RuleSetFile.Shipped.Version, new(RuleSetFile.Shipped.Title.En, RuleSetFile.Shipped.Title.Zh), null, "Hotline", true);

    // Kept as the audit names an actor: role:id.
    private static string Name(string actor, IWorkerDirectory workers) => workers.Find(new Floor.WorkerId(actor[(actor.IndexOf(':') + 1)..]))?.Name ?? actor;
}
