using Hotline.Contracts;

namespace Hotline.Console.Access;

/// <summary>The calls about rule sets.</summary>
public sealed partial class ConsoleApi
{
    private const string RuleSets = "api/v1/admin/rule-sets";
    private const string Uses = "api/v1/admin/rule-set-uses";

    public Task<Answer<RuleSetsView>> ReadRuleSets() => Send(HttpMethod.Get, RuleSets, WireJson.Default.RuleSetsView);

    public Task<Answer<RuleSetFileView>> ReadRuleSet(string hash) => Send(HttpMethod.Get, $"{RuleSets}/{Uri.EscapeDataString(hash)}", WireJson.Default.RuleSetFileView);

    /// <summary>What the set <paramref name="with"/> says differently.</summary>
    public Task<Answer<IReadOnlyList<RuleDifferenceView>>> CompareRuleSets(string hash, string with) =>
        Send(HttpMethod.Get, $"{RuleSets}/{Uri.EscapeDataString(hash)}/differences?with={Uri.EscapeDataString(with)}", WireJson.Default.IReadOnlyListRuleDifferenceView);

    public Task<Answer<RuleSetView>> AddRuleSet(AddRuleSet file) => Send(HttpMethod.Post, RuleSets, WireJson.Default.RuleSetView, Body(file, WireJson.Default.AddRuleSet));

    /// <param name="file">As <c>triage train</c> wrote it.</param>
    public Task<Answer<TextModelView>> AddTextModel(string file) => Send(HttpMethod.Post, "api/v1/admin/text-models", WireJson.Default.TextModelView,
        new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(file)) { Headers = { ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/octet-stream") } });

    public Task<Answer<RuleSetUseView>> ProposeRuleSet(ProposeRuleSet proposal) =>
        Send(HttpMethod.Post, Uses, WireJson.Default.RuleSetUseView, Body(proposal, WireJson.Default.ProposeRuleSet));

    public Task<Answer<RuleSetUseView>> DecideRuleSet(long id, DecideRuleSet decision) =>
        Send(HttpMethod.Post, FormattableString.Invariant($"{Uses}/{id}/decision"), WireJson.Default.RuleSetUseView, Body(decision, WireJson.Default.DecideRuleSet));

    public Task<Answer<ShadowView>> ReadShadow(long id) => Send(HttpMethod.Get, FormattableString.Invariant($"{Uses}/{id}/shadow"), WireJson.Default.ShadowView);

    public Task<Answer<OverrideShares>> ReadOverrides(string line, int days) =>
        Send(HttpMethod.Get, FormattableString.Invariant($"api/v1/admin/overrides?line={Uri.EscapeDataString(line)}&days={days}"), WireJson.Default.OverrideShares);
}
