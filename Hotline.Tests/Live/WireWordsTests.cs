using Hotline.Server.Floor;
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

    [Test]
    public void A_difference_would_be_seen() => Assert.That(Pairs(typeof(Band)), Is.Not.EqualTo(Pairs(typeof(Contracts.Channel))));

    private static string[] Pairs(Type words) => [.. Enum.GetValues(words).Cast<object>().Select(word => $"{word}={Convert.ToInt32(word, System.Globalization.CultureInfo.InvariantCulture)}")];
}
