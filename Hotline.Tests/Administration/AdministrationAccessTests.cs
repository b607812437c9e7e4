using System.Globalization;
using System.Text.RegularExpressions;
using Hotline.Contracts;
using Hotline.Server.Identity;
using Hotline.Server.Records.Model;
using Hotline.Tests.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Hotline.Tests.Administration;

public sealed class AdministrationAccessTests
{
    private SmallHouse house = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => house = await SmallHouse.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await house.DisposeAsync();

    [Test]
    public async Task Nobody_but_administrators_gets_anything_of_administration()
    {
        using var nobody = house.Browser();
        using var worker = await house.SignedInAsync("demo-operator");
        using var supervisor = await house.SignedInAsync("demo-supervisor");
        var routes = Endpoints().Where(route => route.RoutePattern.RawText!.StartsWith("/api/v1/admin", StringComparison.Ordinal)).ToArray();
        Assert.That(routes, Has.Length.EqualTo(31));
        foreach (var route in routes)
        {
            var method = new HttpMethod(route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single());
            var path = route.RoutePattern.RawText!.Replace("{id}", "x", StringComparison.Ordinal).Replace("{hash}", "x", StringComparison.Ordinal).Replace("{line}", "x", StringComparison.Ordinal);
            Assert.That(await nobody.SendAsync(method, path).SayAsync(), Is.EqualTo("401 not_signed_in"), $"{method} {path}");
            Assert.That(await worker.SendAsync(method, path).SayAsync(), Is.EqualTo("403 forbidden"), $"{method} {path}");
            // Supervisors may be the second person of a rule set, and nothing else.
            if (!path.EndsWith("/decision", StringComparison.Ordinal)) Assert.That(await supervisor.SendAsync(method, path).SayAsync(), Is.EqualTo("403 forbidden"), $"{method} {path}");
        }
    }

    [Test]
    public void Every_endpoint_of_these_rooms_states_its_policy()
    {
        var silent = Endpoints().Where(route => !States(route)).Select(route => route.RoutePattern.RawText).ToArray();
        Assert.That(silent, Is.EqualTo(new[] { "/unstated" }), "the one that the tests add is found, and no other");
    }

    [Test]
    public async Task Bad_keys_are_refused_and_unknown_ones_not_found()
    {
        using var administrator = await house.SignedInAsync("demo-admin");
        Assert.That(await administrator.PostAsync("/api/v1/admin/keys", new CreateKeyRequest("nowhere", Channel.Sms, ""), WireJson.Default.CreateKeyRequest).SayAsync(), Is.EqualTo("400 invalid_key"));
        Assert.That(await administrator.DeleteAsync("/api/v1/admin/keys/nothing").SayAsync(), Is.EqualTo("404 unknown_key"));
    }

    [Test]
    public async Task The_chain_is_listed_newest_first_page_by_page_and_verified()
    {
        await using var own = await SmallHouse.OpenAsync();
        using var administrator = await own.SignedInAsync("demo-admin");
        for (var i = 0; i < 105; i++)
            Assert.That(await administrator.PostAsync("/api/v1/admin/keys", new CreateKeyRequest("demo", Channel.Sms, "k" + i), WireJson.Default.CreateKeyRequest).SayAsync(), Is.EqualTo("201"));

        var first = await administrator.ReadAsync("/api/v1/admin/audit?chain=administration", WireJson.Default.IReadOnlyListAuditEntryView);
        Assert.That(first.Select(entry => entry.Number), Is.EqualTo(Enumerable.Range(7, 100).Reverse().Select(number => (long)number)));
        var second = await administrator.ReadAsync("/api/v1/admin/audit?chain=administration&before=7", WireJson.Default.IReadOnlyListAuditEntryView);
        Assert.That(second.Select(entry => entry.Action), Is.EqualTo(Enumerable.Repeat("key_created", 5).Append("demo_seeded")));
        var all = await administrator.ReadAsync("/api/v1/admin/audit", WireJson.Default.IReadOnlyListAuditEntryView);
        Assert.That(all.Select(entry => entry.Hash), Is.EqualTo(first.Select(entry => entry.Hash)), "there is one chain yet");
        Assert.That(await administrator.GetAsync("/api/v1/admin/audit?chain=nothing").SayAsync(), Is.EqualTo("404 unknown_chain"));
        var verified = await administrator.ReadAsync("/api/v1/admin/audit/verify", WireJson.Default.IReadOnlyListAuditVerification);
        Assert.That(verified, Is.EqualTo(new[] { new AuditVerification("administration", 106, true, null) }));
    }

    [Test]
    public async Task The_demo_is_put_in_place_quickly_and_once()
    {
        await using var bare = await SmallHouse.OpenBareAsync();
        var seeded = bare.Log.All.Single(message => message.Contains("were put in place", StringComparison.Ordinal));

        // Half a second alone on the machine; hashing 208 passwords would take ten.
        Assert.That(int.Parse(Regex.Match(seeded, @"in (\d+) ms").Groups[1].Value, CultureInfo.InvariantCulture), Is.LessThan(4000));
        var all = await bare.ReadAsync(db => db.Users.ToListAsync());
        Assert.That(all, Has.Count.EqualTo(DemoAccounts.All.Length).And.Count.EqualTo(208));
        Assert.That(all.Select(account => account.PasswordHash).Distinct().ToArray(), Has.Length.EqualTo(1));
        Assert.That(await bare.ReadAsync(db => db.Set<ChannelKeyRecord>().CountAsync()), Is.EqualTo(6));

        await using var again = await SmallHouse.OpenAsync(beside: bare);
        Assert.That(again.Log.All, Has.None.Contains("were put in place"));
        Assert.That(await again.ReadAsync(db => db.Users.CountAsync()), Is.EqualTo(208));
        Assert.That(await again.ReadAsync(db => db.AuditEntries.CountAsync()), Is.EqualTo(1));
        using var worker = await again.SignedInAsync("drill-200");
        var session = await worker.ReadAsync("/api/v1/session", WireJson.Default.SessionView);
        Assert.That((session.Line, session.LineInfo!.Drill), Is.EqualTo(("drill", true)));
    }

    private IEnumerable<RouteEndpoint> Endpoints() =>
        house.Use<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    private static bool States(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IAllowAnonymous>() is not null || route.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => data.Policy is not null);
}
