using Hotline.Contracts;
using Hotline.Server.Identity;
using Hotline.Server.Records.Model;
using Hotline.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Hotline.Tests.Identity;

public sealed class ChannelKeyTests
{
    private const string DemoVoice = "hlk_demo-voice_development";

    private SmallHouse house = null!;
    private Browser caller = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        house = await SmallHouse.OpenAsync();
        caller = house.Browser();
    }

    [TearDown]
    public async Task CloseAsync()
    {
        caller.Dispose();
        await house.DisposeAsync();
    }

    [Test]
    public async Task A_key_says_which_line_and_channel_it_is_for()
    {
        using var answer = await caller.GetAsync("/channel", ("X-Channel-Key", DemoVoice));
        var claims = await answer.Content.ReadAsStringAsync();
        Assert.That(claims, Is.EqualTo("hotline:key=demo-voice hotline:line=demo hotline:channel=Voice"));
    }

    [TestCase("hlk_drill-voice_development", "200")]
    [TestCase("hlk_drill-chat_development", "200")]
    [TestCase("hlk_drill-sms_development", "200")]
    [TestCase("hlk_demo-voice_developmenT", "401 channel_key_invalid")]
    [TestCase("hlk_demo-voice_", "401 channel_key_invalid")]
    [TestCase("hlk_demo-voice", "401 channel_key_invalid")]
    [TestCase("hlk_nothing_development", "401 channel_key_invalid")]
    [TestCase("demo-voice_development", "401 channel_key_invalid")]
    [TestCase("", "401 channel_key_invalid")]
    public async Task Only_the_whole_key_opens(string key, string said) =>
        Assert.That(await caller.GetAsync("/channel", ("X-Channel-Key", key)).SayAsync(), Is.EqualTo(said));

    [Test]
    public async Task Without_a_key_or_with_a_cookie_instead_the_channel_is_closed()
    {
        using var administrator = await house.SignedInAsync("demo-admin");
        Assert.That(await caller.GetAsync("/channel").SayAsync(), Is.EqualTo("401 channel_key_invalid"));
        Assert.That(await administrator.GetAsync("/channel").SayAsync(), Is.EqualTo("401 channel_key_invalid"));
    }

    [Test]
    public async Task A_key_does_not_open_what_needs_a_person() =>
        Assert.That(await caller.GetAsync("/api/v1/admin/lines", ("X-Channel-Key", DemoVoice)).SayAsync(), Is.EqualTo("401 not_signed_in"));

    [Test]
    public async Task A_created_key_works_at_once_is_stored_hashed_and_ends_when_revoked()
    {
        using var administrator = await house.SignedInAsync("demo-admin");
        using var answer = await administrator.PostAsync("/api/v1/admin/keys", new CreateKeyRequest("demo", Channel.Sms, "gateway"), WireJson.Default.CreateKeyRequest);
        var created = await answer.ReadAsync(WireJson.Default.CreatedKey);
        Assert.That(created.Secret, Does.Match("^hlk_[a-z0-9]{10}_[A-Za-z0-9_-]{43}$"));
        Assert.That(await caller.GetAsync("/channel", ("X-Channel-Key", created.Secret)).SayAsync(), Is.EqualTo("200"));
        var stored = await house.ReadAsync(db => db.Set<ChannelKeyRecord>().SingleAsync(row => row.Id == created.Key.Id));
        Assert.That(created.Secret, Does.Not.Contain(stored.SecretHash));
        Assert.That(stored.SecretHash, Has.Length.EqualTo(64));

        Assert.That(await administrator.DeleteAsync($"/api/v1/admin/keys/{created.Key.Id}").SayAsync(), Is.EqualTo("204"));

        Assert.That(await caller.GetAsync("/channel", ("X-Channel-Key", created.Secret)).SayAsync(), Is.EqualTo("401 channel_key_invalid"));
        var keys = await administrator.ReadAsync("/api/v1/admin/keys", WireJson.Default.IReadOnlyListChannelKeyView);
        Assert.That(keys.Single(key => key.Id == created.Key.Id).RevokedAt, Is.EqualTo(house.Clock.GetUtcNow()));
    }

    [Test]
    public async Task Another_node_refuses_a_revoked_key_within_two_seconds()
    {
        await using var there = await SmallHouse.OpenAsync(beside: house);
        using var elsewhere = there.Browser();
        using var administrator = await house.SignedInAsync("demo-admin");
        Assert.That(await elsewhere.GetAsync("/channel", ("X-Channel-Key", DemoVoice)).SayAsync(), Is.EqualTo("200"));
        await administrator.DeleteAsync("/api/v1/admin/keys/demo-voice").SayAsync();

        there.Clock.Advance(TimeSpan.FromSeconds(2));

        await Until.True(async () => await elsewhere.GetAsync("/channel", ("X-Channel-Key", DemoVoice)).SayAsync() == "401 channel_key_invalid", "the other node hears of it");
    }

    [Test]
    public async Task The_last_use_is_written_once_a_minute()
    {
        var first = house.Clock.GetUtcNow();
        await UseAndPollAsync(TimeSpan.FromSeconds(1));
        await Until.True(async () => await LastUseAsync() == first, "the first use is written");

        await UseAndPollAsync(TimeSpan.FromSeconds(30));
        await UseAndPollAsync(TimeSpan.FromSeconds(28));
        await house.Use<ChannelKeys>().RefreshAsync(CancellationToken.None);
        Assert.That(await LastUseAsync(), Is.EqualTo(first), "uses within a minute are not written");

        house.Clock.Advance(TimeSpan.FromSeconds(1));
        await UseAndPollAsync(TimeSpan.FromSeconds(1));
        await Until.True(async () => await LastUseAsync() == first + TimeSpan.FromSeconds(60), "a use after a minute is");
    }

    private Task<DateTimeOffset?> LastUseAsync() =>
        house.ReadAsync(db => db.Set<ChannelKeyRecord>().Where(row => row.Id == "demo-voice").Select(row => row.LastUsedAt).SingleAsync());

    private async Task UseAndPollAsync(TimeSpan pause)
    {
        Assert.That(await caller.GetAsync("/channel", ("X-Channel-Key", DemoVoice)).SayAsync(), Is.EqualTo("200"));
        house.Clock.Advance(pause);
    }
}
