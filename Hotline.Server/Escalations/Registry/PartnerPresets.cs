using System.Collections.Immutable;

namespace Hotline.Server.Escalations.Registry;

/// <summary>Emergency numbers of a country, reached by voice, and what to say first.</summary>
internal static class PartnerPresets
{
    public const string China = "cn";
    public const string UnitedStates = "us";

    private const string Facts = " Then: where the person is now, what is happening, means or weapons there, whether the person is still on our line, and your direct number. Ask for the incident number and write it down.";
    private const string FactsZh = "接着说明：当事人现在的位置、正在发生什么、现场有无危险物品或凶器、当事人是否仍在线、您的直线电话。请对方告知警情或受理编号并记下。";

    private static readonly ImmutableDictionary<string, ImmutableArray<Preset>> Table = new Dictionary<string, ImmutableArray<Preset>>
    {
        [China] =
        [
            new("police-110", "Police 110", "报警 110", Wire.PartnerKind.Police, "110", 910,
                "This is a crisis hotline. A person is about to end their life, or is in danger from others, and needs officers now.", "这里是心理援助热线。有人正要轻生或正受到他人威胁，请立即出警。"),
            new("ambulance-120", "Ambulance 120", "急救 120", Wire.PartnerKind.Ambulance, "120", 900,
                "This is a crisis hotline. A person has hurt themselves or taken something and needs an ambulance now: method, substance, amount and time if known.", "这里是心理援助热线。有人自伤或服药，需要救护车：方式、药物或毒物、数量、时间（如已知）。"),
            new("fire-119", "Fire and rescue 119", "消防救援 119", Wire.PartnerKind.Fire, "119", 920,
                "This is a crisis hotline. A person is at a height, in the water, in gas or smoke, and needs rescue now.", "这里是心理援助热线。有人在高处、水中或有燃气、浓烟的地方，需要立即救援。"),
        ],
        [UnitedStates] =
        [
            new("emergency-911", "Emergency 911", "紧急求助 911", Wire.PartnerKind.Police, "911", 900,
                "This is a crisis hotline. A person is in immediate danger; I ask for a welfare check with medical help, and officers trained in crisis intervention.", "这里是心理援助热线。有人处于紧急危险中，请派人查看并提供医疗救助，最好由受过危机干预训练的警员出警。"),
            new("crisis-line-988", "Crisis line 988", "危机热线 988", Wire.PartnerKind.OtherLine, "988", 930,
                "This is a crisis hotline. I ask you to take over a person at risk, or to send a mobile crisis team.", "这里是心理援助热线。请接手一位处于危险中的来访者，或派出流动危机干预小组。"),
        ],
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public static bool Knows(string? country) => country is not null && Table.ContainsKey(country);

    /// <summary>Id → settings. Throws for a country that is not known.</summary>
    public static IEnumerable<KeyValuePair<string, Wire.PartnerSettings>> Of(string country, string timeZone) =>
        Table[country].Select(preset => KeyValuePair.Create(preset.Id, Settings(preset, timeZone)));

    private static Wire.PartnerSettings Settings(Preset preset, string timeZone) => new(
        preset.Name, preset.NameZh, preset.Kind, Wire.PartnerDelivery.Voice, null, Wire.PayloadFormat.Hotline, preset.Number, preset.Say + Facts, preset.SayZh + FactsZh,
        Wire.PartnerArea.Everywhere, new Wire.PartnerHours(timeZone, []), [], 120, preset.Order, Enabled: true);

    private sealed record Preset(string Id, string Name, string NameZh, Wire.PartnerKind Kind, string Number, int Order, string Say, string SayZh);
}
