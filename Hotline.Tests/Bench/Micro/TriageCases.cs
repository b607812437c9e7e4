using BenchmarkDotNet.Attributes;
using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Triage;
using Hotline.Server.Triage.Rules;

namespace Hotline.Tests.Bench.Micro;

/// <summary>What one grading and one reading cost; the sentences are made up here.</summary>
[MemoryDiagnoser]
public class TriageCases
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
    private readonly RuleSet rules = RuleSetFile.Shipped;

    private readonly Evidence[] screener =
    [
        .. new[] { "cssrs.1", "cssrs.2", "cssrs.3", "cssrs.4", "cssrs.5", "cssrs.6", "cssrs.6b", "means_at_hand", "plan_72h" }
            .Select((kind, index) => new Evidence(index + 1, kind, index % 3 == 0 ? "yes" : "no", "worker", Start.AddSeconds(index))),
        new Evidence(10, "distress", "8", "help_seeker", Start),
    ];

    private readonly GivenText[] english = [new(Start, Long("I could not sleep again and the rain would not stop. My sister called and I said I was fine. I feel hopeless, I want to die. "))];
    private readonly GivenText[] chinese = [new(Start, Long("昨晚又没睡着，外面一直下雨。姐姐打电话来，我说没事。我觉得很绝望，不想活了。"))];

    [Benchmark]
    public Grade Grade_of_ten_pieces() => rules.Assess(screener);

    [Benchmark]
    public int English_text_of_2000_characters() => ReadTexts.Of(rules, null, "en", english).Count;

    [Benchmark]
    public int Chinese_text_of_2000_characters() => ReadTexts.Of(rules, null, "zh", chinese).Count;

    private static string Long(string sentence) => string.Concat(Enumerable.Repeat(sentence, 2000))[..2000];
}
