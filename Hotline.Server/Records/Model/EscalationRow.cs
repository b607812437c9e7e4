using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>A hand-over to partners as last recorded. No personal data: forms and words are typed reasons of their commands.</summary>
public sealed class EscalationRow
{
    public required string EscalationId { get; init; }
    public required string Line { get; init; }
    public required string ContactId { get; init; }

    /// <summary>Who began it.</summary>
    public required string WorkerId { get; init; }
    public required DateTimeOffset BeganAt { get; init; }
    public long Epoch { get; set; }
    public long Sequence { get; set; }

    /// <summary>JSON of <see cref="Floor.Escalation"/>.</summary>
    public required string Value { get; set; }

    /// <summary>Name of the <see cref="Floor.EscalationStep"/>.</summary>
    public required string Step { get; set; }
    public DateTimeOffset? OverAt { get; set; }
    public bool OnFloor { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<EscalationRow>
    {
        public void Configure(EntityTypeBuilder<EscalationRow> builder)
        {
            builder.ToTable("Escalations");
            builder.HasKey(row => row.EscalationId);
            builder.HasIndex(row => new { row.Line, row.OnFloor });
            builder.HasIndex(row => row.ContactId);
        }
    }
}
