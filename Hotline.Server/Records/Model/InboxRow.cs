using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>An accepted intake. It stays as the memory of its idempotency key; <see cref="OpenedAt"/> says that the floor has it.</summary>
public sealed class InboxRow
{
    public required string ChannelKeyId { get; init; }
    public required string IdempotencyKey { get; init; }
    public required string Line { get; init; }
    public required string ContactId { get; init; }

    /// <summary>SHA-256 hex of the canonical request.</summary>
    public required string PayloadHash { get; init; }
    public required string CommandId { get; init; }

    /// <summary>JSON of the command that opens the contact; pseudonymous.</summary>
    public required string Open { get; init; }

    /// <summary>Sealed: a warning may quote what was sent. Null when there was none.</summary>
    public byte[]? Warnings { get; init; }
    public required DateTimeOffset AcceptedAt { get; init; }
    public DateTimeOffset? OpenedAt { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<InboxRow>
    {
        public void Configure(EntityTypeBuilder<InboxRow> builder)
        {
            builder.ToTable("Inbox");
            builder.HasKey(row => new { row.ChannelKeyId, row.IdempotencyKey });
            builder.HasIndex(row => row.ContactId).IsUnique();
            // The sweeper asks every second: only the few open rows are in this index.
            builder.HasIndex(row => new { row.Line, row.AcceptedAt }).HasDatabaseName("IX_Inbox_Unopened").HasFilter("\"OpenedAt\" IS NULL");
        }
    }
}
