using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>A line of the shift log that no event of the journal says: alarms, switches of the line, a supervisor's own note.</summary>
public sealed class ShiftLogRow
{
    /// <summary>Derived from what it tells, so that several nodes write it once.</summary>
    public required string Id { get; init; }
    public required string Line { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Code such as alarm_raised, alarm_acknowledged, diverted, returned, surge_on, surge_off or note.</summary>
    public required string Kind { get; init; }

    /// <summary>Who did it: a worker's id; null for the floor itself.</summary>
    public string? WorkerId { get; init; }
    public string? ContactId { get; init; }

    /// <summary>A code; never free text.</summary>
    public string? Detail { get; init; }

    /// <summary>Sealed free text of a note or a typed reason; null when there is none.</summary>
    public byte[]? Text { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<ShiftLogRow>
    {
        public void Configure(EntityTypeBuilder<ShiftLogRow> builder)
        {
            builder.ToTable("ShiftLog");
            builder.HasKey(row => row.Id);
            builder.HasIndex(row => new { row.Line, row.At });
        }
    }
}
