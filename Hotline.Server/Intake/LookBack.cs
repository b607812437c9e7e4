using Hotline.Server.Floor;
using Hotline.Server.Intake.Reading;
using Hotline.Server.Lines;
using Hotline.Server.Recording;
using Hotline.Server.Records;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Intake;

/// <summary>Earlier contacts from the same number, looked for once for each that comes. Never waited for long, and nothing of it is needed to take a contact in.</summary>
internal sealed class LookBack(IEarlierContacts earlier, ICarryFiles carry, IOptions<IntakeOptions> options, TimeProvider time)
{
    /// <summary>A worker asked for by name of "last" may have been met long ago.</summary>
    private const int MostDays = 365;

    private readonly TimeSpan mostLooking = TimeSpan.FromMilliseconds(Math.Min(500, options.Value.RecordsMilliseconds));

    /// <returns>Newest first; null when SQL did not say in time.</returns>
    public async Task<IReadOnlyList<EarlierContact>?> FindAsync(Line line, ContactId contact, Opening opening, DateTimeOffset now)
    {
        if (opening.Number is not { } number) return [];
        var days = opening.Workers.NamesLast ? MostDays : Math.Max(1, line.Routing.PreferredDays);
        try
        {
            var (inTime, found) = await carry.UnlessAwayAsync(earlier.FindAsync(line.Id, number, contact, now - TimeSpan.FromDays(days), CancellationToken.None)).WithinAsync(mostLooking, time);
            return inTime ? found : null;
        }
        catch (RecordsUnavailableException)
        {
            return null;
        }
    }
}
