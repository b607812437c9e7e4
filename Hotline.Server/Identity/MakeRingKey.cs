using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Records;

namespace Hotline.Server.Identity;

/// <summary>
/// The first key that cookies are protected with, made by one node while the others wait. Left to themselves, nodes that start at once
/// make one each, and after two minutes a node no longer looks for keys it does not know: a cookie of one would not open the others.
/// </summary>
internal sealed class MakeRingKey(IDbContextFactory<RecordsDb> records, IKeyManager ring, TimeProvider clock) : IHostedService
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(90);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        // One node alone makes its key as it needs it.
        if (db is not PostgresRecordsDb) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await Turns.TakeAsync(db, "keyring", cancellationToken);
        var now = clock.GetUtcNow();
        if (!ring.GetAllKeys().Any(key => !key.IsRevoked && key.ActivationDate <= now && key.ExpirationDate > now)) ring.CreateNewKey(now, now + Life);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
