using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>One event of the journal. An entry without events has one row of kind <see cref="Bare"/>, so that each recorded entry is found by its tag.</summary>
public sealed class TimelineRow
{
    public const string Bare = "Committed";

    public required string Line { get; init; }
    public required long Epoch { get; init; }
    public required long Sequence { get; init; }

    /// <summary>Which event of the entry, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>Tag of the entry: an acknowledgement waits for its own.</summary>
    public required string Tag { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Kind { get; init; }
    public string? ContactId { get; init; }
    public string? WorkerId { get; init; }

    /// <summary>A code such as the event's why; never free text.</summary>
    public string? Detail { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<TimelineRow>
    {
        public void Configure(EntityTypeBuilder<TimelineRow> builder)
        {
            builder.ToTable("Timeline");
            builder.HasKey(row => new { row.Line, row.Epoch, row.Sequence, row.Number });
            builder.HasIndex(row => new { row.ContactId, row.Epoch, row.Sequence });
            // What the shift log and the numbers of a shift read.
            builder.HasIndex(row => new { row.Line, row.At });
        }
    }
}
