using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>One link of an audit chain. The database refuses UPDATE and DELETE (triggers of migration Spine; a rebuild of this table must make them anew).</summary>
public sealed class AuditRow
{
    public required string Chain { get; init; }

    /// <summary>1, 2, … without a gap.</summary>
    public required long Number { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Actor { get; init; }
    public required string Action { get; init; }
    public required string Subject { get; init; }

    /// <summary>Canonical JSON of ids, codes and hashes.</summary>
    public required string Data { get; init; }

    /// <summary>Hash of the link before; 64 zeros for the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>SHA-256 hex over all of the above.</summary>
    public required string Hash { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<AuditRow>
    {
        public void Configure(EntityTypeBuilder<AuditRow> builder)
        {
            builder.ToTable("AuditEntries");
            builder.HasKey(row => new { row.Chain, row.Number });
        }
    }
}
