using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>A key by which a channel opens contacts of one line. The secret itself is kept nowhere.</summary>
public sealed class ChannelKeyRecord
{
    public required string Id { get; init; }
    public required string Line { get; init; }

    /// <summary>Name of the floor's channel.</summary>
    public required string Channel { get; init; }
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret, hex.</summary>
    public required string SecretHash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}

internal sealed class ChannelKeyTable : IEntityTypeConfiguration<ChannelKeyRecord>
{
    public void Configure(EntityTypeBuilder<ChannelKeyRecord> builder)
    {
        builder.ToTable("ChannelKeys");
        builder.HasKey(key => key.Id);
        builder.HasOne<LineRecord>().WithMany().HasForeignKey(key => key.Line).OnDelete(DeleteBehavior.Restrict);
    }
}
