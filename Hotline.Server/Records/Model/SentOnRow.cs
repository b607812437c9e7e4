using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>A contact went on to another line, as another contact: what its channel still sends goes there.</summary>
public sealed class SentOnRow
{
    public required string ContactId { get; init; }
    public required string Line { get; init; }
    public required string ToContactId { get; init; }
    public required string ToLine { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<SentOnRow>
    {
        public void Configure(EntityTypeBuilder<SentOnRow> builder)
        {
            builder.ToTable("SentOn");
            builder.HasKey(row => row.ContactId);
        }
    }
}
