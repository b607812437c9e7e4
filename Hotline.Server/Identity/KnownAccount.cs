using System.Collections.Frozen;
using System.Collections.Immutable;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Identity;

/// <summary>An account in a node's memory.</summary>
/// <param name="Stamp">Changes with the password; sessions with another one are over.</param>
/// <param name="CanSignIn">Enabled and has a password.</param>
public sealed record KnownAccount(KnownWorker Worker, string UserName, ImmutableArray<string> Roles, string Stamp, bool CanSignIn)
{
    // Profiles hold collections, which compare by reference: two readings of one row are told apart by their text.
    private string Text { get; init; } = "";

    /// <summary>The partner of the account's line whose hand-overs it sees; null without the role partner.</summary>
    public string? PartnerId { get; private init; }

    public bool Holds(string role) => Roles.Contains(role, StringComparer.Ordinal);

    public bool SameAs(KnownAccount? other) => other is not null && Text == other.Text;

    public static KnownAccount Of(Account row, IEnumerable<string> roles)
    {
        ImmutableArray<string> held = [.. roles.Order(StringComparer.Ordinal)];
        var worker = new KnownWorker(
            AccountReading.Id(row), row.DisplayName, row.Line is null ? null : new Floor.LineId(row.Line),
            AccountReading.Profile(row, held.Contains(Wire.Roles.Supervisor)), row.Enabled);
        return new KnownAccount(worker, row.UserName ?? "", held, row.SecurityStamp ?? "", row is { Enabled: true, PasswordHash: not null })
        {
            PartnerId = held.Contains(Wire.Roles.Partner) ? row.PartnerId : null,
            Text = string.Join('|', row.UserName, row.DisplayName, row.Line, row.PartnerId, row.Languages, row.Skills, row.Level, row.Channels, row.Enabled, string.Join(',', held)),
        };
    }
}

/// <summary>All accounts and ended sessions of a node's memory.</summary>
public sealed record AccountBook(FrozenDictionary<string, KnownAccount> ById, FrozenSet<string> EndedSessions)
{
    public static readonly AccountBook Empty = new(FrozenDictionary<string, KnownAccount>.Empty, FrozenSet<string>.Empty);

    public bool HasAdministrator => ById.Values.Any(account => account.CanSignIn && account.Holds(Wire.Roles.Administrator));
}
