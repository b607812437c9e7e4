using Hotline.Console.Live;
using Hotline.Contracts;
using NUnit.Framework;

namespace Hotline.Tests.Console;

public sealed class HeldClaimsTests
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void What_a_restored_floor_no_longer_shows_is_claimed_until_it_was_heard()
    {
        var claims = new HeldClaims();
        claims.Compare(Desk(1, "a", "b"), Desk(2, "b"));

        Assert.That(claims.AreMissed);
        Assert.That(claims.With(Desk(2, "b")), Is.EquivalentTo(new[] { "claim of a", "claim of b" }));
        // Still owed when a later desk comes first.
        claims.Compare(Desk(2, "b"), Desk(2));
        Assert.That(claims.With(Desk(2)), Is.EqualTo(new[] { "claim of a" }));
        claims.Forget();
        Assert.That(claims.AreMissed, Is.False);
    }

    [Test]
    public void What_went_within_an_epoch_is_not_claimed()
    {
        var claims = new HeldClaims();
        claims.Compare(null, Desk(3, "a"));
        claims.Compare(Desk(3, "a"), Desk(3));

        Assert.That(claims.AreMissed, Is.False);
        Assert.That(claims.With(null), Is.Empty);
    }

    private static DeskView Desk(long epoch, params string[] held) => new(
        "line", epoch, 1, T0, null!, [],
        [.. held.Select(contact => new EngagementView(contact, "1.1", "claim of " + contact, Phase.Engaged, Band.High, 60, Channel.Chat, "en", T0, T0, null, [], 0))], [], [], null!);
}
