using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotline.Server.Triage.Rules;

/// <summary>A rule-set file as written; what each member means stands in rule-set.schema.json.</summary>
internal sealed record RuleSetDocument(
    int Format, string Name, Wording Title, BandRanges Bands, int SafeFloor, int UnsureBelow, RuleSetDocument.QueuePart Queue,
    Dictionary<string, RuleSetDocument.TargetPart>? Targets, RuleSetDocument.NightPart? Night, Dictionary<string, RuleSetDocument.KindPart> Kinds,
    Dictionary<string, RuleSetDocument.TogetherPart>? Together, Dictionary<string, RuleSetDocument.OpenPart>? Open,
    Dictionary<string, RuleSetDocument.InstrumentPart>? Instruments, Dictionary<string, string>? Models)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    internal sealed record QueuePart(int CreditSecondsPerPoint, QueueOrder Order = QueueOrder.Rank);
    internal sealed record TargetPart(int Voice, int Other);
    internal sealed record NightPart(string From, string Until);
    internal sealed record WeightPart(int Alone, int Beside);
    internal sealed record StepPart(int At, int Alone, int Beside);
    internal sealed record NumberPart(int From, int To, List<StepPart> Steps, bool Linear, int? HoldsFrom, int? ClearsBelow);
    internal sealed record KindPart(Wording Label, string Source, WeightPart? Yes, NumberPart? Number, bool Clears, int Eases);
    internal sealed record TogetherPart(Wording Label, string Source, List<string> All, List<string>? Any, int Alone, int Beside);
    internal sealed record OpenPart(Wording Label, string Source, List<string> When, List<Answer> Is, List<string> Unanswered, bool UnclearToo, int Alone, int Beside);
    internal sealed record InstrumentPart(Wording Title, string Source, List<QuestionPart> Questions);
    internal sealed record QuestionPart(string Kind, Wording Ask, OnlyIfPart? OnlyIf);
    internal sealed record OnlyIfPart(List<string> Any, List<Answer> Is);
}
