using System.Collections.Immutable;
using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Lines;
using Hotline.Server.Records;
using Hotline.Server.Triage;

namespace Hotline.Server.Intake.Reading;

/// <summary>A request to open a contact, as far as it could be read.</summary>
internal sealed record Opening(
    Channel Channel, string Language, ImmutableArray<SkillNeed> Skills, IReadOnlyList<Evidence> Evidence,
    Wire.Particulars? Particulars, Wire.CallbackConsent? Callback, string? Text)
{
    public const int LongestText = 16_000;

    /// <summary>Wished skills, the most wanted first.</summary>
    public ImmutableArray<SkillNeed> Wishes { get; init; } = [];

    public NamedWorkers Workers { get; init; } = NamedWorkers.Nobody;

    /// <summary>By which earlier contacts of the same person are found.</summary>
    public string? Number => Particulars?.Number ?? Callback?.Number;

    /// <summary>A call-back needs consent and a number that is safe to call (domain.md).</summary>
    public bool CallbackWished => Callback is { Consent: true, Number: not null };

    /// <summary>More evidence, numbered on.</summary>
    public Opening With(IReadOnlyList<Evidence> more) =>
        more.Count == 0 ? this : this with { Evidence = [.. Evidence, .. more.Select((piece, index) => piece with { Number = Evidence.Count + index + 1 })] };

    /// <summary>Never fails: what cannot be read is noted and left out, and with no evidence the safe floor holds.</summary>
    public static Opening Read(byte[] body, JsonElement? root, Line line, Channel channel, IActiveRules rules, DateTimeOffset now, ReadNotes notes)
    {
        var opening = new Opening(channel, line.Languages.FirstOrDefault("en"), [], [], null, null, null);
        if (root is not { ValueKind: JsonValueKind.Object } members)
        {
            notes.Warn("body", root is null ? "not_json" : "wrong_type", "The body is not a JSON object; the contact was opened with nothing known.");
            // It may be what somebody wrote: a worker shall see it.
            return Members.AsText(body) is { } words ? opening with { Text = Members.Cut(words, "body", LongestText, notes) } : opening;
        }

        // Which rules read the evidence depends on the language, wherever that stands.
        var evidence = new List<JsonElement>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in Members.Of(members))
        {
            if (!seen.Add(name)) notes.Warn(Members.Named(name), "duplicate_member", "A member stands twice; the last one counts.");
            opening = name switch
            {
                "channel" => opening with { Channel = ReadNeeds.Channel(value, channel, notes) },
                "language" => opening with { Language = ReadNeeds.Language(value, line, notes) },
                "skills" => opening with { Skills = ReadNeeds.Skills(value, notes) },
                "wishes" => opening with { Wishes = ReadNeeds.Wishes(value, notes) },
                "worker" => opening with { Workers = ReadWorkers.Of(value, notes) },
                "evidence" => Later(value),
                "particulars" => opening with { Particulars = ReadPerson.Particulars(value, notes) },
                "callback" => opening with { Callback = ReadPerson.Callback(value, notes) },
                "text" => opening with { Text = Members.Text(value, "text", LongestText, notes) },
                _ => Unknown(name, opening, notes),
            };
        }
        // Of evidence that stands twice, both count.
        var read = evidence.SelectMany(value => ReadEvidence.Of(value, rules.Find(line.Id, opening.Language), "help_seeker", now, notes));
        return opening with { Evidence = [.. read.Select((piece, index) => piece with { Number = index + 1 })] };

        Opening Later(JsonElement value)
        {
            evidence.Add(value);
            return opening;
        }
    }

    private static Opening Unknown(string name, Opening opening, ReadNotes notes)
    {
        notes.Warn(Members.Named(name), "unknown_member", "A member is not known; it was left out.");
        return opening;
    }
}
