using System.Globalization;
using Hotline.Contracts;

namespace Hotline.Console.Board;

public enum AheadBecause { LastRow, Tier, Arrival, Credit, Both, SameRank }

/// <summary>Why one row of the queue stands before the next: rank = tier × 2^45 + arrival (ms) − credit (ms), lowest first.</summary>
/// <param name="By">How far the next row is behind, within the same tier.</param>
/// <param name="ArrivedEarlierBy">Negative when it arrived later.</param>
/// <param name="MoreCreditBy">Negative when it has less.</param>
public sealed record RankComparison(AheadBecause Because, TimeSpan By, TimeSpan ArrivedEarlierBy, TimeSpan MoreCreditBy)
{
    public static RankComparison Of(RankView row, RankView? next)
    {
        if (next is null)
            return new RankComparison(AheadBecause.LastRow, default, default, default);
        var earlier = Milliseconds(next.ArrivedAtMs) - Milliseconds(row.ArrivedAtMs);
        var credit = Milliseconds(row.CreditMs) - Milliseconds(next.CreditMs);
        if (row.Tier != next.Tier)
            return new RankComparison(AheadBecause.Tier, default, earlier, credit);
        var because = (earlier.Ticks, credit.Ticks) switch
        {
            ( > 0, > 0) => AheadBecause.Both,
            ( > 0, _) => AheadBecause.Arrival,
            (_, > 0) => AheadBecause.Credit,
            _ => AheadBecause.SameRank,
        };
        return new RankComparison(because, earlier + credit, earlier, credit);
    }

    public static TimeSpan Milliseconds(string text) =>
        TimeSpan.FromMilliseconds(long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
}
