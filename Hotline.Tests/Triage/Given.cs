using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Triage.Rules;

namespace Hotline.Tests.Triage;

/// <summary>Evidence in few words: <c>Given.Yes("cssrs.1", "cssrs.2")</c>.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_780_000_000);

    public static readonly string[] Screener = ["cssrs.1", "cssrs.2", "cssrs.3", "cssrs.4", "cssrs.5", "cssrs.6", "cssrs.6b"];

    public static readonly string[] Asq = ["asq.1", "asq.2", "asq.3", "asq.4", "asq.5"];

    public static Evidence Piece(string kind, string value, int number = 0, int second = 0) =>
        new(number, kind, value, "help_seeker", Start.AddSeconds(second));

    /// <summary>All of an instrument answered: yes to these, no to the rest.</summary>
    public static IReadOnlyList<Evidence> Answered(string[] instrument, params string[] yes) =>
        [.. instrument.Select(kind => Piece(kind, yes.Contains(kind) ? "yes" : "no"))];

    public static Grade Graded(params Evidence[] evidence) => RuleSetFile.Shipped.Assess(evidence);

    public static Grade Graded(IReadOnlyList<Evidence> evidence) => RuleSetFile.Shipped.Assess(evidence);
}
