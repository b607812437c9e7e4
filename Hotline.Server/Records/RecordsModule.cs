using Hotline.Server.Platform;
using Hotline.Server.Platform.Sealing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Hotline.Server.Records;

public static class RecordsModule
{
    /// <summary>SQL on SQLite or PostgreSQL: contexts, inbox, contact file, and a look every half second. Call <see cref="RecordsCheck.CheckAsync"/> before anything else starts.</summary>
    public static WebApplicationBuilder AddRecords(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<RecordsOptions>, ValidateRecords>();
        services.AddOptions<RecordsOptions>().BindConfiguration(RecordsOptions.Section).ValidateOnStart();
        builder.AddSealing(all => Path.Combine(all.GetRequiredService<IOptions<RecordsOptions>>().Value.DataFolder, SealingKeyFile.DefaultName));

        services.AddSingleton<SqlitePragmas>();
        services.AddPooledDbContextFactory<SqliteRecordsDb>((all, options) => UseSqlite(options, Options(all), all.GetRequiredService<SqlitePragmas>()));
        services.AddPooledDbContextFactory<PostgresRecordsDb>((all, options) => UsePostgres(options, all.GetRequiredService<IConfiguration>().GetConnectionString("Records")!));
        services.AddSingleton<IDbContextFactory<RecordsDb>, RecordsContexts>();
        // For frameworks that want a context of their scope: Identity, Data Protection.
        services.AddScoped<RecordsDb>(all => all.GetRequiredService<IDbContextFactory<RecordsDb>>().CreateDbContext());

        services.AddSingleton(all => new WriteLane(single: !Options(all).IsPostgres));
        services.TryAddSingleton<LoopBeats>();
        services.AddSingleton<RecordsHealth>();
        services.AddRecordsPipelines();
        services.AddSingleton<RecordsStore>();
        services.AddSingleton<KeepCarried>();
        services.AddSingleton<RecordsCheck>();
        services.AddSingleton<ContactKeys>();
        services.AddSingleton<ReadReasons>();
        services.AddSingleton<EscalationTimeline>();
        services.AddSingleton<IInbox, SqlInbox>();
        services.AddSingleton<IContactFile, SqlContactFile>();
        services.AddSingleton<ISentContacts, SqlSentContacts>();
        services.AddSingleton<IEarlierContacts, SqlEarlierContacts>();
        services.AddHostedService<WatchRecords>();
        services.AddHealthChecks().AddCheck<RecordsReady>("records");
        return builder;
    }

    /// <summary>Begins to build EF's model, which takes a while, beside the mapping of routes. What is wrong with the settings is said by whoever needs them.</summary>
    public static WebApplication PrepareRecords(this WebApplication app)
    {
        _ = Task.Run(() =>
        {
            using var db = app.Services.GetRequiredService<IDbContextFactory<RecordsDb>>().CreateDbContext();
            return db.Model;
        });
        return app;
    }

    internal static DbContextOptionsBuilder UseSqlite(DbContextOptionsBuilder options, RecordsOptions records, SqlitePragmas pragmas)
    {
        var address = new SqliteConnectionStringBuilder { DataSource = records.SqliteFile, ForeignKeys = true, DefaultTimeout = 10, Pooling = true };
        return Quiet(options.UseSqlite(address.ConnectionString).AddInterceptors(pragmas));
    }

    internal static DbContextOptionsBuilder UsePostgres(DbContextOptionsBuilder options, string address)
    {
        var parts = new NpgsqlConnectionStringBuilder(address);
        // A store that hangs must be found out soon: the intake waits for it.
        if (!parts.ContainsKey("Timeout")) parts.Timeout = 5;
        if (!parts.ContainsKey("Command Timeout")) parts.CommandTimeout = 10;
        // The same few statements all day: planned once a connection. Behind a pooler that cannot keep them, "Max Auto Prepare=0" turns it off.
        if (!parts.ContainsKey("Max Auto Prepare")) parts.MaxAutoPrepare = 200;
        // Nothing of a session outlives its transaction here.
        if (!parts.ContainsKey("No Reset On Close")) parts.NoResetOnClose = true;
        if (string.IsNullOrEmpty(parts.ApplicationName)) parts.ApplicationName = "hotline";
        return Quiet(options.UseNpgsql(parts.ConnectionString));
    }

    // A clash is tried again and an outage is told by who asked: as errors of EF both would only be noise.
    private static DbContextOptionsBuilder Quiet(DbContextOptionsBuilder options) => options.ConfigureWarnings(warnings => warnings.Log(
        (CoreEventId.SaveChangesFailed, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug),
        (RelationalEventId.ConnectionError, LogLevel.Debug), (CoreEventId.QueryIterationFailed, LogLevel.Debug)));

    private static RecordsOptions Options(IServiceProvider all) => all.GetRequiredService<IOptions<RecordsOptions>>().Value;
}

/// <summary>The provider that the settings name.</summary>
internal sealed class RecordsContexts(
    IOptions<RecordsOptions> options, IServiceProvider services) : IDbContextFactory<RecordsDb>
{
    public RecordsDb CreateDbContext() => options.Value.IsPostgres
        ? services.GetRequiredService<IDbContextFactory<PostgresRecordsDb>>().CreateDbContext()
        : services.GetRequiredService<IDbContextFactory<SqliteRecordsDb>>().CreateDbContext();
}
