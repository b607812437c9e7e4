using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Records;

/// <summary>Writers that number what they append take turns: waiting is cheaper than clashing, and a clash loses the whole batch. The keys of the tables stay the proof.</summary>
internal static class Turns
{
    /// <summary>Waits for everybody else who named this key; held to the end of the transaction. SQLite has one writer anyway.</summary>
    public static async Task TakeAsync(RecordsDb db, string key, CancellationToken cancel)
    {
        if (db is PostgresRecordsDb && db.Database.CurrentTransaction is not null)
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({key}, 0))", cancel);
    }
}
