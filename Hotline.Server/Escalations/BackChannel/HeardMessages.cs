using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Escalations.BackChannel;

/// <summary>Whether a message was taken before.</summary>
internal enum Heard
{
    New,

    /// <summary>The very same.</summary>
    Again,

    /// <summary>Another message under the same webhook-id.</summary>
    Other,
}

/// <summary>Messages of partners by webhook-id, in SQL. While SQL does not answer nothing is remembered here: the command id, which derives from the webhook-id, still keeps a message from counting twice.</summary>
internal sealed class HeardMessages(RecordsStore store, TimeProvider clock, ILogger<HeardMessages> logger)
{
    public async Task<Heard> AskAsync(PartnerCall call, CancellationToken cancel)
    {
        try
        {
            var hash = await store.LookAsync(db => Of(db, call).Select(row => row.Hash).SingleOrDefaultAsync(cancel), cancel);
            return hash is null ? Heard.New : hash == call.Hash ? Heard.Again : Heard.Other;
        }
        catch (RecordsUnavailableException away)
        {
            PartnerLog.NotRemembered(logger, away);
            return Heard.New;
        }
    }

    /// <summary>Only what was taken: a refused message may be sent again when it fits.</summary>
    /// <returns>False when another request with it was first.</returns>
    public async Task<bool> KeepAsync(PartnerCall call)
    {
        try
        {
            return await store.WriteAsync(async db =>
            {
                if (await Of(db, call).AnyAsync()) return false;
                db.Add(new PartnerMessageRow
                {
                    Line = call.Line.Value, PartnerId = call.PartnerId, WebhookId = call.WebhookId, EscalationId = call.EscalationId, Hash = call.Hash, At = clock.GetUtcNow(),
                });
                return true;
            }, CancellationToken.None);
        }
        catch (RecordsUnavailableException away)
        {
            PartnerLog.NotRemembered(logger, away);
            return true;
        }
    }

    public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancel) =>
        store.WriteAsync(db => db.Set<PartnerMessageRow>().Where(row => row.At < before).ExecuteDeleteAsync(cancel), cancel);

    private static IQueryable<PartnerMessageRow> Of(RecordsDb db, PartnerCall call) => db.Set<PartnerMessageRow>()
        .Where(row => row.Line == call.Line.Value && row.PartnerId == call.PartnerId && row.WebhookId == call.WebhookId);
}
