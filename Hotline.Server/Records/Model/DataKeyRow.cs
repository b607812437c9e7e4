using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>The data key of one owner (<c>contact:{id}</c>), wrapped. Without it all that was sealed with it is gone for good.</summary>
public sealed class DataKeyRow
{
    /// <summary>kind:id of whom the sealed data is about.</summary>
    public required string Owner { get; init; }

    /// <summary>Null once shredded: the row stays, so that nobody makes a new key for an owner who was forgotten.</summary>
    public byte[]? Wrapped { get; set; }

    /// <summary>Fingerprint of the key-encryption key it is wrapped with.</summary>
    public required string WrappedWith { get; set; }
    public required DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? ShreddedAt { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<DataKeyRow>
    {
        public void Configure(EntityTypeBuilder<DataKeyRow> builder)
        {
            builder.ToTable("DataKeys");
            builder.HasKey(row => row.Owner);
        }
    }
}
