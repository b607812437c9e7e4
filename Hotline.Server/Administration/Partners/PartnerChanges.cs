using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Audit;
using Hotline.Server.Escalations.Registry;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration.Partners;

/// <summary>What changes of a partner have in common.</summary>
internal static class PartnerChanges
{
    public static Task<PartnerRecord?> FindAsync(Draft draft, string line, string id, CancellationToken cancel) =>
        draft.Db.Set<PartnerRecord>().SingleOrDefaultAsync(row => row.Line == line && row.Id == id, cancel);

    public static string Subject(PartnerRecord row) => $"partner:{row.Line}/{row.Id}";


    /// <summary>A webhook always has a secret: without one nothing could be sent.</summary>
    public static async Task<Wire.SavedPartner> SavedAsync(Draft draft, PartnerRecord row, ClaimsPrincipal user, CancellationToken cancel)
    {
        Wire.PartnerSecret? secret = null;
        if (row.Secret is null && PartnerReading.Settings(row).Delivery == Wire.PartnerDelivery.Webhook)
        {
            secret = await draft.Use<PartnerSecrets>().RotateAsync(draft.Db, row, draft.Now, cancel);
            draft.Note(Administrator.Actor(user), "partner_secret_made", Subject(row));
        }

        return new Wire.SavedPartner(PartnerReading.View(row, draft.Now), secret);
    }
}
