using Microsoft.EntityFrameworkCore;
using Hotline.Server.Records;

namespace Hotline.Server.Identity;

/// <summary>When nobody can administer: a token in the log, once per start, good for a day.</summary>
internal sealed class OfferFirstAdministrator(
    IDbContextFactory<RecordsDb> records, DemoAccess demo, TimeProvider clock, ILogger<OfferFirstAdministrator> logger) : IHostedLifecycleService
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    // After everything else started, so that demo accounts are there already.
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await Administrators.AbleToSignIn(db, demo).AnyAsync(cancellationToken))
            return;

        // Tokens of other nodes that start at the same time stay good: the first one used voids them all.
        var now = clock.GetUtcNow();
        var token = await OneTimeTokens.IssueAsync(db, null, now, Life, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        logger.FirstAdministratorToken(now + Life, token);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
