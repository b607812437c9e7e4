using Hotline.Contracts;
using Hotline.Server.Identity;
using NUnit.Framework;

namespace Hotline.Tests.Identity;

public sealed class SameOriginTests
{
    private SmallHouse house = null!;
    private Browser administrator = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        house = await SmallHouse.OpenAsync();
        administrator = await house.SignedInAsync("demo-admin");
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        administrator.Dispose();
        await house.DisposeAsync();
    }

    [TestCase("Sec-Fetch-Site", "cross-site", false)]
    [TestCase("Sec-Fetch-Site", "same-site", false)]
    [TestCase("Sec-Fetch-Site", "same-origin", true)]
    [TestCase("Sec-Fetch-Site", "none", true)]
    [TestCase("Origin", "https://evil.example", false)]
    [TestCase("Origin", "null", false)]
    [TestCase("Origin", "http://127.0.0.1:1", false)]
    [TestCase("Origin", "own", true)]
    [TestCase("X-Nothing", "from no browser", true)]
    public async Task What_changes_something_must_come_from_our_own_pages(string header, string value, bool allowed)
    {
        var sent = value == "own" ? house.Address.GetLeftPart(UriPartial.Authority) : value;
        var said = await administrator.PostAsync("/api/v1/admin/keys", new CreateKeyRequest("demo", Channel.Sms, "test"), WireJson.Default.CreateKeyRequest, (header, sent)).SayAsync();
        Assert.That(said, Is.EqualTo(allowed ? "201" : "403 origin_refused"));
    }

    [Test]
    public async Task Another_site_can_neither_sign_somebody_in_nor_out()
    {
        using var browser = house.Browser();
        Assert.That(await browser.SignInAsync("demo-operator", DemoAccounts.Password, ("Origin", "https://evil.example")).SayAsync(), Is.EqualTo("403 origin_refused"));
        Assert.That(await administrator.DeleteAsync("/api/v1/session", ("Sec-Fetch-Site", "cross-site")).SayAsync(), Is.EqualTo("403 origin_refused"));
        Assert.That(await administrator.GetAsync("/api/v1/session").SayAsync(), Is.EqualTo("200"));
    }

    [Test]
    public async Task Reading_is_not_refused_and_a_hub_handshake_is()
    {
        Assert.That(await administrator.GetAsync("/api/v1/session", ("Origin", "https://evil.example")).SayAsync(), Is.EqualTo("200"));
        Assert.That(await administrator.GetAsync("/api/v1/session", ("Origin", "https://evil.example"), ("Connection", "Upgrade"), ("Upgrade", "websocket")).SayAsync(), Is.EqualTo("403 origin_refused"));
    }

    [Test]
    public async Task A_channel_with_a_key_and_no_cookie_may_call_from_anywhere()
    {
        using var caller = house.Browser();
        Assert.That(await caller.SendAsync(HttpMethod.Post, "/channel", null, ("X-Channel-Key", "hlk_demo-chat_development"), ("Origin", "https://widget.example")).SayAsync(), Is.EqualTo("200"));
    }
}
