using CsCheck;
using Hotline.Console.Desk;
using Hotline.Contracts;
using NUnit.Framework;

namespace Hotline.Tests.Console;

/// <summary>Signals in a text are marked where they stand, and nothing of the text is lost or doubled.</summary>
public sealed class MarkedTextTests
{
    [Test]
    public void A_signal_is_cut_out_where_it_stands() => Assert.That(
        MarkedText.Cut("I cannot go on", [new("text.ideation", 2, 12, "direct")]),
        Is.EqualTo(new[] { new TextPiece("I ", null), new TextPiece("cannot go on", new("text.ideation", 2, 12, "direct")) }));

    [Test]
    public void Whatever_is_marked_the_pieces_are_the_text() => Gen.Select(Gen.String[0, 30], Signal.Array[0, 6]).Sample((text, signals) =>
        string.Concat(MarkedText.Cut(text, signals).Select(piece => piece.Text)) == text, iter: 2000);

    [Test]
    public void No_character_is_cut_in_two() => Gen.Select(Gen.OneOf("a", "😀", "想", "é").Array[0, 12], Signal.Array[0, 6]).Sample((signs, signals) =>
        MarkedText.Cut(string.Concat(signs), signals).All(piece => !char.IsLowSurrogate(piece.Text[0]) && !char.IsHighSurrogate(piece.Text[^1])), iter: 2000);

    private static readonly Gen<SignalView> Signal = Gen.Select(Gen.Int[-3, 30], Gen.Int[-1, 20], (start, length) => new SignalView("text.intent", start, length, "direct"));
}
