using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>A waiting contact that a supervisor handed to a worker by hand while the floor was away. Its typed reason stands, sealed, beside its command.</summary>
public sealed class HandRow
{
    public required string CommandId { get; init; }
    public required string Line { get; init; }
    public required string ContactId { get; init; }
    public required string WorkerId { get; init; }

    /// <summary>The supervisor.</summary>
    public required string HandedBy { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>When the worker said so; null before.</summary>
    public DateTimeOffset? TakenAt { get; set; }

    /// <summary>When the floor had it again, or it was withdrawn; null while open.</summary>
    public DateTimeOffset? SettledAt { get; set; }

    /// <summary><c>engaged</c>, <c>withdrawn</c>, or the slug of why the floor refused it.</summary>
    public string? Result { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<HandRow>
    {
        public void Configure(EntityTypeBuilder<HandRow> builder)
        {
            builder.ToTable("Hands");
            builder.HasKey(row => row.CommandId);
            // One open hand a contact, by the database itself; also what is asked every second.
            builder.HasIndex(row => new { row.Line, row.ContactId }).IsUnique().HasDatabaseName("IX_Hands_Open").HasFilter("\"SettledAt\" IS NULL");
        }
    }
}
