using Hotline.Contracts;
using Hotline.Server.Identity;
using NUnit.Framework;

namespace Hotline.Tests.Identity;

public sealed class SignInTests
{
    private SmallHouse house = null!;

    [SetUp]
    public async Task OpenAsync() => house = await SmallHouse.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await house.DisposeAsync();

    [Test]
    public async Task A_demo_operator_signs_in_and_sees_who_it_is_and_which_line()
    {
        using var browser = house.Browser();
        Assert.That(await browser.GetAsync("/api/v1/session").SayAsync(), Is.EqualTo("401 not_signed_in"));

        using var answer = await browser.SignInAsync("demo-operator", DemoAccounts.Password);
        var session = await answer.ReadAsync(WireJson.Default.SessionView);
        var again = await browser.ReadAsync("/api/v1/session", WireJson.Default.SessionView);

        Assert.Multiple(() =>
        {
            Assert.That(session.WorkerId, Has.Length.EqualTo(32));
            Assert.That(session.Roles, Is.EqualTo(new[] { Roles.Operator }));
            Assert.That(session.Line, Is.EqualTo("demo"));
            Assert.That(session.LineInfo!.EmergencyNumbers, Is.SupersetOf(new[] { "110", "120", "988" }));
            Assert.That(again.WorkerId, Is.EqualTo(session.WorkerId));
        });
    }

    [Test]
    public async Task A_wrong_password_and_an_unknown_name_are_answered_alike()
    {
        using var browser = house.Browser();
        Assert.That(await browser.SignInAsync("demo-operator", "wrong password").SayAsync(), Is.EqualTo("401 sign_in_failed"));
        Assert.That(await browser.SignInAsync("nobody", "wrong password").SayAsync(), Is.EqualTo("401 sign_in_failed"));
        Assert.That(await browser.SignInAsync("", "").SayAsync(), Is.EqualTo("401 sign_in_failed"));
        Assert.That(browser.Cookie, Is.Null);
    }

