using NUnit.Framework;
using StackExchange.Redis;

namespace Hotline.Tests.Support;

public sealed class SupportTests
{
    [Test]
    public void A_missing_tool_ignores_the_test() =>
        Assert.That(() => Requires.Missing("redis", "redis-server is not installed.", required: null), Throws.InstanceOf<IgnoreException>());

    [Test]
    public void A_missing_tool_that_is_required_fails_the_test() =>
        Assert.That(() => Requires.Missing("redis", "redis-server is not installed.", required: "postgres, redis"), Throws.InstanceOf<AssertionException>());

    [Test]
    public async Task A_redis_server_keeps_what_it_acknowledged_over_a_kill_when_it_appends()
    {
        await using var server = await RedisServer.StartAsync(appendOnly: true);
        await SetAsync(server, "key", "kept");

        await server.RestartAsync();

        Assert.That(await GetAsync(server, "key"), Is.EqualTo("kept"));
    }

    [Test]
    public async Task A_redis_server_without_a_file_forgets_everything_over_a_kill()
    {
        await using var server = await RedisServer.StartAsync();
        await SetAsync(server, "key", "lost");

        await server.RestartAsync();

        Assert.That(await GetAsync(server, "key"), Is.Null);
    }

    [Test]
    public async Task A_redis_server_refuses_who_does_not_know_its_password()
    {
        await using var server = await RedisServer.StartAsync();

        Assert.That(
            async () => await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{server.Port},protocol=resp2,connectTimeout=500"),
            Throws.InstanceOf<RedisException>());
    }

    [Test]
    public void Waiting_for_what_never_comes_fails() =>
        Assert.That(async () => await Until.True(() => false, "never", TimeSpan.FromMilliseconds(30)), Throws.InstanceOf<AssertionException>());

    private static async Task SetAsync(RedisServer server, string key, string value)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        await connection.GetDatabase().StringSetAsync(key, value);
    }

    private static async Task<string?> GetAsync(RedisServer server, string key)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        return await connection.GetDatabase().StringGetAsync(key);
    }
}
