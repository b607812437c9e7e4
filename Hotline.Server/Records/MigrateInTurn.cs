using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Records;

/// <summary>Applies what is pending, one node at a time: nodes that start at once would make the same tables.</summary>
internal static class MigrateInTurn
{
    private static readonly TimeSpan WaitWithin = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(RecordsDb db, CancellationToken cancel)
    {
        if (db is not PostgresRecordsDb)
        {
            await db.Database.MigrateAsync(cancel);
            return;
        }
        // The lock is the connection's, so it stays open throughout; a node that dies gives it up with the connection.
        await db.Database.OpenConnectionAsync(cancel);
        var before = db.Database.GetCommandTimeout();
        db.Database.SetCommandTimeout(WaitWithin);
        try
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock(hashtextextended('hotline migrations', 0))", cancel);
            await db.Database.MigrateAsync(cancel);
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock(hashtextextended('hotline migrations', 0))", CancellationToken.None);
        }
        finally
        {
            db.Database.SetCommandTimeout(before);
            await db.Database.CloseConnectionAsync();
        }
    }
}
