using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>Why a supervisor gave a command, in the supervisor's words; sealed.</summary>
public sealed class TypedReasonRow
{
    public required string CommandId { get; init; }
    public required string Line { get; init; }

    /// <summary>kind:id of the supervisor.</summary>
    public required string Actor { get; init; }

    /// <summary>kind:id of what the command is about.</summary>
    public required string Subject { get; init; }
    public required DateTimeOffset At { get; init; }
    public required byte[] Reason { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<TypedReasonRow>
    {
        public void Configure(EntityTypeBuilder<TypedReasonRow> builder)
        {
            builder.ToTable("TypedReasons");
            builder.HasKey(row => row.CommandId);
            builder.HasIndex(row => row.Subject);
        }
    }
}
