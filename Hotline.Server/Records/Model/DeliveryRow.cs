using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>A delivery with a key of its own, remembered so that it counts once.</summary>
public sealed class DeliveryRow
{
    public required string ContactId { get; init; }
    public required string DeliveryKey { get; init; }
    public required string Line { get; init; }

    /// <summary>evidence, text or withdrawal.</summary>
    public required string Kind { get; init; }

    /// <summary>SHA-256 hex of the canonical request.</summary>
    public required string PayloadHash { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Number of the text it brought; 0 for anything else.</summary>
    public int Number { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<DeliveryRow>
    {
        public void Configure(EntityTypeBuilder<DeliveryRow> builder)
        {
            builder.ToTable("Deliveries");
            builder.HasKey(row => new { row.ContactId, row.DeliveryKey });
        }
    }
}
