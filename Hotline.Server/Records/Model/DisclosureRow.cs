using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>
/// What left for a partner: to whom, when, why. It outlives the contact's own data, so it is sealed for an owner of its own (<c>disclosure:{escalation}</c>).
/// The database refuses UPDATE, and DELETE within three years (triggers of migration Partners; a rebuild of this table must make them anew).
/// </summary>
public sealed class DisclosureRow
{
    /// <summary>Derived from what left, so that it is written once.</summary>
    public required string Id { get; init; }
    public required string Line { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string EscalationId { get; init; }
    public required string ContactId { get; init; }
    public required string PartnerId { get; init; }

    /// <summary>As it was called then.</summary>
    public required string PartnerName { get; init; }
    public required string WorkerId { get; init; }

    /// <summary>webhook, desk or voice.</summary>
    public required string How { get; init; }

    /// <summary>Address or number of the partner.</summary>
    public required string Where { get; init; }

    /// <summary>JSON list of paths; never values.</summary>
    public required string Fields { get; init; }
    public string? Ground { get; init; }

    /// <summary>Sealed: a worker's words.</summary>
    public byte[]? Why { get; init; }

    /// <summary>Sealed: the exact bytes that left.</summary>
    public required byte[] Body { get; init; }

    /// <summary>SHA-256 of those bytes, hex.</summary>
    public required string BodyHash { get; init; }
    public string? SecondWorkerId { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<DisclosureRow>
    {
        public void Configure(EntityTypeBuilder<DisclosureRow> builder)
        {
            builder.ToTable("Disclosures");
            builder.HasKey(row => row.Id);
            builder.HasIndex(row => new { row.Line, row.At });
            builder.HasIndex(row => row.ContactId);
        }
    }
}
