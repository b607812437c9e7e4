using System.Collections.Immutable;
using Hotline.Server.Triage.Learning;
using Hotline.Server.Triage.Rules;
using Hotline.Server.Triage.Signals;

namespace Hotline.Tests.Triage.Learning;

/// <summary>Texts made of invented words: the more severe, the more of them come from the second list.</summary>
internal static class Invented
{
    private const string Calm = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉";
    private const string Grave = "金木水火土山石田禾米竹丝羊牛马鱼鸟虫贝车";
    private static readonly string[] CalmWords = ["lamp", "table", "river", "green", "walk", "bread", "window", "paper", "cloud", "stone", "music", "garden"];
    private static readonly string[] GraveWords = ["zorp", "vexil", "quandle", "mirth", "bloft", "skarn", "tivel", "grumm", "plonk", "wesk", "drazz", "fimble"];

    public static readonly ImmutableArray<string> Two = ["low", "high"];
    public static readonly ImmutableArray<string> Five = ["a", "b", "c", "d", "e"];

    public static readonly Recipe Chinese = Recipe.Of("zh")!;
    public static readonly Recipe English = Recipe.Of("en")!;

    public static readonly TextEvaluation InChinese = new(new NoSignals(), new SignalRules(RuleSetFile.Shipped), Chinese);
    public static readonly TextEvaluation InEnglish = new(new NoSignals(), new SignalRules(RuleSetFile.Shipped), English);

    public static TextModel TrainedInChinese { get; } = InChinese.Train(OfCharacters(120, 1), Two, 1);

    public static TextModel TrainedInEnglish { get; } = InEnglish.Train(OfWords(100, 1), Five, 1);

    /// <summary>Two labels by turns, a third of the characters speaking for the label.</summary>
    public static IReadOnlyList<LabelledText> OfCharacters(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => new LabelledText([Line(i % 2)], i % 2))];

        string Line(int label) => string.Concat(Enumerable.Range(0, 24).Select(_ => Pick(random, (random.NextDouble() < 0.2 + (0.6 * label) ? Grave : Calm).ToCharArray())));
    }

    /// <summary>Five labels by turns, two posts an author.</summary>
    public static IReadOnlyList<LabelledText> OfWords(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => new LabelledText([Post(i % 5), Post(i % 5)], i % 5))];

        string Post(int label) => string.Join(' ', Enumerable.Range(0, 40).Select(_ => Pick(random, random.NextDouble() < 0.05 + (0.22 * label) ? GraveWords : CalmWords)));
    }

    /// <summary>The same texts under one another's labels.</summary>
    public static IReadOnlyList<LabelledText> Shuffled(IReadOnlyList<LabelledText> texts, int seed)
    {
        var labels = texts.Select(text => text.Label).ToArray();
        new Random(seed).Shuffle(labels);
        return [.. texts.Zip(labels, (text, label) => text with { Label = label })];
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private sealed class NoSignals : ITextSignals
    {
        public IReadOnlyList<TextSignal> Read(string text, string language) => [];
    }
}
