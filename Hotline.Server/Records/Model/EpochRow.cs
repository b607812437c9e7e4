using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>
/// Where the record of a finished epoch stands. A node that paused between minting and publishing may publish an epoch that another
/// has finished meanwhile; what was committed there is then recorded from here on before the next floor is built.
/// </summary>
public sealed class EpochRow
{
    public required string Line { get; init; }
    public required long Epoch { get; init; }
    public required long Sequence { get; set; }
    public required string Tag { get; set; }
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Why the next one was begun: a code.</summary>
    public required string Why { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<EpochRow>
    {
        public void Configure(EntityTypeBuilder<EpochRow> builder)
        {
            builder.ToTable("Epochs");
            builder.HasKey(row => new { row.Line, row.Epoch });
        }
    }
}
