using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>What a supervisor wrote to one worker or to everybody on duty; the text is sealed.</summary>
public sealed class MessageRow
{
    /// <summary>The command that sent it: sent again, it is the same message.</summary>
    public required string Id { get; init; }
    public required string Line { get; init; }
    public required string FromWorker { get; init; }

    /// <summary>Null: everybody on the line.</summary>
    public string? ToWorker { get; init; }
    public required DateTimeOffset At { get; init; }
    public required byte[] Text { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<MessageRow>
    {
        public void Configure(EntityTypeBuilder<MessageRow> builder)
        {
            builder.ToTable("Messages");
            builder.HasKey(row => row.Id);
            builder.HasIndex(row => new { row.Line, row.At });
        }
    }
}

/// <summary>A worker has read a message.</summary>
public sealed class MessageReadRow
{
    public required string MessageId { get; init; }
    public required string WorkerId { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<MessageReadRow>
    {
        public void Configure(EntityTypeBuilder<MessageReadRow> builder)
        {
            builder.ToTable("MessageReads");
            builder.HasKey(row => new { row.MessageId, row.WorkerId });
        }
    }
}
