using Hotline.Contracts;
using Hotline.Server.Platform;
using NUnit.Framework;

namespace Hotline.Tests.Identity;

public sealed class LoopbackOnlyTests
{
    [TestCase("http://localhost:5000", true)]
    [TestCase("https://127.0.0.1:5001", true)]
    [TestCase("http://127.8.9.10:80", true)]
    [TestCase("http://[::1]:5000", true)]
    [TestCase("http://unix:/run/hotline.sock", true)]
    [TestCase("http://*:5000", false)]
    [TestCase("http://+:5000", false)]
    [TestCase("http://0.0.0.0:5000", false)]
    [TestCase("http://[::]:5000", false)]
    [TestCase("http://192.168.1.20:5000", false)]
    [TestCase("http://localhost.evil.example:5000", false)]
    public void Loopback_is_told_from_everything_else(string address, bool loopback) =>
        Assert.That(Listening.IsLoopback(address), Is.EqualTo(loopback));

    [TestCase("http://0.0.0.0:0")]
    [TestCase("http://127.0.0.1:0;http://*:0")]
    public async Task Development_does_not_stay_up_on_an_open_address(string url)
    {
        var failure = await Assert.ThrowsAsync<StartupRefusedException>(() => SmallHouse.OpenAsync(url: url));
        Assert.That(failure!.Message, Does.Contain("this machine only"));
    }

    [Test]
    public async Task Production_may_listen_anywhere()
    {
        await using var house = await SmallHouse.OpenAsync("Production", url: "http://*:0");
        Assert.That(house.Address.Port, Is.GreaterThan(0));
    }

    [Test]
    public async Task Hints_name_the_demo_accounts_that_work_and_only_in_development()
    {
        await using var house = await SmallHouse.OpenAsync();
        using var browser = house.Browser();
        var hints = await browser.ReadAsync("/api/v1/session/hints", WireJson.Default.SignInHints);
        Assert.That(hints.Development, Is.True);
        Assert.That(hints.FirstAdministratorNeeded, Is.False);
        Assert.That(hints.DemoAccounts.Select(account => account.UserName), Does.Contain("demo-operator").And.Contain("demo-supervisor").And.Contain("demo-admin").And.Contain("drill-supervisor"));
        foreach (var account in hints.DemoAccounts)
            Assert.That(await browser.SignInAsync(account.UserName, account.Password).SayAsync(), Is.EqualTo("200"), account.UserName);
    }
}
