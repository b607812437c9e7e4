using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Ledger;

internal sealed class RedisRunTests
{
    [Test]
    public async Task A_Redis_that_was_restarted_is_known_for_another_run_until_the_next_floor_is_published()
    {
        await using var redis = await RedisServer.StartAsync(appendOnly: true);
        await using var node = await LedgerNode.StartAsync(redis.ConnectionString);
        await node.OpenAsync();
        Assert.That((await node.Journal.HeadAsync(LedgerNode.Line, default))!.Restarted, Is.False);

        await redis.RestartAsync();

        await Until.True(async () => await HeadAsync(node) is { Restarted: true }, "the new run is noticed");
        // Nothing was lost, so commits go on until the recorder begins the new epoch.
        await Until.True(async () => await node.Do(A.Arrival("c1")) is LedgerAnswer.Committed, "the floor goes on");
        await node.OpenAsync(2, A.Contact("c1"));
        Assert.That((await HeadAsync(node))!.Restarted, Is.False);
    }

    private static async Task<LineHead?> HeadAsync(LedgerNode node)
    {
        try
        {
            return await node.Journal.LastHeadAsync(LedgerNode.Line, default);
        }
        catch (StackExchange.Redis.RedisException)
        {
            return null;
        }
    }
}
