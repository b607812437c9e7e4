using System.Globalization;
using Hotline.Server.Floor;
using StackExchange.Redis;

namespace Hotline.Server.Ledger;

/// <summary>Every key and channel is built here. All keys of a line share one hash tag, so one slot.</summary>
internal sealed record LineKeys(LineId Line)
{
    /// <summary>Never written: its place in a Cluster says which master's clock is the ledger's.</summary>
    public static readonly RedisKey Clock = "hotline:clock";

    private string Root => $"hotline:{{{Line.Value}}}:";

    public RedisKey Meta => Root + "meta";
    public RedisKey Leases => Root + "leases";
    public RedisKey Alarms => Root + "alarms";
    public RedisChannel Hints => RedisChannel.Literal(Root + "hints");

    public RedisKey Lease(string name) => Root + "lease:" + name;

    public RedisKey Floor(long epoch) => OfEpoch(epoch, "floor");
    public RedisKey Waiting(long epoch) => OfEpoch(epoch, "waiting");
    public RedisKey Journal(long epoch) => OfEpoch(epoch, "journal");
    public RedisKey Commands(long epoch) => OfEpoch(epoch, "commands");

    /// <summary>What rides sealed beside journal entries while SQL is away, by sequence.</summary>
    public RedisKey Sealed(long epoch) => OfEpoch(epoch, "sealed");

    public RedisKey[] AllOf(long epoch) => [Floor(epoch), Waiting(epoch), Journal(epoch), Commands(epoch), Sealed(epoch)];

    private RedisKey OfEpoch(long epoch, string name) => string.Create(CultureInfo.InvariantCulture, $"{Root}{epoch}:{name}");
}
