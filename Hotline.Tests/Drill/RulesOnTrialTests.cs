using Hotline.Contracts;
using Hotline.Server.Drill;
using Hotline.Server.Triage.Rules;
using Hotline.Tests.Identity;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Drill;

public sealed class RulesOnTrialTests
{
    [Test]
    public async Task A_rule_set_is_in_use_on_the_drill_line_while_the_drill_runs_and_then_what_stood_before()
    {
        await using var server = await RunningServer.StartAsync();
        using var administrator = new Browser(server.Url) { Cookie = await server.SignInAsync("demo-admin") };
        var yaml = RuleSetFile.Shipped.Yaml.Replace("name: hotline", "name: fifo", StringComparison.Ordinal).Replace("queue: { ", "queue: { order: fifo, ", StringComparison.Ordinal);
        var plan = new DrillPlan(
            server.Url, null, null, null, 1, 1, new DrillPlan.Odds(0, 0, 0), TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, 1, null, 1,
            new DrillPlan.Entrance("drill", "", "", "drill-", "hotline-demo"), new DrillPlan.Trial(yaml, "demo-admin", "demo-supervisor"));
        var clock = new DrillClock(TimeProvider.System);
        using var door = new FrontDoor(plan, clock);

        await using (var rules = new RulesOnTrial(door, plan, clock))
        {
            Assert.That(await rules.BeginAsync(_ => Task.FromResult("hotline-demo"), CancellationToken.None), Does.StartWith("fifo@"));
            Assert.That(await InUseAsync(), Does.StartWith("fifo@"));
        }

        Assert.That(await InUseAsync(), Is.EqualTo(RuleSetFile.Shipped.Version));

        async Task<string> InUseAsync() => (await administrator.ReadAsync("/api/v1/admin/rule-sets", WireJson.Default.RuleSetsView)).Uses
            .Single(use => use is { Line: "drill", Role: RuleSetRole.Active, State: RuleSetUseState.Approved }).Version;
    }
}
