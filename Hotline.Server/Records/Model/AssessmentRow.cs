using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>One assessment with all it rested on, at the place in the journal that carried it. Kept, never changed.</summary>
public sealed class AssessmentRow
{
    public required string Line { get; init; }
    public required long Epoch { get; init; }
    public required long Sequence { get; init; }

    /// <summary>Which event of the entry.</summary>
    public required int Number { get; init; }
    public required string ContactId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required int Score { get; init; }
    public required Wire.Band Band { get; init; }

    /// <summary>What the rules alone came to, where something else stood: held while it waited, or set by a person.</summary>
    public int? ComputedScore { get; init; }
    public Wire.Band? ComputedBand { get; init; }
    public required string RuleSet { get; init; }

    /// <summary>Number of the last piece of evidence it rests on.</summary>
    public required long Basis { get; init; }

    /// <summary>JSON array of the reasons: code, points, value.</summary>
    public required string Reasons { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<AssessmentRow>
    {
        public void Configure(EntityTypeBuilder<AssessmentRow> builder)
        {
            builder.ToTable("Assessments");
            builder.HasKey(row => new { row.Line, row.Epoch, row.Sequence, row.Number });
            builder.HasIndex(row => row.ContactId);
        }
    }
}
