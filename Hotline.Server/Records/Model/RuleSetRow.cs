using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>A rule set as it was added; kept as long as an assessment may name it, never changed.</summary>
public sealed class RuleSetRow
{
    /// <summary>SHA-256 of the file, lower-case hex.</summary>
    public required string Hash { get; init; }
    public required string Name { get; init; }
    public required string Yaml { get; init; }
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Who added it, as the audit names actors; <c>system</c> for the shipped one and for files of the folder.</summary>
    public required string AddedBy { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<RuleSetRow>
    {
        public void Configure(EntityTypeBuilder<RuleSetRow> builder)
        {
            builder.ToTable("RuleSets");
            builder.HasKey(row => row.Hash);
        }
    }
}

/// <summary>A learned text model as it was added; never changed.</summary>
public sealed class TextModelRow
{
    /// <summary>SHA-256 of the content, lower-case hex.</summary>
    public required string Hash { get; init; }
    public required string Language { get; init; }
    public required byte[] Content { get; init; }
    public required DateTimeOffset AddedAt { get; init; }
    public required string AddedBy { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<TextModelRow>
    {
        public void Configure(EntityTypeBuilder<TextModelRow> builder)
        {
            builder.ToTable("TextModels");
            builder.HasKey(row => row.Hash);
        }
    }
}

/// <summary>A rule set put to use on a line: proposed by one person, approved by another.</summary>
public sealed class RuleSetUseRow
{
    public long Id { get; init; }
    public required string Line { get; init; }

    /// <summary>BCP 47 primary language; empty for every language.</summary>
    public required string Language { get; init; }
    public required string Hash { get; init; }
    public required Wire.RuleSetRole Role { get; init; }
    public required Wire.RuleSetUseState State { get; set; }
    public required string ProposedBy { get; init; }
    public required DateTimeOffset ProposedAt { get; init; }
    public string? DecidedBy { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<RuleSetUseRow>
    {
        public void Configure(EntityTypeBuilder<RuleSetUseRow> builder)
        {
            builder.ToTable("RuleSetUses");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedOnAdd();
            builder.HasIndex(row => new { row.Line, row.Language, row.Role, row.State });
        }
    }
}

/// <summary>What a rule set in shadow would have made of a recorded assessment.</summary>
public sealed class ShadowRow
{
    public required long UseId { get; init; }
    public required string Line { get; init; }
    public required long Epoch { get; init; }
    public required long Sequence { get; init; }
    public required int Number { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string ContactId { get; init; }
    public required int ActiveScore { get; init; }
    public required Wire.Band ActiveBand { get; init; }
    public required int ShadowScore { get; init; }
    public required Wire.Band ShadowBand { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<ShadowRow>
    {
        public void Configure(EntityTypeBuilder<ShadowRow> builder)
        {
            builder.ToTable("ShadowAssessments");
            builder.HasKey(row => new { row.UseId, row.Line, row.Epoch, row.Sequence, row.Number });
        }
    }
}
