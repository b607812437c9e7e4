using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>How far a line's journal is in SQL. Moved only by compare-and-set on (epoch, sequence): a paused twin rolls back.</summary>
public sealed class WatermarkRow
{
    public required string Line { get; init; }
    public required long Epoch { get; set; }
    public required long Sequence { get; set; }

    /// <summary>Tag of the last recorded entry; of the epoch itself when the sequence is 0.</summary>
    public required string Tag { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<WatermarkRow>
    {
        public void Configure(EntityTypeBuilder<WatermarkRow> builder)
        {
            builder.ToTable("Watermarks");
            builder.HasKey(row => row.Line);
        }
    }
}
