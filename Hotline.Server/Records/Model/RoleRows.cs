using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Server.Records.Model;

/// <summary>The four roles, there from the first migration on.</summary>
public sealed class RoleRows : IEntityTypeConfiguration<IdentityRole<Guid>>
{
    /// <summary>Role name → id of its row.</summary>
    public static readonly IReadOnlyDictionary<string, Guid> Ids = new Dictionary<string, Guid>(StringComparer.Ordinal)
    {
        [Wire.Roles.Operator] = new("5b1f6a52-6a0c-4f39-9f3e-0d6a3f4f0001"),
        [Wire.Roles.Supervisor] = new("5b1f6a52-6a0c-4f39-9f3e-0d6a3f4f0002"),
        [Wire.Roles.Partner] = new("5b1f6a52-6a0c-4f39-9f3e-0d6a3f4f0003"),
        [Wire.Roles.Administrator] = new("5b1f6a52-6a0c-4f39-9f3e-0d6a3f4f0004"),
    };

    public void Configure(EntityTypeBuilder<IdentityRole<Guid>> builder) =>
        builder.HasData(Ids.Select(role => new IdentityRole<Guid>
        {
            Id = role.Value,
            Name = role.Key,
            NormalizedName = role.Key.ToUpperInvariant(),
            ConcurrencyStamp = role.Key,
        }));
}
