using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>A one-time token: sets a password, or creates the first administrator. The token itself is kept nowhere.</summary>
public sealed class InvitationRecord
{
    /// <summary>SHA-256 of the token, hex.</summary>
    public required string TokenHash { get; init; }

    /// <summary>Null for the first administrator, who has no account yet.</summary>
    public Guid? Account { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was used, or became void because a newer one was made.</summary>
    public DateTimeOffset? SpentAt { get; set; }
}

internal sealed class InvitationTable : IEntityTypeConfiguration<InvitationRecord>
{
    public void Configure(EntityTypeBuilder<InvitationRecord> builder)
    {
        builder.ToTable("Invitations");
        builder.HasKey(invitation => invitation.TokenHash);
        builder.HasIndex(invitation => invitation.Account);
        builder.HasOne<Account>().WithMany().HasForeignKey(invitation => invitation.Account).OnDelete(DeleteBehavior.Cascade);
    }
}
