using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Identity;

/// <summary>One-time tokens of 256 random bits; only their SHA-256 is stored.</summary>
public static class OneTimeTokens
{
    /// <summary>Adds a token for an account (null: for the first administrator). Earlier ones of the account become void. The caller saves.</summary>
    public static async Task<string> IssueAsync(RecordsDb db, Guid? account, DateTimeOffset now, TimeSpan life, CancellationToken cancel)
    {
        if (account is not null)
            await VoidAsync(db, account, now, cancel);
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        db.Add(new InvitationRecord { TokenHash = Hash(token), Account = account, CreatedAt = now, ExpiresAt = now + life });
        return token;
    }

    /// <summary>Spends a token: true for one caller only. It stays unspent if the caller's transaction is rolled back.</summary>
    public static async Task<InvitationRecord?> SpendAsync(RecordsDb db, string? token, DateTimeOffset now, CancellationToken cancel)
    {
        if (token is not { Length: > 0 and <= 100 })
            return null;
        var hash = Hash(token);
        var spent = await db.Set<InvitationRecord>()
            .Where(row => row.TokenHash == hash && row.SpentAt == null && row.ExpiresAt > now)
            .ExecuteUpdateAsync(row => row.SetProperty(invitation => invitation.SpentAt, now), cancel);
        return spent == 1 ? await db.Set<InvitationRecord>().AsNoTracking().SingleAsync(row => row.TokenHash == hash, cancel) : null;
    }

    public static Task<int> VoidAsync(RecordsDb db, Guid? account, DateTimeOffset now, CancellationToken cancel) =>
        db.Set<InvitationRecord>().Where(row => row.Account == account && row.SpentAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(invitation => invitation.SpentAt, now), cancel);

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
