using System.Globalization;
using Hotline.Server.Platform;
using Hotline.Server.Platform.Sealing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Records;

/// <summary>Start check: SQL answers, is new enough, keeps what it acknowledges, has every migration, and opens with our key.</summary>
public sealed partial class RecordsCheck
{
    private const int OldestPostgres = 140000;
    private readonly IDbContextFactory<RecordsDb> contexts;
    private readonly RecordsOptions options;
    private readonly KeyEncryptionKey key;
    private readonly ILogger<RecordsCheck> logger;

    public RecordsCheck(IDbContextFactory<RecordsDb> contexts, IOptions<RecordsOptions> options, KeyEncryptionKey key, ILogger<RecordsCheck> logger)
    {
        this.contexts = contexts;
        this.options = options.Value;
        this.key = key;
        this.logger = logger;
    }

    /// <summary>Throws <see cref="StartupRefusedException"/> with a sentence that names the setting.</summary>
    public async Task CheckAsync(CancellationToken cancel)
    {
        if (!options.IsPostgres) MakeFolder();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (options.IsPostgres) await CheckServerAsync(db, cancel);
        await CheckMigrationsAsync(db, cancel);
        await CheckKeyAsync(db, cancel);
    }

    private void MakeFolder()
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(options.DataFolder);
            else Directory.CreateDirectory(options.DataFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException($"Records:DataFolder: {options.DataFolder} cannot be made ({failed.Message}).");
        }
    }

    private static async Task CheckServerAsync(RecordsDb db, CancellationToken cancel)
    {
        try
        {
            var version = int.Parse(await ShowAsync(db, "server_version_num", cancel), CultureInfo.InvariantCulture);
            if (version < OldestPostgres)
                throw new StartupRefusedException($"ConnectionStrings:Records: PostgreSQL {version / 10000} is older than {OldestPostgres / 10000}.");
            if (await ShowAsync(db, "synchronous_commit", cancel) == "off")
                throw new StartupRefusedException("ConnectionStrings:Records: synchronous_commit is off for this user or database; acknowledged contacts could be lost.");
        }
        catch (Exception failed) when (RecordsFailure.IsUnavailable(failed))
        {
            throw new StartupRefusedException($"ConnectionStrings:Records: PostgreSQL does not answer ({failed.GetBaseException().Message}).");
        }
    }

    private static Task<string> ShowAsync(RecordsDb db, string setting, CancellationToken cancel) =>
        db.Database.SqlQuery<string>($"SELECT current_setting({setting}) AS \"Value\"").SingleAsync(cancel);

    private async Task CheckMigrationsAsync(RecordsDb db, CancellationToken cancel)
    {
        try
        {
            var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToArray();
            if (pending.Length == 0) return;
            if (!options.AppliesMigrations)
                throw new StartupRefusedException(
                    $"Records: the database lacks {pending.Length} migration(s), first {pending[0]}. Apply them with "
                    + "'dotnet ef database update --project Hotline.Server --context PostgresRecordsDb -- \"<connection string>\"', or start once with Records:ApplyMigrations=true.");
            LogMigrating(logger, pending.Length, options.Provider);
            await MigrateInTurn.RunAsync(db, cancel);
        }
        catch (Exception failed) when (RecordsFailure.IsUnavailable(failed))
        {
            var setting = options.IsPostgres ? "ConnectionStrings:Records" : $"Records:DataFolder ({options.DataFolder})";
            throw new StartupRefusedException($"{setting}: the records cannot be opened ({failed.GetBaseException().Message}).");
        }
    }

    private async Task CheckKeyAsync(RecordsDb db, CancellationToken cancel)
    {
        // One row tells: keys are never mixed.
        var with = await db.DataKeys.Where(row => row.Wrapped != null).OrderBy(row => row.Owner).Select(row => row.WrappedWith).FirstOrDefaultAsync(cancel);
        if (with is not null && with != key.Fingerprint)
            throw new StartupRefusedException("Sealing:KeyFile (or Sealing:Key): these records were sealed with another key. Give that key back; a new one would make them unreadable.");
    }

    [LoggerMessage(1200, LogLevel.Information, "Applying {Count} migration(s) to the records on {Provider}.")]
    private static partial void LogMigrating(ILogger logger, int count, string provider);
}
