using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>One number a kind of setting; it grows with every change, so that a node learns by one cheap read whether to read again.</summary>
public sealed class ChangeMark
{
    public required string Kind { get; init; }
    public long Number { get; set; }
}

/// <summary>What is held in memory on every node.</summary>
public static class Kinds
{
    public const string Accounts = "accounts";
    public const string Lines = "lines";
    public const string Keys = "keys";

    public const string RuleSets = "rule_sets";
    public const string Partners = "partners";

    public static readonly string[] All = [Accounts, Keys, Lines, RuleSets, Partners];
}

internal sealed class ChangeMarkTable : IEntityTypeConfiguration<ChangeMark>
{
    public void Configure(EntityTypeBuilder<ChangeMark> builder)
    {
        builder.ToTable("ChangeMarks");
        builder.HasKey(mark => mark.Kind);
        builder.HasData(Kinds.All.Select(kind => new ChangeMark { Kind = kind, Number = 1 }));
    }
}
