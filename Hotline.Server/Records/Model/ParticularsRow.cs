using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>Who a help seeker is and how to call back; sealed with the contact's data key.</summary>
public sealed class ParticularsRow
{
    public required string ContactId { get; init; }
    public required string Line { get; init; }
    public byte[]? Particulars { get; set; }
    public byte[]? Callback { get; set; }

    /// <summary>Keyed HMAC of the digits of the number: finds earlier contacts without opening any.</summary>
    public string? NumberHash { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<ParticularsRow>
    {
        public void Configure(EntityTypeBuilder<ParticularsRow> builder)
        {
            builder.ToTable("Particulars");
            builder.HasKey(row => row.ContactId);
            builder.HasIndex(row => new { row.Line, row.NumberHash });
        }
    }
}
