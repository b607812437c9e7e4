using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Records;

/// <summary>SQL: what is remembered. One model, two providers with a migrations folder each.</summary>
public abstract class RecordsDb(DbContextOptions options)
    : IdentityDbContext<Account, IdentityRole<Guid>, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
    public DbSet<InboxRow> Inbox => Set<InboxRow>();
    public DbSet<ParticularsRow> Particulars => Set<ParticularsRow>();
    public DbSet<ContactRow> Contacts => Set<ContactRow>();
    public DbSet<WorkerStateRow> WorkerStates => Set<WorkerStateRow>();
    public DbSet<AssessmentRow> Assessments => Set<AssessmentRow>();
    public DbSet<EvidenceRow> Evidence => Set<EvidenceRow>();
    public DbSet<TextRow> Texts => Set<TextRow>();
    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();
    public DbSet<NoteRow> Notes => Set<NoteRow>();
    public DbSet<TypedReasonRow> TypedReasons => Set<TypedReasonRow>();
    public DbSet<HandRow> Hands => Set<HandRow>();
    public DbSet<SentOnRow> SentOn => Set<SentOnRow>();
    public DbSet<TimelineRow> Timeline => Set<TimelineRow>();
    public DbSet<WatermarkRow> Watermarks => Set<WatermarkRow>();
    public DbSet<EpochRow> Epochs => Set<EpochRow>();
    public DbSet<AuditRow> AuditEntries => Set<AuditRow>();
    public DbSet<DataKeyRow> DataKeys => Set<DataKeyRow>();

    // No maximum lengths in the model: a value longer than foreseen must never cost a contact its record.
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(RecordsDb).Assembly);
    }

    // Instants are unix milliseconds in both providers: SQLite cannot order a DateTimeOffset.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        at => at.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));
}

public sealed class SqliteRecordsDb(DbContextOptions<SqliteRecordsDb> options) : RecordsDb(options);

public sealed class PostgresRecordsDb(DbContextOptions<PostgresRecordsDb> options) : RecordsDb(options);
