using CsCheck;
using Hotline.Server.Triage.Signals;
using NUnit.Framework;

namespace Hotline.Tests.Triage.Signals;

/// <summary>What holds of every text.</summary>
public sealed class SignalPropertyTests
{
    private static readonly string[] Pieces =
    [
        "I want to die", "I don't", " ", ", ", ". ", "我想死", "没有", "他", "“", "”", "\"", "《", "》", "kms", "k i l l", "🔪", "😭", "‍", "​", "\uD83D", "\uDE00", "ｄｉｅ", "if ",
        "last year ", "如果", "以前", "suic*de", "d1e!!", "1", "自殺", "\n", "…", "...", "'", "e\u0301", "𝓭𝓲𝓮", "\0", "\uFFFF", "a!b", "💊", "今晚就去跳楼", "goodbye everyone",
    ];

    private static readonly Gen<string> Mixed = Gen.OneOf<string>(Pieces).Array[0, 40].Select(string.Concat);
    private static readonly Gen<string> Units = Gen.Int[0, 0xFFFF].Select(unit => (char)unit).Array[0, 200].Select(units => new string(units));

    [Test]
    public void No_text_makes_it_throw_and_every_span_lies_in_the_text() => Gen.OneOf(Mixed, Units, Gen.String).Sample(text =>
    {
        var last = 0;
        foreach (var signal in Signalled.In(text))
        {
            if (signal.Start < last || signal.Length <= 0 || signal.Start + signal.Length > text.Length) return false;
            last = signal.Start;
        }

        return true;
    }, iter: 20_000);

    [Test]
    public void The_same_text_is_read_the_same_by_every_thread() => Mixed.Array[1, 8].Sample(texts =>
    {
        var alone = texts.Select(text => Signalled.In(text)).ToList();
        var together = texts.AsParallel().AsOrdered().Select(text => Signalled.In(text)).ToList();
        return alone.Zip(together).All(pair => pair.First.SequenceEqual(pair.Second));
    }, iter: 500);

    [Test]
    public void A_sentence_before_changes_nothing() => Mixed.Sample(text =>
    {
        const string Before = "The weather is fine.\n";
        var alone = Signalled.In(text.Replace('"', ' ').Replace('“', ' ').Replace('《', ' '));
        var behind = Signalled.In(Before + text.Replace('"', ' ').Replace('“', ' ').Replace('《', ' '));
        return alone.SequenceEqual(behind.Select(signal => signal with { Start = signal.Start - Before.Length }));
    }, iter: 5_000);

    [Test]
    public void A_text_of_noise_is_read_in_time()
    {
        // Far above what it takes, so that only a growth worse than linear fails.
        var most = TimeSpan.FromMilliseconds(500);
        foreach (var text in new[] { new string('想', 20_000), string.Concat(Enumerable.Repeat("i want to ", 2_000)), string.Concat(Enumerable.Repeat("a b c ", 3_000)), new string('!', 20_000), new string('"', 20_000), new string('“', 20_000) })
        {
            Signalled.In(text);
            var started = TimeProvider.System.GetTimestamp();
            Signalled.In(text);
            Assert.That(TimeProvider.System.GetElapsedTime(started), Is.LessThan(most), text[..4]);
        }
    }
}
