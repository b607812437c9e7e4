using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>A worker of a floor as last recorded; gone when the worker left it.</summary>
public sealed class WorkerStateRow
{
    public required string Line { get; init; }
    public required string WorkerId { get; init; }
    public required long Epoch { get; set; }
    public required long Sequence { get; set; }

    /// <summary>JSON of <see cref="Floor.Worker"/>.</summary>
    public required string Value { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<WorkerStateRow>
    {
        public void Configure(EntityTypeBuilder<WorkerStateRow> builder)
        {
            builder.ToTable("WorkerStates");
            builder.HasKey(row => new { row.Line, row.WorkerId });
        }
    }
}
