using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Ledger;

public sealed class LineReplicaTests
{
    [Test]
    public void A_copy_never_goes_back_to_an_epoch_before_one_it_has_seen()
    {
        var replica = new LineReplica(new LineId("line"), new LedgerClock(TimeProvider.System), () => FloorRules.Default);
        replica.Replace(Floor(4, 0));
        replica.Clear();

        // Redis was rolled back past the publish of epoch 4.
        replica.Replace(Floor(3, 17));

        Assert.That((replica.State.Epoch, replica.LastEpoch), Is.EqualTo((0L, 4L)));
        replica.Replace(Floor(5, 0));
        Assert.That((replica.State.Epoch, replica.LastEpoch), Is.EqualTo((5L, 5L)));
    }

    private static FloorState Floor(long epoch, long sequence) => FloorState.Build(epoch, sequence, "t", A.T0, [], FloorRules.Default);
}
