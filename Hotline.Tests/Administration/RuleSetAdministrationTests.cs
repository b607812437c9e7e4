using System.Net.Http.Json;
using System.Text.Json;
using Hotline.Contracts;
using Hotline.Server.Floor;
using Hotline.Server.Triage;
using Hotline.Server.Triage.Rules;
using Hotline.Tests.Identity;
using NUnit.Framework;

namespace Hotline.Tests.Administration;

/// <summary>Rule sets are added, proposed by one person, approved by another, and hold on every node without a restart.</summary>
public sealed class RuleSetAdministrationTests
{
    private const string Sets = "/api/v1/admin/rule-sets";
    private const string Uses = "/api/v1/admin/rule-set-uses";
    private static readonly LineId Demo = new("demo");
    private static readonly string Sharper = RuleSetFile.Shipped.Yaml.Replace("name: hotline", "name: sharper", StringComparison.Ordinal).Replace("yes: { alone: 36", "yes: { alone: 56", StringComparison.Ordinal);
    private SmallHouse house = null!;
    private Browser administrator = null!;
    private Browser supervisor = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        house = await SmallHouse.OpenAsync();
        administrator = await house.SignedInAsync("demo-admin");
        supervisor = await house.SignedInAsync("demo-supervisor");
    }

    [TearDown]
    public async Task CloseAsync()
    {
        administrator.Dispose();
        supervisor.Dispose();
        await house.DisposeAsync();
    }

    private RuleSet Active(string language = "en") => house.Use<IActiveRules>().Find(Demo, language);

    [Test]
    public async Task What_one_proposes_and_another_approves_holds_at_once_and_for_its_language_alone()
    {
        var added = await AddAsync(Sharper);
        var use = await ProposeAsync(added.Hash, "zh");
        Assert.That(Active("zh").Name, Is.EqualTo("hotline"), "proposed is not approved");

        using var own = await administrator.PostAsync($"{Uses}/{use.Id}/decision", new DecideRuleSet(true, "good figures"), WireJson.Default.DecideRuleSet);
        Assert.That(await own.SayAsync(), Is.EqualTo("403 second_person_needed"));

        var approved = await DecideAsync(supervisor, use.Id, true);
        Assert.That(approved.State, Is.EqualTo(RuleSetUseState.Approved));
        Assert.That(approved.DecidedBy, Is.Not.Null.And.Not.EqualTo(approved.ProposedBy));
        Assert.That((Active("zh").Version, Active("en").Name), Is.EqualTo((added.Version, "hotline")));

        using var again = await supervisor.PostAsync($"{Uses}/{use.Id}/decision", new DecideRuleSet(false, "no, after all"), WireJson.Default.DecideRuleSet);
        Assert.That(await again.SayAsync(), Is.EqualTo("409 rule_set_decided"));
    }

    [Test]
    public async Task A_later_one_takes_the_place_of_the_earlier_and_the_shipped_one_can_be_put_back()
    {
        var added = await AddAsync(Sharper);
        var first = await ProposeAsync(added.Hash, null);
        await DecideAsync(supervisor, first.Id, true);
        Assert.That(Active().Name, Is.EqualTo("sharper"));

        var back = await ProposeAsync(RuleSetFile.Shipped.Hash, null);
        await DecideAsync(supervisor, back.Id, true);

        Assert.That(Active().Name, Is.EqualTo("hotline"));
        var all = await administrator.ReadAsync(Sets, WireJson.Default.RuleSetsView);
        Assert.That(all.Uses.Single(use => use.Id == first.Id).State, Is.EqualTo(RuleSetUseState.Ended));
        Assert.That(all.RuleSets.Select(set => set.Shipped), Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public async Task A_broken_file_is_refused_with_line_and_reason_and_changes_nothing()
    {
        using var answer = await administrator.PostAsync(Sets, new AddRuleSet(Sharper.Replace("safe_floor: 25", "safe_floor: 5", StringComparison.Ordinal)), WireJson.Default.AddRuleSet);

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(problem.GetProperty("type").GetString(), Does.EndWith("/rule_set_broken"));
        var fault = problem.GetProperty("problems").EnumerateArray().Single();
        Assert.That(fault.GetProperty("line").GetInt32(), Is.EqualTo(1 + Sharper[..Sharper.IndexOf("safe_floor", StringComparison.Ordinal)].Count(sign => sign == '\n')));
        Assert.That(fault.GetProperty("reason").GetString(), Does.Contain("treated as risk"));
        Assert.That((await administrator.ReadAsync(Sets, WireJson.Default.RuleSetsView)).RuleSets, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_same_file_twice_an_unknown_one_and_an_untold_reason_are_refused()
    {
        var added = await AddAsync(Sharper);
        using var twice = await administrator.PostAsync(Sets, new AddRuleSet(Sharper), WireJson.Default.AddRuleSet);
        using var unknown = await administrator.PostAsync(Uses, new ProposeRuleSet(new string('0', 64), "demo", null, RuleSetRole.Active, "why not"), WireJson.Default.ProposeRuleSet);
        using var nowhere = await administrator.PostAsync(Uses, new ProposeRuleSet(added.Hash, "nowhere", null, RuleSetRole.Active, "why not"), WireJson.Default.ProposeRuleSet);
        using var untold = await administrator.PostAsync(Uses, new ProposeRuleSet(added.Hash, "demo", null, RuleSetRole.Active, " "), WireJson.Default.ProposeRuleSet);
        using var none = await supervisor.PostAsync($"{Uses}/99/decision", new DecideRuleSet(true, "good"), WireJson.Default.DecideRuleSet);

        Assert.That(new[] { await twice.SayAsync(), await unknown.SayAsync(), await nowhere.SayAsync(), await untold.SayAsync(), await none.SayAsync() },
            Is.EqualTo(new[] { "409 rule_set_known", "404 unknown_rule_set", "404 unknown_line", "400 reason_missing", "404 unknown_rule_set_use" }));
    }

    [Test]
    public async Task Two_sets_are_compared_number_by_number()
    {
        var added = await AddAsync(Sharper);

        var differences = await administrator.ReadAsync($"{Sets}/{RuleSetFile.Shipped.Hash}/differences?with={added.Hash}", WireJson.Default.IReadOnlyListRuleDifferenceView);

        Assert.That(differences, Does.Contain(new RuleDifferenceView("kinds/means_at_hand/yes/alone", "36", "56")).And.Contain(new RuleDifferenceView("name", "hotline", "sharper")));
        Assert.That(differences, Has.Count.EqualTo(3));
    }

    private async Task<RuleSetView> AddAsync(string yaml)
    {
        using var answer = await administrator.PostAsync(Sets, new AddRuleSet(yaml), WireJson.Default.AddRuleSet);
        return await answer.ReadAsync(WireJson.Default.RuleSetView);
    }

    private async Task<RuleSetUseView> ProposeAsync(string hash, string? language)
    {
        using var answer = await administrator.PostAsync(Uses, new ProposeRuleSet(hash, "demo", language, RuleSetRole.Active, "sharper on means"), WireJson.Default.ProposeRuleSet);
        return await answer.ReadAsync(WireJson.Default.RuleSetUseView);
    }

    private static async Task<RuleSetUseView> DecideAsync(Browser who, long id, bool approve)
    {
        using var answer = await who.PostAsync($"{Uses}/{id}/decision", new DecideRuleSet(approve, "looked at it"), WireJson.Default.DecideRuleSet);
        return await answer.ReadAsync(WireJson.Default.RuleSetUseView);
    }
}
