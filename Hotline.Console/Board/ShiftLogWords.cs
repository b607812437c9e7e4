using System.Text.RegularExpressions;
using Hotline.Console.Parts;
using Hotline.Contracts;

namespace Hotline.Console.Board;

/// <summary>What an entry of the shift log says, in the chosen language. Details of events are codes; each is put into words here.</summary>
public static partial class ShiftLogWords
{
    public static string What(Words text, ShiftLogEntry entry) => entry.Kind switch
    {
        "alarm_raised" or "alarm_acknowledged" => text.With("log." + entry.Kind, text.Code("alarm", entry.Detail ?? "")),
        "PresenceChanged" when Presence().Match(entry.Detail ?? "") is { Success: true } match => text.With(
            "log.presence." + match.Groups["why"].Value, Named(text, "Presence", match.Groups["from"].Value),
            Named(text, "Presence", match.Groups["to"].Value) + (match.Groups["reason"].Success ? $" ({Named(text, "BreakReason", match.Groups["reason"].Value)})" : "")),
        "ContactEngaged" when text.Find($"log.engaged.{entry.Detail}") is { } engaged => engaged,
        "ContactReturned" when text.Find($"log.returned.{entry.Detail}") is { } returned => returned,
        "ContactForced" when entry.Detail?.Split(" → ") is [var from, var to] => text.With("log.forced", Named(text, "Phase", from), Named(text, "Phase", to)),
        "ContactOpened" or "ContactRescored" => text["log.imminent"],
        "BandOverridden" when Bands().Match(entry.Detail ?? "") is { Success: true } match => text.With(
            "log.band", Named(text, "Band", match.Groups["from"].Value), Named(text, "Band", match.Groups["to"].Value), Named(text, "Band", match.Groups["computed"].Value)),
        "epoch" => text.With("log.epoch", entry.Detail ?? ""),
        _ => text.Find("log." + entry.Kind) ?? text.Find("timeline." + entry.Kind) ?? text.With("code.unknown", entry.Kind),
    };

    private static string Named(Words text, string family, string code) => text.Find($"{family}.{code}") ?? code;

    [GeneratedRegex(@"^(?<from>\w+) → (?<to>\w+)(?: \((?<reason>\w+)\))?: (?<why>supervisor|missed_offer)$")]
    private static partial Regex Presence();

    [GeneratedRegex(@"^(?<from>\w+) → (?<to>\w+) \(computed (?<computed>\w+)\)$")]
    private static partial Regex Bands();
}
