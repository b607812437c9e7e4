using System.Security.Cryptography;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Escalations.Registry;

/// <summary>Secrets that sign what goes to a webhook (Standard Webhooks): made here, kept sealed, shown once.</summary>
internal sealed class PartnerSecrets(ContactKeys keys)
{
    public const string Prefix = "whsec_";

    /// <summary>How long the secret before it signs beside a new one.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private const int Size = 32;

    /// <summary>Makes a new one; the one before it holds for <see cref="Overlap"/>, the one before that is gone at once.</summary>
    public async Task<Wire.PartnerSecret> RotateAsync(RecordsDb db, PartnerRecord row, DateTimeOffset now, CancellationToken cancel)
    {
        using var key = await keys.FindOrAddAsync(db, OwnerOf(row), cancel);
        if (row.Secret is { } last)
        {
            row.PreviousSecret = key.Seal(Place(row, nameof(row.PreviousSecret)), key.Open(Place(row, nameof(row.Secret)), last));
            row.PreviousUntil = now + Overlap;
        }

        var secret = RandomNumberGenerator.GetBytes(Size);
        row.Secret = key.Seal(Place(row, nameof(row.Secret)), secret);
        row.SecretSetAt = now;
        return new Wire.PartnerSecret(row.Id, Prefix + Convert.ToBase64String(secret), row.PreviousUntil);
    }

    public async Task<(byte[]? Newest, byte[]? Previous)> OpenAsync(RecordsDb db, PartnerRecord row, CancellationToken cancel)
    {
        if (row.Secret is null || await keys.FindAsync(db, OwnerOf(row), cancel) is not { } key)
            return (null, null);
        using (key)
            return (key.Open(Place(row, nameof(row.Secret)), row.Secret), row.PreviousSecret is { } previous ? key.Open(Place(row, nameof(row.PreviousSecret)), previous) : null);
    }

    private static string OwnerOf(PartnerRecord row) => $"partner:{row.Line}/{row.Id}";

    private static SealPlace Place(PartnerRecord row, string column) => new("Partners", column, $"{row.Line}/{row.Id}");
}
