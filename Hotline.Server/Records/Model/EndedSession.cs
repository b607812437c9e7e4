using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>A session somebody signed out of before its cookie expired: that cookie is refused from then on.</summary>
public sealed class EndedSession
{
    /// <summary>Worker id, a dot, random hex: whose session it was is known without a look-up.</summary>
    public required string Id { get; init; }

    /// <summary>When the cookie expires by itself and the row may go.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Null when the id is not one of ours.</summary>
    public static string? WorkerOf(string session) =>
        session.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? session[..dot] : null;
}

internal sealed class EndedSessionTable : IEntityTypeConfiguration<EndedSession>
{
    public void Configure(EntityTypeBuilder<EndedSession> builder)
    {
        builder.ToTable("EndedSessions");
        builder.HasKey(session => session.Id);
    }
}