    [Test]
    public async Task In_development_over_http_the_cookie_is_plain_but_strict_and_hidden_from_scripts()
    {
        using var browser = await house.SignedInAsync("demo-operator");
        var parts = browser.SetCookie!.Split("; ").Select(part => part.ToLowerInvariant()).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(parts[0], Does.StartWith("hotline="));
            Assert.That(parts, Does.Contain("httponly").And.Contain("samesite=strict").And.Contain("path=/"));
            Assert.That(parts, Does.Not.Contain("secure"));
        });
    }

    [Test]
    public async Task Five_failures_lock_an_account_for_fifteen_minutes_and_no_longer()
    {
        using var browser = house.Browser();
        for (var i = 0; i < 4; i++)
            Assert.That(await browser.SignInAsync("demo-operator", "wrong password").SayAsync(), Is.EqualTo("401 sign_in_failed"));
        Assert.That(await browser.SignInAsync("demo-operator", "wrong password").SayAsync(), Is.EqualTo("423 locked_out"));

        using var refused = await browser.SignInAsync("demo-operator", DemoAccounts.Password);
        Assert.That(await refused.SayAsync(), Is.EqualTo("423 locked_out"));
        Assert.That(refused.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromMinutes(15)));
        Assert.That(await browser.SignInAsync("demo-operator2", DemoAccounts.Password).SayAsync(), Is.EqualTo("200"), "others are not locked");

        house.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.That(await browser.SignInAsync("demo-operator", DemoAccounts.Password).SayAsync(), Is.EqualTo("200"));
    }

    [Test]
    public async Task A_success_forgets_the_failures_before_it()
    {
        using var browser = house.Browser();
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++)
                Assert.That(await browser.SignInAsync("demo-operator", "wrong password").SayAsync(), Is.EqualTo("401 sign_in_failed"));
            Assert.That(await browser.SignInAsync("demo-operator", DemoAccounts.Password).SayAsync(), Is.EqualTo("200"));
        }
    }

    [Test]
    public async Task Guesses_in_parallel_do_not_get_more_than_five_tries()
    {
        var said = await Task.WhenAll(Enumerable.Range(0, 30).Select(async i =>
        {
            using var browser = house.Browser();
            return await browser.SignInAsync("demo-operator", "guess number " + i).SayAsync();
        }));
        Assert.That(said.Count(answer => answer == "401 sign_in_failed"), Is.LessThanOrEqualTo(5));
        Assert.That(said, Does.Contain("423 locked_out"));
    }

    [Test]
    public async Task An_address_that_keeps_failing_has_to_wait_but_one_that_succeeds_never_does()
    {
        using var browser = house.Browser();
        for (var i = 0; i < 60; i++)
            Assert.That(await browser.SignInAsync("demo-operator", DemoAccounts.Password).SayAsync(), Is.EqualTo("200"));
        for (var i = 0; i < 50; i++)
            Assert.That(await browser.SignInAsync("nobody-" + i, "wrong password").SayAsync(), Is.EqualTo("401 sign_in_failed"));

        using var refused = await browser.SignInAsync("demo-operator", DemoAccounts.Password);
        Assert.That(await refused.SayAsync(), Is.EqualTo("429 too_many_requests"));
        Assert.That(refused.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromMinutes(5)));

        house.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.That(await browser.SignInAsync("demo-operator", DemoAccounts.Password).SayAsync(), Is.EqualTo("200"));
    }

    [Test]
    public async Task A_session_ends_after_twelve_hours_however_much_it_is_used()
    {
        using var browser = await house.SignedInAsync("demo-operator");
        for (var hour = 0; hour < 11; hour++)
        {
            house.Clock.Advance(TimeSpan.FromHours(1));
            Assert.That(await browser.GetAsync("/api/v1/session").SayAsync(), Is.EqualTo("200"));
        }

        house.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.That(await browser.GetAsync("/api/v1/session").SayAsync(), Is.EqualTo("401 not_signed_in"));
    }

    [Test]
    public async Task After_signing_out_a_copy_of_the_cookie_is_worth_nothing()
    {
        using var browser = await house.SignedInAsync("demo-operator");
        using var other = await house.SignedInAsync("demo-operator");
        using var thief = browser.Copy();
        Assert.That(await thief.GetAsync("/api/v1/session").SayAsync(), Is.EqualTo("200"));

        Assert.That(await browser.DeleteAsync("/api/v1/session").SayAsync(), Is.EqualTo("204"));

        Assert.That(browser.Cookie, Is.Null);
        Assert.That(await thief.GetAsync("/api/v1/session").SayAsync(), Is.EqualTo("401 not_signed_in"));
        Assert.That(await other.GetAsync("/api/v1/session").SayAsync(), Is.EqualTo("200"), "another session of the same person goes on");
        Assert.That(await browser.DeleteAsync("/api/v1/session").SayAsync(), Is.EqualTo("204"), "twice is no failure");
    }

    [Test]
    public async Task An_endpoint_that_states_no_policy_is_refused_even_to_administrators()
    {
        using var nobody = house.Browser();
        using var administrator = await house.SignedInAsync("demo-admin");
        Assert.That(await nobody.GetAsync("/unstated").SayAsync(), Is.EqualTo("401 not_signed_in"));
        Assert.That(await administrator.GetAsync("/unstated").SayAsync(), Is.EqualTo("403 forbidden"));
    }

    [Test]
    public async Task No_log_names_a_person()
    {
        using var browser = await house.SignedInAsync("demo-operator");
        await browser.SignInAsync("demo-operator", "wrong password").SayAsync();
        await browser.DeleteAsync("/api/v1/session").SayAsync();
        Assert.That(house.Log.All, Has.Some.Contains("signed in"));
        // The start says which accounts Development comes with; they are nobody.
        Assert.That(house.Log.All.Where(line => !line.Contains("(Development only)", StringComparison.Ordinal)), Has.None.Contains("demo-operator").And.None.Contains("Demo Operator"));
    }
}
