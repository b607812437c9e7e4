using Microsoft.EntityFrameworkCore;
using Hotline.Server.Escalations.Registry;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration;

/// <summary>Partners of the two lines of Development: the emergency numbers of their country, and a team at a partner desk.</summary>
internal static class DemoPartners
{
    /// <summary>Those that the database has not.</summary>
    public static async Task<IReadOnlyList<PartnerRecord>> MissingAsync(RecordsDb db, CancellationToken cancel)
    {
        var there = (await db.Set<PartnerRecord>().Select(row => new { row.Line, row.Id }).ToListAsync(cancel)).Select(row => (row.Line, row.Id)).ToHashSet();
        return [.. DemoLines.All.SelectMany(Of).Where(row => !there.Contains((row.Line, row.Id)))];
    }

    private static IEnumerable<PartnerRecord> Of(Wire.LineSettingsView line)
    {
        var country = line.Id == DemoAccounts.DemoLine ? PartnerPresets.China : PartnerPresets.UnitedStates;
        return PartnerPresets.Of(country, line.TimeZone).Append(KeyValuePair.Create(DemoAccounts.DeskPartner, Team(line.TimeZone)))
            .Select(partner => PartnerReading.Row(new LineId(line.Id), partner.Key, partner.Value));
    }

    private static Wire.PartnerSettings Team(string timeZone) => new(
        "Mobile crisis team", "流动危机干预小组", Wire.PartnerKind.MobileCrisisTeam, Wire.PartnerDelivery.Desk, null, Wire.PayloadFormat.Hotline, null, "", "",
        Wire.PartnerArea.Everywhere, new Wire.PartnerHours(timeZone, []), [], 60, 100, Enabled: true);
}
