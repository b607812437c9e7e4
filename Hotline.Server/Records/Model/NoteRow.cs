using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>The worker's note on a contact, sealed.</summary>
public sealed class NoteRow
{
    public required string ContactId { get; init; }
    public required string Line { get; init; }

    /// <summary>1, 2, …: a save names the one it was written on.</summary>
    public required int Version { get; set; }
    public required DateTimeOffset SavedAt { get; set; }
    public required byte[] Text { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<NoteRow>
    {
        public void Configure(EntityTypeBuilder<NoteRow> builder)
        {
            builder.ToTable("Notes");
            builder.HasKey(row => row.ContactId);
            builder.Property(row => row.Version).IsConcurrencyToken();
        }
    }
}
