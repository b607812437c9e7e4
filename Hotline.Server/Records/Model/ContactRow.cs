using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>A contact as last recorded: the floor's own value, and what reports ask for beside it.</summary>
public sealed class ContactRow
{
    public required string ContactId { get; init; }
    public required string Line { get; init; }

    /// <summary>Where the journal stood when this value was written.</summary>
    public required long Epoch { get; set; }
    public required long Sequence { get; set; }

    /// <summary>JSON of <see cref="Floor.Contact"/>.</summary>
    public required string Value { get; set; }
    public required Wire.Channel Channel { get; set; }
    public required string Language { get; set; }
    public required Wire.Phase Phase { get; set; }
    public required Wire.Band Band { get; set; }
    public required int Score { get; set; }
    public required DateTimeOffset ArrivedAt { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>The wait the help seeker was told to expect; null when nothing could be said.</summary>
    public int? ExpectedSeconds { get; set; }

    /// <summary>When the conversation was over: the begin of wrap-up, or of the final state without one.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When it became closed or abandoned.</summary>
    public DateTimeOffset? OverAt { get; set; }
    public Wire.Outcome? Outcome { get; set; }

    /// <summary>Worker who holds it, or held it last.</summary>
    public string? Holder { get; set; }

    /// <summary>Last fence given, "epoch.number".</summary>
    public required string Fence { get; set; }

    /// <summary>False once the floor has forgotten it.</summary>
    public required bool OnFloor { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<ContactRow>
    {
        public void Configure(EntityTypeBuilder<ContactRow> builder)
        {
            builder.ToTable("Contacts");
            builder.HasKey(row => row.ContactId);
            builder.HasIndex(row => new { row.Line, row.ArrivedAt });
            // What a restore and the forgetting read: the floor, not the history.
            builder.HasIndex(row => new { row.Line, row.OverAt }).HasDatabaseName("IX_Contacts_OnFloor").HasFilter("\"OnFloor\"");
        }
    }
}
