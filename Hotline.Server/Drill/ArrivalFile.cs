using System.Globalization;
using CsvHelper;

namespace Hotline.Server.Drill;

/// <summary>One row of the file.</summary>
/// <param name="Row">Line number in the file; the header is 1.</param>
/// <param name="FinalBand">What it turned out to be while it lasted.</param>
public sealed record Arrival(int Row, DateTime At, Wire.Band Band, Wire.Band FinalBand);

/// <summary>An arrival and how long after the start of the drill it comes.</summary>
public sealed record PlannedArrival(TimeSpan Due, Arrival Arrival);

/// <summary>Reads files with the columns <c>arrived_at</c> (local time, to the minute or finer), <c>band</c> and <c>final_band</c>; others are ignored.</summary>
public static class ArrivalFile
{
    private static readonly string[] Columns = ["arrived_at", "band", "final_band"];

    /// <summary>In the order of arrival. Throws <see cref="DrillStoppedException"/> naming the row that cannot be read.</summary>
    /// <param name="to">Exclusive.</param>
    public static IReadOnlyList<Arrival> Read(TextReader text, DateOnly? from, DateOnly? to)
    {
        try
        {
            return ReadRows(text, from, to);
        }
        catch (FormatException malformed)
        {
            throw new DrillStoppedException($"The file of arrivals cannot be read: {malformed.Message}");
        }
    }

    /// <summary>The first comes at once; every gap is divided by the speed.</summary>
    public static IReadOnlyList<PlannedArrival> Compress(IReadOnlyList<Arrival> arrivals, double speed) =>
        [.. arrivals.Select(arrival => new PlannedArrival((arrival.At - arrivals[0].At) / speed, arrival))];

    private static List<Arrival> ReadRows(TextReader text, DateOnly? from, DateOnly? to)
    {
        using var csv = CsvReader.Create(text, new CsvReaderOptions { Separator = ',', TrackLineNumbers = true }, leaveOpen: true);
        csv.ReadHeader();
        var missing = Columns.Except(csv.Headers).ToList();
        if (missing.Count > 0)
            throw new DrillStoppedException($"The file of arrivals has no column {string.Join(", ", missing)}.");
        var arrivals = new List<Arrival>();
        while (csv.Read())
        {
            var row = (int)csv.LineNumber;
            var at = DateTime.TryParse(csv.GetString("arrived_at"), CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
                ? read : throw new DrillStoppedException($"Row {row}: arrived_at cannot be read.");
            var day = DateOnly.FromDateTime(at);
            if (day >= (from ?? DateOnly.MinValue) && day < (to ?? DateOnly.MaxValue))
                arrivals.Add(new Arrival(row, at, Band(csv, "band", row), Band(csv, "final_band", row)));
        }

        return arrivals.Count > 0 ? [.. arrivals.OrderBy(arrival => arrival.At).ThenBy(arrival => arrival.Row)] : throw new DrillStoppedException("No arrivals in those days.");
    }

    private static Wire.Band Band(CsvReader csv, string column, int row) =>
        Enum.TryParse<Wire.Band>(csv.GetString(column), ignoreCase: true, out var band) && Enum.IsDefined(band)
            ? band : throw new DrillStoppedException($"Row {row}: {column} is none of imminent, high, moderate, low.");
}

/// <summary>What a help seeker of a band would answer: the smallest evidence that makes it.</summary>
public static class BandEvidence
{
    public static IReadOnlyList<Wire.EvidenceItem> Of(Wire.Band band) => band switch
    {
        Wire.Band.Imminent => [Yes("act_in_progress")],
        Wire.Band.High => [Yes("cssrs.2"), Yes("cssrs.4")],
        Wire.Band.Moderate => [Yes("cssrs.2"), Yes("cssrs.3")],
        // The no's matter: what was never asked is not known, and what is not known is moderate.
        _ => [Yes("cssrs.1"), No("cssrs.2"), No("cssrs.6")],
    };

    private static Wire.EvidenceItem Yes(string kind) => Wire.EvidenceItem.Of(kind, "yes");

    private static Wire.EvidenceItem No(string kind) => Wire.EvidenceItem.Of(kind, "no");
}
