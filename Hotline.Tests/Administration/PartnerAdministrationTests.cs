using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hotline.Contracts;
using Hotline.Server.Escalations.Posting;
using Hotline.Server.Escalations.Registry;
using Hotline.Server.Records.Model;
using Hotline.Tests.Escalations;
using Hotline.Tests.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Hotline.Tests.Administration;

/// <summary>Partners of a line: made, checked, changed under a version, given secrets, tested, audited.</summary>
public sealed class PartnerAdministrationTests
{
    private const string Demo = "/api/v1/admin/lines/demo/partners";

    private SmallHouse house = null!;
    private Browser administrator = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        house = await SmallHouse.OpenAsync();
        administrator = await house.SignedInAsync("demo-admin");
    }

    [TearDown]
    public async Task CloseAsync()
    {
        administrator.Dispose();
        await house.DisposeAsync();
    }

    [Test]
    public async Task Development_has_the_emergency_numbers_and_a_team_at_a_desk_on_each_line()
    {
        Assert.That((await AllAsync()).Select(partner => $"{partner.Line}/{partner.Id}"), Is.EqualTo(new[]
        {
            "demo/mobile-crisis-team", "demo/ambulance-120", "demo/police-110", "demo/fire-119", "drill/mobile-crisis-team", "drill/emergency-911", "drill/crisis-line-988",
        }));
        var police = Directory().Find(Some.Line, "police-110")!;
        Assert.That((police.Settings.VoiceNumber, police.IsVoiceOnly, police.Settings.SayZh.Length > 20, police.Settings.Say.Length > 20), Is.EqualTo(("110", true, true, true)));
    }

    [Test]
    public async Task A_partner_is_in_force_with_the_answer_and_a_webhook_gets_its_secret_once()
    {
        var saved = await (await CreateAsync("hospital", Some.Webhook)).ReadAsync(WireJson.Default.SavedPartner);

        Assert.That((saved.Partner.Id, saved.Partner.Version, saved.Partner.SecretSetAt, saved.Partner.PreviousUntil), Is.EqualTo(("hospital", 1, (DateTimeOffset?)house.Clock.GetUtcNow(), (DateTimeOffset?)null)));
        Assert.That(saved.Secret!.Secret, Does.Match("^whsec_[A-Za-z0-9+/]{43}=$"));
        Assert.That(Directory().Find(Some.Line, "hospital")!.Secrets, Is.EqualTo(new[] { Bytes(saved.Secret) }));
        using var list = await administrator.GetAsync("/api/v1/admin/partners");
        Assert.That(await list.Content.ReadAsStringAsync(), Does.Contain("hospital").And.Not.Contain(saved.Secret.Secret));
        var row = await house.ReadAsync(db => db.Set<PartnerRecord>().SingleAsync(partner => partner.Id == "hospital"));
        Assert.That(row.Secret.AsSpan().IndexOf(Bytes(saved.Secret)), Is.EqualTo(-1), "sealed");
        Assert.That(await (await CreateAsync("hospital", Some.Webhook)).SayAsync(), Is.EqualTo("409 name_taken"));
        Assert.That((await (await CreateAsync("desk", Some.Settings)).ReadAsync(WireJson.Default.SavedPartner)).Secret, Is.Null);
    }

    [Test]
    public async Task Bad_settings_are_refused_with_each_member_named_and_nothing_is_changed()
    {
        using var answer = await CreateAsync("Bad Id", Some.Webhook with { Url = "http://partner.example", Order = -1 });
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(problem.GetProperty("type").GetString(), Does.EndWith("/invalid_partner"));
        Assert.That(problem.GetProperty("errors").EnumerateObject().Select(member => member.Name), Is.EquivalentTo(new[] { "id", "url", "order" }));
        Assert.That(await AllAsync(), Has.Count.EqualTo(7));
        Assert.That(await administrator.PostAsync("/api/v1/admin/lines/nowhere/partners", new SavePartner("x1", Some.Settings), WireJson.Default.SavePartner).SayAsync(), Is.EqualTo("404 unknown_line"));
    }

    [Test]
    public async Task A_change_needs_the_version_that_was_read_and_disabling_is_one()
    {
        var team = (await AllAsync())[0];
        var off = new SavePartner(null, team.Settings with { Enabled = false }, team.Version);
        Assert.That((await (await ChangeAsync(team.Id, off)).ReadAsync(WireJson.Default.SavedPartner)).Partner.Version, Is.EqualTo(2));
        Assert.That(Directory().Find(Some.Line, team.Id)!.Settings.Enabled, Is.False);
        Assert.That(await (await ChangeAsync(team.Id, off)).SayAsync(), Is.EqualTo("409 partner_changed"));
        Assert.That(await (await ChangeAsync("nobody", off)).SayAsync(), Is.EqualTo("404 unknown_partner"));
        Assert.That(await (await ChangeAsync(team.Id, off with { Settings = off.Settings with { Name = "" }, Version = 2 })).SayAsync(), Is.EqualTo("400 invalid_partner"));
        var hook = await (await ChangeAsync(team.Id, new SavePartner(null, Some.Webhook, 2))).ReadAsync(WireJson.Default.SavedPartner);
        Assert.That(hook.Secret, Is.Not.Null, "one that becomes a webhook gets its secret too");
    }

    [Test]
    public async Task After_a_rotation_both_secrets_sign_for_a_day_and_a_second_rotation_ends_the_first_at_once()
    {
        var first = (await (await CreateAsync("hospital", Some.Webhook)).ReadAsync(WireJson.Default.SavedPartner)).Secret!;
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await RotateAsync();
        Assert.That(second.PreviousUntil, Is.EqualTo(house.Clock.GetUtcNow() + TimeSpan.FromHours(24)));
        Assert.That(Directory().Find(Some.Line, "hospital")!.Secrets, Is.EqualTo(new[] { Bytes(second), Bytes(first) }), "newest first");
        house.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        Assert.That(Directory().OfLine(Some.Line).Single(partner => partner.Id == "hospital").Secrets, Has.Count.EqualTo(2));
        house.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(Directory().Find(Some.Line, "hospital")!.Secrets, Is.EqualTo(new[] { Bytes(second) }));
        administrator = await house.SignedInAsync("demo-admin");
        Assert.That((await AllAsync()).Single(partner => partner.Id == "hospital").PreviousUntil, Is.Null);

        var third = await RotateAsync();
        var fourth = await RotateAsync();
        Assert.That(Directory().Find(Some.Line, "hospital")!.Secrets, Is.EqualTo(new[] { Bytes(fourth), Bytes(third) }));
        Assert.That(await administrator.SendAsync(HttpMethod.Post, $"{Demo}/mobile-crisis-team/secret").SayAsync(), Is.EqualTo("409 no_webhook"));
        Assert.That(await administrator.SendAsync(HttpMethod.Post, $"{Demo}/nobody/secret").SayAsync(), Is.EqualTo("404 unknown_partner"));
    }

    [Test]
    public async Task Emergency_numbers_are_added_once_and_what_is_there_stays()
    {
        Assert.That((await PresetsAsync("cn")).Select(partner => partner.Id), Is.Empty);
        Assert.That((await PresetsAsync("us")).Select(partner => (partner.Id, partner.Settings.Hours.TimeZone)), Is.EquivalentTo(new[] { ("emergency-911", "Asia/Shanghai"), ("crisis-line-988", "Asia/Shanghai") }));
        Assert.That(await PresetsAsync("us"), Is.Empty);
        Assert.That(await administrator.PostAsync($"{Demo}/presets", new AddPresets("atlantis"), WireJson.Default.AddPresets).SayAsync(), Is.EqualTo("400 invalid_partner"));
    }

    [Test]
    public async Task A_test_is_signed_with_every_secret_is_about_nobody_and_is_audited()
    {
        await CreateAsync("hospital", Some.Webhook with { Enabled = false });
        Assert.That(await TestAsync(), Is.EqualTo(new PartnerTest(false, "no_endpoint", null, 0)), "nothing posts in this house");
        Assert.That(await administrator.SendAsync(HttpMethod.Post, $"{Demo}/police-110/test").SayAsync(), Is.EqualTo("409 no_webhook"));

        var post = new KeptPost();
        await using var beside = await SmallHouse.OpenAsync(beside: house, services: services => services.AddSingleton<IPartnerPost>(post));
        using var there = await beside.SignedInAsync("demo-admin");
        var sent = await (await there.SendAsync(HttpMethod.Post, $"{Demo}/hospital/test")).ReadAsync(WireJson.Default.PartnerTest);
        Assert.That((sent.Delivered, sent.Code, sent.Status), Is.EqualTo((false, "answered_5xx", (int?)503)));
        var (to, parcel) = post.All.Single();
        Assert.That((to.PartnerId, to.Url, to.Secrets.Count, parcel.Id[..5]), Is.EqualTo(("demo/hospital", new Uri("https://partner.example/hotline"), 1, "test_")));
        var body = JsonDocument.Parse(parcel.Body).RootElement;
        Assert.That((body.GetProperty("type").GetString(), body.GetProperty("data").GetProperty("escalationId").GetString()), Is.EqualTo(("escalation.test", parcel.Id)));
        var facts = await house.ReadAsync(db => db.AuditEntries.Where(row => row.Action == "partner_tested").OrderBy(row => row.Number).Select(row => row.Data).ToListAsync());
        Assert.That(facts, Is.EqualTo(new[] { """{"code":"no_endpoint","delivered":false,"status":null}""", """{"code":"answered_5xx","delivered":false,"status":503}""" }));
    }

    [Test]
    public async Task The_chain_tells_every_change_and_no_secret()
    {
        var saved = await (await CreateAsync("hospital", Some.Webhook)).ReadAsync(WireJson.Default.SavedPartner);
        await ChangeAsync("hospital", new SavePartner(null, Some.Webhook with { Order = 7, Name = "Clinic" }, 1));
        var second = await RotateAsync();
        var rows = await house.ReadAsync(db => db.AuditEntries.Where(row => row.Subject == "partner:demo/hospital").OrderBy(row => row.Number).ToListAsync());
        Assert.That(rows.Select(row => row.Action), Is.EqualTo(new[] { "partner_created", "partner_secret_made", "partner_changed", "partner_secret_rotated" }));
        Assert.That(rows[2].Data, Does.Contain("""["name","order"]"""));
        var all = string.Concat(rows.Select(row => row.Data));
        Assert.That(all, Does.Not.Contain(saved.Secret!.Secret[6..]).And.Not.Contain(second.Secret[6..]).And.Not.Contain("partner.example"));
    }

    private static byte[] Bytes(PartnerSecret secret) => Convert.FromBase64String(secret.Secret["whsec_".Length..]);

    private IPartnerDirectory Directory() => house.Use<IPartnerDirectory>();

    private Task<IReadOnlyList<PartnerView>> AllAsync() => administrator.ReadAsync("/api/v1/admin/partners", WireJson.Default.IReadOnlyListPartnerView);

    private Task<HttpResponseMessage> CreateAsync(string id, PartnerSettings settings) => administrator.PostAsync(Demo, new SavePartner(id, settings), WireJson.Default.SavePartner);

    private Task<HttpResponseMessage> ChangeAsync(string id, SavePartner change) => administrator.PutAsync($"{Demo}/{id}", change, WireJson.Default.SavePartner);

    private async Task<PartnerSecret> RotateAsync() => await (await administrator.SendAsync(HttpMethod.Post, $"{Demo}/hospital/secret")).ReadAsync(WireJson.Default.PartnerSecret);

    private async Task<PartnerTest> TestAsync() => await (await administrator.SendAsync(HttpMethod.Post, $"{Demo}/hospital/test")).ReadAsync(WireJson.Default.PartnerTest);

    private async Task<IReadOnlyList<PartnerView>> PresetsAsync(string country) =>
        await (await administrator.PostAsync($"{Demo}/presets", new AddPresets(country), WireJson.Default.AddPresets)).ReadAsync(WireJson.Default.IReadOnlyListPartnerView);

    /// <summary>Keeps what is posted, and answers as a server that is down for a moment.</summary>
    private sealed class KeptPost : IPartnerPost
    {
        public ConcurrentQueue<(PartnerEndpoint To, Parcel Parcel)> All { get; } = new();

        public Task<PostResult> PostAsync(PartnerEndpoint partner, Parcel parcel, CancellationToken cancel)
        {
            All.Enqueue((partner, parcel));
            return Task.FromResult(new PostResult(PostEnd.Failed, "answered_5xx", 503, null, 1));
        }
    }
}
