using Hotline.Contracts;
using Hotline.Server.Identity;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Hotline.Tests.Identity;

public sealed class InvitationTests
{
    private const string Password = "correct horse battery";

    private SmallHouse house = null!;
    private Browser administrator = null!;
    private Browser guest = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        house = await SmallHouse.OpenAsync();
        administrator = await house.SignedInAsync("demo-admin");
        guest = house.Browser();
    }

    [TearDown]
    public async Task CloseAsync()
    {
        guest.Dispose();
        administrator.Dispose();
        await house.DisposeAsync();
    }

    [Test]
    public async Task An_invited_worker_sets_a_password_once_and_signs_in()
    {
        var (_, token) = await InviteAsync("mei");
        Assert.That(await guest.SignInAsync("mei", Password).SayAsync(), Is.EqualTo("401 sign_in_failed"));
        Assert.That(await RedeemAsync(token, Password), Is.EqualTo("204"));
        Assert.That(await guest.SignInAsync("mei", Password).SayAsync(), Is.EqualTo("200"));
        Assert.That(await RedeemAsync(token, "another password"), Is.EqualTo("410 token_invalid"));
        Assert.That(await RedeemAsync("guessed", Password), Is.EqualTo("410 token_invalid"));
    }

    [Test]
    public async Task Of_two_who_redeem_the_same_link_at_once_one_wins()
    {
        var (_, token) = await InviteAsync("mei");
        var said = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => RedeemAsync(token, $"correct horse battery {i}")));
        Assert.That(said.Count(answer => answer == "204"), Is.EqualTo(1));
        Assert.That(said.Count(answer => answer == "410 token_invalid"), Is.EqualTo(5));
    }

    [TestCase("too short")]
    [TestCase("aaaaaaaaaaaaaaaa")]
    [TestCase("i am mei-2026 myself")]
    public async Task A_weak_password_is_refused_and_leaves_the_link_good(string weak)
    {
        var (_, token) = await InviteAsync("mei-2026");
        Assert.That(await RedeemAsync(token, weak), Is.EqualTo("400 password_too_weak"));
        Assert.That(await RedeemAsync(token, Password), Is.EqualTo("204"));
    }

    [Test]
    public async Task A_link_expires_after_three_days()
    {
        var (link, token) = await InviteAsync("mei");
        Assert.That(link.ExpiresAt - house.Clock.GetUtcNow(), Is.EqualTo(TimeSpan.FromHours(72)));
        house.Clock.Advance(TimeSpan.FromHours(72));
        Assert.That(await RedeemAsync(token, Password), Is.EqualTo("410 token_invalid"));
    }

    [Test]
    public async Task A_newer_link_makes_the_older_void()
    {
        var (link, first) = await InviteAsync("mei");
        using var answer = await administrator.SendAsync(HttpMethod.Post, $"/api/v1/admin/workers/{link.WorkerId}/reset");
        var second = (await answer.ReadAsync(WireJson.Default.InvitationLink)).Path.Split('#')[1];
        Assert.That(await RedeemAsync(first, Password), Is.EqualTo("410 token_invalid"));
        Assert.That(await RedeemAsync(second, Password), Is.EqualTo("204"));
    }

    [Test]
    public async Task The_token_is_stored_nowhere()
    {
        var (_, token) = await InviteAsync("mei");
        var rows = await house.ReadAsync(db => db.Set<InvitationRecord>().ToListAsync());
        Assert.That(rows.Single().TokenHash, Has.Length.EqualTo(64).And.Not.EqualTo(token));
        Assert.That(house.Log.All, Has.None.Contains(token));
    }

    [Test]
    public async Task A_redeemed_link_unlocks_a_locked_account()
    {
        var (link, token) = await InviteAsync("mei");
        await RedeemAsync(token, Password);
        for (var i = 0; i < 5; i++)
            await guest.SignInAsync("mei", "wrong password").SayAsync();
        Assert.That(await guest.SignInAsync("mei", Password).SayAsync(), Is.EqualTo("423 locked_out"));
        using var answer = await administrator.SendAsync(HttpMethod.Post, $"/api/v1/admin/workers/{link.WorkerId}/reset");
        await RedeemAsync((await answer.ReadAsync(WireJson.Default.InvitationLink)).Path.Split('#')[1], "a quite new password");
        Assert.That(await guest.SignInAsync("mei", "a quite new password").SayAsync(), Is.EqualTo("200"));
    }

    private async Task<(InvitationLink Link, string Token)> InviteAsync(string userName)
    {
        using var answer = await administrator.PostAsync("/api/v1/admin/workers",
            new SaveWorkerRequest(userName, "Mei", [Roles.Operator], "demo", ["zh"], [], [Channel.Chat], true), WireJson.Default.SaveWorkerRequest);
        var link = await answer.ReadAsync(WireJson.Default.InvitationLink);
        Assert.That(link.Path, Does.StartWith("/invitation#"));
        return (link, link.Path.Split('#')[1]);
    }

    private Task<string> RedeemAsync(string token, string password) =>
        guest.PostAsync("/api/v1/session/invitation", new RedeemInvitationRequest(token, password), WireJson.Default.RedeemInvitationRequest).SayAsync();
}
