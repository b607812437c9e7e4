using System.Security.Cryptography;
using System.Text;

namespace Hotline.Server.Drill;

/// <summary>A rule set put to use on the drill line for as long as the drill runs, by the same two people as any other; what stood before is put back.</summary>
internal sealed class RulesOnTrial(FrontDoor door, DrillPlan plan, DrillClock clock) : IAsyncDisposable
{
    private const string Reason = "for the time of a drill";

    /// <summary>Approved, a rule set is in use on every node within 2 s.</summary>
    private static readonly TimeSpan InUseWithin = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan PutBackWithin = TimeSpan.FromSeconds(20);

    private (string Proposer, string Approver) cookies;
    private string? before;

    /// <summary>The version in use; null when the drill was given none. Throws <see cref="RefusedAtDoorException"/>.</summary>
    /// <param name="password">Of both accounts.</param>
    public async Task<string?> BeginAsync(Func<CancellationToken, Task<string>> password, CancellationToken cancel)
    {
        if (plan.Rules is not { } trial)
            return null;
        var word = await password(cancel);
        cookies = ((await door.SignInAsync(trial.Proposer, word, cancel)).Cookie, (await door.SignInAsync(trial.Approver, word, cancel)).Cookie);
        var sets = await SetsAsync(cancel);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(trial.Yaml)));
        if (sets.RuleSets.All(set => set.Hash != hash))
            hash = (await door.OrderAsync(cookies.Proposer, "api/v1/admin/rule-sets", new Wire.AddRuleSet(trial.Yaml), (Wire.WireJson.Default.AddRuleSet, Wire.WireJson.Default.RuleSetView), cancel)).Hash;
        var standing = sets.Uses.FirstOrDefault(use => use.Line == plan.Keys.Line && use.Language.Length == 0 && use is { Role: Wire.RuleSetRole.Active, State: Wire.RuleSetUseState.Approved })?.Hash
            ?? sets.RuleSets.First(set => set.Shipped).Hash;
        var version = await UseAsync(hash, cancel);
        before = standing;
        await clock.Delay(InUseWithin, cancel);
        return version;
    }

    public async ValueTask DisposeAsync()
    {
        if (before is not { } hash)
            return;
        using var soon = new CancellationTokenSource(PutBackWithin);
        try
        {
            await UseAsync(hash, soon.Token);
        }
        catch (Exception failed) when (failed is RefusedAtDoorException or OperationCanceledException)
        {
            throw new DrillStoppedException($"The rule set {plan.Rules!.Proposer} proposed for the drill is still in use on the line '{plan.Keys.Line}': {failed.Message}");
        }
    }

    private async Task<string> UseAsync(string hash, CancellationToken cancel)
    {
        var use = await door.OrderAsync(
            cookies.Proposer, "api/v1/admin/rule-set-uses", new Wire.ProposeRuleSet(hash, plan.Keys.Line, null, Wire.RuleSetRole.Active, Reason),
            (Wire.WireJson.Default.ProposeRuleSet, Wire.WireJson.Default.RuleSetUseView), cancel);
        var path = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"api/v1/admin/rule-set-uses/{use.Id}/decision");
        return (await door.OrderAsync(cookies.Approver, path, new Wire.DecideRuleSet(true, Reason), (Wire.WireJson.Default.DecideRuleSet, Wire.WireJson.Default.RuleSetUseView), cancel)).Version;
    }

    private Task<Wire.RuleSetsView> SetsAsync(CancellationToken cancel) =>
        door.AskAsync(cookies.Proposer, "api/v1/admin/rule-sets", Wire.WireJson.Default.RuleSetsView, cancel);
}
