using System.Globalization;
using Hotline.Server.Floor;
using Hotline.Server.Intake.Reading;
using Hotline.Server.Lines;
using Hotline.Server.Recording;
using Hotline.Server.Records;
using Hotline.Server.Triage.Rules;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Intake;

/// <summary>
/// What the way of coming says: how often within a day, whether the last call broke off, whether it is night on the line. A channel that
/// says so itself is believed instead. Never waited for long, and nothing of it is needed to take a contact in.
/// </summary>
internal sealed class CallSignals(IEarlierContacts earlier, ICarryFiles carry, IOptions<IntakeOptions> options, TimeProvider time)
{
    public const string Repeat = "repeat_contact";
    public const string Dropped = "dropped_call";
    public const string Night = "night";

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Whoever rings again this soon after a call that broke off rings because of that.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(30);

    private readonly TimeSpan mostLooking = TimeSpan.FromMilliseconds(Math.Min(500, options.Value.RecordsMilliseconds));

    /// <summary>Pieces of evidence to stand behind those sent; numbers are not given yet.</summary>
    public async Task<IReadOnlyList<Evidence>> OfAsync(Line line, ContactId contact, Opening opening, RuleSet rules, DateTimeOffset now)
    {
        var signals = new List<Evidence>();
        if (rules.Night is { } night && night.Holds(line.LocalTime(now))) Add(Night, "yes", "call_signal");
        if (IsAsked(Repeat) || IsAsked(Dropped))
        {
            var before = await EarlierAsync(line.Id, contact, opening.Particulars?.Number ?? opening.Callback?.Number, now);
            if (before.Count > 0) Add(Repeat, before.Count.ToString(CultureInfo.InvariantCulture), "history");
            if (before.Any(one => one.DroppedAt is { } at && now - at <= Again)) Add(Dropped, "yes", "history");
        }
        return signals;

        bool IsAsked(string kind) => rules.Kinds.ContainsKey(kind) && opening.Evidence.All(piece => piece.Kind != kind);

        void Add(string kind, string value, string source)
        {
            if (IsAsked(kind)) signals.Add(new Evidence(0, kind, value, source, now));
        }
    }

    private async Task<IReadOnlyList<EarlierContact>> EarlierAsync(LineId line, ContactId contact, string? number, DateTimeOffset now)
    {
        if (number is null) return [];
        try
        {
            var (inTime, found) = await carry.UnlessAwayAsync(earlier.FindAsync(line, number, contact, now - Day, CancellationToken.None)).WithinAsync(mostLooking, time);
            return inTime ? found! : [];
        }
        catch (RecordsUnavailableException)
        {
            return [];
        }
    }
}
