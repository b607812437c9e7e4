using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>A band set by a person, at the place in the journal that carried it. The typed reason stands under the entry's command.</summary>
public sealed class OverrideRow
{
    public required string Line { get; init; }
    public required long Epoch { get; init; }
    public required long Sequence { get; init; }
    public required int Number { get; init; }
    public required string ContactId { get; init; }
    public required string WorkerId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>What the rules had come to.</summary>
    public required Wire.Band Computed { get; init; }
    public required Wire.Band Before { get; init; }
    public required Wire.Band Set { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<OverrideRow>
    {
        public void Configure(EntityTypeBuilder<OverrideRow> builder)
        {
            builder.ToTable("Overrides");
            builder.HasKey(row => new { row.Line, row.Epoch, row.Sequence, row.Number });
            builder.HasIndex(row => row.ContactId);
        }
    }
}
