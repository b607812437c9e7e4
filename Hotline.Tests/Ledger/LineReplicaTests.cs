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

    [Test]
    public void What_was_read_before_the_copy_was_cleared_is_not_put_into_it()
    {
        var replica = new LineReplica(new LineId("line"), new LedgerClock(TimeProvider.System), () => FloorRules.Default);
        replica.Replace(Floor(4, 2));
        var asRead = replica.Cleared;

        // The auditor found that the copy differs from the store while a look at the store was under way.
        replica.Clear();
        replica.Replace(Floor(4, 2), asRead);

        Assert.That(replica.State.Epoch, Is.Zero);
        replica.Replace(Floor(4, 2), replica.Cleared);
        Assert.That(replica.State.Epoch, Is.EqualTo(4));
    }

    [Test]
    public void Decisions_follow_the_settings_at_once_and_indexes_keep_the_rules_they_were_built_with()
    {
        var set = FloorRules.Default;
        var replica = new LineReplica(new LineId("line"), new LedgerClock(TimeProvider.System), () => set);
        set = set with { TextCap = 5, UnshownAfter = TimeSpan.FromSeconds(1), CreditPerPoint = TimeSpan.FromSeconds(1) };

        Assert.That(replica.Rules, Is.EqualTo(FloorRules.Default));
        Assert.That((replica.RulesNow.TextCap, replica.RulesNow.UnshownAfter, replica.RulesNow.CreditPerPoint),
            Is.EqualTo((5, FloorRules.Default.UnshownAfter, FloorRules.Default.CreditPerPoint)));
    }

    private static FloorState Floor(long epoch, long sequence) => FloorState.Build(epoch, sequence, "t", A.T0, [], FloorRules.Default);
}
