using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>A partner of a line.</summary>
public sealed class PartnerRecord
{
    public required string Line { get; init; }

    /// <summary>The slug; unique within the line.</summary>
    public required string Id { get; init; }

    /// <summary>JSON of the settings, as on the wire.</summary>
    public required string Settings { get; set; }

    /// <summary>What signs, sealed; null when there is none.</summary>
    public byte[]? Secret { get; set; }
    public DateTimeOffset? SecretSetAt { get; set; }

    /// <summary>The secret before it, sealed, and until when it signs too.</summary>
    public byte[]? PreviousSecret { get; set; }
    public DateTimeOffset? PreviousUntil { get; set; }

    /// <summary>1, 2, …; one more with every change of settings or secret.</summary>
    public int Version { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<PartnerRecord>
    {
        public void Configure(EntityTypeBuilder<PartnerRecord> builder)
        {
            builder.ToTable("Partners");
            builder.HasKey(row => new { row.Line, row.Id });
            builder.Property(row => row.Version).IsConcurrencyToken();
        }
    }
}
