using Hotline.Server.Escalations;
using NUnit.Framework;

namespace Hotline.Tests.Escalations;

/// <summary>What partners may say, whichever way it comes.</summary>
public sealed class FormCheckTests
{
    [TestCase("OK", "OK")]
    [TestCase("  7 min ", "7 min")]
    [TestCase("  ", null)]
    [TestCase(null, null)]
    public void A_word_of_a_partner_is_enough(string? text, string? said) => Assert.That(FormCheck.Said(text), Is.EqualTo(said));

    [Test]
    public void More_than_500_characters_are_not_taken() => Assert.That((FormCheck.Said(new string('a', 500))?.Length, FormCheck.Said(new string('a', 501))), Is.EqualTo((500, (string?)null)));

    [TestCase(null, true)]
    [TestCase("MCT-2041/7", true)]
    [TestCase("出警12号", true)]
    [TestCase("", false)]
    [TestCase("-1", false)]
    [TestCase("1 <2>", false)]
    public void A_number_is_letters_digits_and_few_signs(string? number, bool taken) => Assert.That(FormCheck.IsNumber(number), Is.EqualTo(taken));

    [Test]
    public void A_number_has_at_most_64_characters() => Assert.That((FormCheck.IsNumber(new string('1', 64)), FormCheck.IsNumber(new string('1', 65))), Is.EqualTo((true, false)));
}
