using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>Settings of a line. Lists are JSON as on the wire.</summary>
public sealed class LineRecord
{
    /// <summary>The slug.</summary>
    public required string Id { get; init; }
    public required string Name { get; set; }
    public required string NameZh { get; set; }

    /// <summary>IANA name.</summary>
    public required string TimeZone { get; set; }
    public required string Hours { get; set; }
    public required string EmergencyNumbers { get; set; }
    public string? OverflowLine { get; set; }
    public required string Languages { get; set; }
    public required string Targets { get; set; }
    public int WrapUpSeconds { get; set; }

    /// <summary>JSON of routing, thresholds and the surge bundle as on the wire; empty: the defaults.</summary>
    public string Routing { get; set; } = "";

    /// <summary>JSON of what supervisors switched: diverted, surge; empty: nothing. Not a setting, so it has no version.</summary>
    public string Mode { get; set; } = "";
    public bool Drill { get; init; }
    public bool Enabled { get; set; }

    /// <summary>1, 2, …; one more with every change.</summary>
    public int Version { get; set; }
}

internal sealed class LineTable : IEntityTypeConfiguration<LineRecord>
{
    public void Configure(EntityTypeBuilder<LineRecord> builder)
    {
        builder.ToTable("Lines");
        builder.HasKey(line => line.Id);
        builder.Property(line => line.Version).IsConcurrencyToken();
    }
}
