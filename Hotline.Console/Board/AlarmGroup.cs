using Hotline.Contracts;

namespace Hotline.Console.Board;

/// <summary>Alarms of one kind. Many of a kind stand as one line, or they would push what is graver off the screen.</summary>
public sealed record AlarmGroup(string Kind, bool Acknowledged, IReadOnlyList<AlarmView> Alarms)
{
    /// <summary>So many of a kind still stand apart.</summary>
    public const int MostApart = 3;

    /// <summary>Those not acknowledged first, the gravest kind first, within it the newest first.</summary>
    public static IReadOnlyList<AlarmGroup> Of(IEnumerable<AlarmView> alarms) =>
        [.. alarms.GroupBy(alarm => (alarm.Acknowledged, alarm.Kind))
            .Select(group => new AlarmGroup(group.Key.Kind, group.Key.Acknowledged, [.. group.OrderByDescending(alarm => alarm.At)]))
            .OrderBy(group => group.Acknowledged).ThenBy(group => AlarmView.GravityOf(group.Kind)).ThenByDescending(group => group.Alarms[0].At)];
}
