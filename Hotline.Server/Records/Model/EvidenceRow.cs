using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>One piece of evidence. Known words and numbers stand in clear; whatever else was sent is sealed.</summary>
public sealed class EvidenceRow
{
    public required string ContactId { get; init; }
    public required int Number { get; init; }
    public required string Line { get; init; }
    public required string Kind { get; init; }
    public required string Value { get; init; }
    public required string Source { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>0 to 100; null is 100, as of rows older than the column.</summary>
    public int? Confidence { get; init; }

    /// <summary>Kind, value and source as sent, when they were not plain codes.</summary>
    public byte[]? AsSent { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<EvidenceRow>
    {
        public void Configure(EntityTypeBuilder<EvidenceRow> builder)
        {
            builder.ToTable("Evidence");
            builder.HasKey(row => new { row.ContactId, row.Number });
        }
    }
}
