using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>A text of the help seeker, sealed.</summary>
public sealed class TextRow
{
    public required string ContactId { get; init; }
    public required int Number { get; init; }
    public required string Line { get; init; }
    public required DateTimeOffset At { get; init; }
    public required byte[] Text { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<TextRow>
    {
        public void Configure(EntityTypeBuilder<TextRow> builder)
        {
            builder.ToTable("Texts");
            builder.HasKey(row => new { row.ContactId, row.Number });
        }
    }
}
