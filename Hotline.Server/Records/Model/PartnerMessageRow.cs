using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>A message of a partner that was taken, remembered by its webhook-id so that it counts once. No word of what it said.</summary>
public sealed class PartnerMessageRow
{
    public required string Line { get; init; }
    public required string PartnerId { get; init; }
    public required string WebhookId { get; init; }
    public required string EscalationId { get; init; }

    /// <summary>SHA-256 hex of kind, escalation and body.</summary>
    public required string Hash { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<PartnerMessageRow>
    {
        public void Configure(EntityTypeBuilder<PartnerMessageRow> builder)
        {
            builder.ToTable("PartnerMessages");
            builder.HasKey(row => new { row.Line, row.PartnerId, row.WebhookId });
            builder.HasIndex(row => row.At);
        }
    }
}
