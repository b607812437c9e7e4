using Hotline.Contracts;

namespace Hotline.Console.Board;

/// <summary>A row's look in one number: a pushed row that looks as before is not rendered again. Lists in records compare by reference, so they are walked.</summary>
public static class RowPrint
{
    public static int Of(QueueRow row)
    {
        var print = new HashCode();
        print.Add(HashCode.Combine(row.Place, row.ContactId, row.Phase, row.Band, row.Score, row.Channel, row.Language, row.ArrivedAt));
        print.Add(HashCode.Combine(row.TargetSeconds, row.OffersTried, row.Why, row.Stuck, row.LastCall, row.InInbox, row.Handed));
        Walk(ref print, row.Skills);
        Walk(ref print, row.Reasons);
        Walk(ref print, row.OfferedTo);
        return print.ToHashCode();
    }

    public static int Of(WorkerRow row)
    {
        var print = new HashCode();
        print.Add(HashCode.Combine(row.WorkerId, row.Name, row.Presence, row.Reason, row.Since, row.UnitsUsed, row.UnitsCap, row.HighRiskThisShift));
        print.Add(row.LastSeen);
        Walk(ref print, row.Languages);
        Walk(ref print, row.Skills);
        return print.ToHashCode();
    }

    public static int Of(LiveContactRow row)
    {
        var print = new HashCode();
        print.Add(row with { Beside = null });
        Walk(ref print, row.Beside ?? []);
        return print.ToHashCode();
    }

    private static void Walk<T>(ref HashCode print, IReadOnlyList<T> list)
    {
        print.Add(list.Count);
        foreach (var item in list)
            print.Add(item);
    }
}
