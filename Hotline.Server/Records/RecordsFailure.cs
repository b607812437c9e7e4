using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Hotline.Server.Records;

/// <summary>What a failure of SQL means.</summary>
internal static class RecordsFailure
{
    private const int SqliteConstraintPrimaryKey = 1555;
    private const int SqliteConstraintUnique = 2067;

    /// <summary>Somebody else wrote first: read again and try again.</summary>
    public static bool IsClash(Exception failed) => Root(failed) switch
    {
        SqliteException { SqliteExtendedErrorCode: SqliteConstraintPrimaryKey or SqliteConstraintUnique } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        DbUpdateConcurrencyException => true,
        _ => false,
    };

    /// <summary>SQL did not answer, or not as a working store does.</summary>
    public static bool IsUnavailable(Exception failed) => Root(failed) switch
    {
        // A constraint, a trigger or a bad value is a fault of the caller, not of the store.
        SqliteException { SqliteErrorCode: 19 or 20 } => false,
        PostgresException { SqlState: ['2', '2' or '3', ..] } => false,
        DbUpdateConcurrencyException => false,
        DbException or TimeoutException or SocketException or IOException => true,
        _ => false,
    };

    private static Exception Root(Exception failed)
    {
        while (failed is DbUpdateException or InvalidOperationException or AggregateException && failed.InnerException is { } inner) failed = inner;
        return failed;
    }
}
