using Hotline.Server.Floor;
using Hotline.Server.Live;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Live;

/// <summary>The floor's words and the wire's are two lists; this holds them together, member by member.</summary>
public sealed class WireWordsTests
{
    [TestCase(typeof(Band), typeof(Contracts.Band))]
    [TestCase(typeof(Channel), typeof(Contracts.Channel))]
    [TestCase(typeof(BreakReason), typeof(Contracts.BreakReason))]
    [TestCase(typeof(Hotline.Server.Floor.Outcome), typeof(Contracts.Outcome))]
    [TestCase(typeof(TransferKind), typeof(Contracts.TransferKind))]
    [TestCase(typeof(TransferStep), typeof(Contracts.TransferStep))]
    [TestCase(typeof(TransferEnd), typeof(Contracts.TransferEnd))]
    [TestCase(typeof(BesideRole), typeof(Contracts.BesideRole))]
    public void A_word_has_the_same_name_and_number_on_both_sides(Type floor, Type wire) =>
        Assert.That(Pairs(floor), Is.EqualTo(Pairs(wire)));

    [TestCase(PresenceKind.Break)]
    [TestCase(PresenceKind.Available)]
    [TestCase(PresenceKind.OffDuty)]
    public void What_was_chosen_while_something_was_held_is_shown_since_the_worker_came_free(PresenceKind chosen)
    {
        var worker = A.Worker("w", chosen) with { IdleSince = A.T0.AddMinutes(30) };
        Assert.That(worker.ShownSince(FloorState.Empty), Is.EqualTo(A.T0.AddMinutes(30)));
        Assert.That((worker with { PresenceSince = A.T0.AddMinutes(40) }).ShownSince(FloorState.Empty), Is.EqualTo(A.T0.AddMinutes(40)));
    }

    [Test]
    public void A_difference_would_be_seen() => Assert.That(Pairs(typeof(Band)), Is.Not.EqualTo(Pairs(typeof(Contracts.Channel))));

    private static string[] Pairs(Type words) => [.. Enum.GetValues(words).Cast<object>().Select(word => $"{word}={Convert.ToInt32(word, System.Globalization.CultureInfo.InvariantCulture)}")];
}
