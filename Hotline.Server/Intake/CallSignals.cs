using System.Globalization;
using Hotline.Server.Intake.Reading;
using Hotline.Server.Lines;
using Hotline.Server.Records;
using Hotline.Server.Triage.Rules;

namespace Hotline.Server.Intake;

/// <summary>
/// What the way of coming says: how often within a day, whether the last call broke off, whether it is night on the line. A channel that
/// says so itself is believed instead.
/// </summary>
internal static class CallSignals
{
    public const string Repeat = "repeat_contact";
    public const string Dropped = "dropped_call";
    public const string Night = "night";

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Whoever rings again this soon after a call that broke off rings because of that.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(30);

    /// <summary>Pieces of evidence to stand behind those sent; numbers are not given yet.</summary>
    /// <param name="earlier">Newest first; null when nobody knows.</param>
    public static IReadOnlyList<Evidence> Of(Line line, Opening opening, RuleSet rules, IReadOnlyList<EarlierContact>? earlier, DateTimeOffset now)
    {
        var signals = new List<Evidence>();
        if (rules.Night is { } night && night.Holds(line.LocalTime(now))) Add(Night, "yes", "call_signal");
        var before = (earlier ?? []).Where(one => one.ArrivedAt > now - Day).ToList();
        if (before.Count > 0) Add(Repeat, before.Count.ToString(CultureInfo.InvariantCulture), "history");
        if (before.Any(one => one.DroppedAt is { } at && now - at <= Again)) Add(Dropped, "yes", "history");
        return signals;

        bool IsAsked(string kind) => rules.Kinds.ContainsKey(kind) && opening.Evidence.All(piece => piece.Kind != kind);

        void Add(string kind, string value, string source)
        {
            if (IsAsked(kind)) signals.Add(new Evidence(0, kind, value, source, now));
        }
    }
}
