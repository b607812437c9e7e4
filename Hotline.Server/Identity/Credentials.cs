using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Identity;

/// <summary>What a user name and password are worth.</summary>
public abstract record CredentialAnswer
{
    private CredentialAnswer() { }

    public sealed record Right(Account Account) : CredentialAnswer;
    public sealed record Wrong : CredentialAnswer;
    public sealed record LockedOut(DateTimeOffset Until) : CredentialAnswer;

    /// <summary>Said only to who knows the password.</summary>
    public sealed record Disabled : CredentialAnswer;
}

/// <summary>Checks passwords and locks accounts. Not SignInManager, whose lock-out reads the wall clock and loses parallel failures.</summary>
public sealed class Credentials(
    RecordsDb db, IPasswordHasher<Account> hasher, ILookupNormalizer names, DemoAccess demo, IOptions<SessionSettings> settings, TimeProvider clock)
{
    private const int LongestPassword = 256;

    // Verified when there is no such account, so that the answer takes as long as for one that exists.
    private static string? hashOfNobody;

    public async Task<CredentialAnswer> CheckAsync(string? userName, string? password, CancellationToken cancel)
    {
        if (password is not { Length: > 0 and <= LongestPassword } || string.IsNullOrEmpty(userName) || userName.Any(char.IsControl))
            return new CredentialAnswer.Wrong();
        var name = names.NormalizeName(userName);
        var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.NormalizedUserName == name, cancel);
        if (account?.PasswordHash is null || demo.Hides(account.Id))
        {
            hashOfNobody ??= hasher.HashPassword(Nobody, "nobody's");
            hasher.VerifyHashedPassword(Nobody, hashOfNobody, password);
            return new CredentialAnswer.Wrong();
        }

        if (account.LockoutEnd is { } until && until > clock.GetUtcNow())
            return new CredentialAnswer.LockedOut(until);
        return await VerifyAsync(account, password, cancel);
    }

    private static Account Nobody { get; } = new() { DisplayName = "" };

    private IQueryable<Account> Row(Account account) => db.Users.Where(user => user.Id == account.Id);

    private async Task<CredentialAnswer> VerifyAsync(Account account, string password, CancellationToken cancel)
    {
        // Counted before it is looked at: of many parallel guesses no more than the limit are tried.
        var most = settings.Value.LockOutAfter;
        var counted = await Row(account).Where(user => user.AccessFailedCount < most)
            .ExecuteUpdateAsync(row => row.SetProperty(user => user.AccessFailedCount, user => user.AccessFailedCount + 1), cancel);
        if (counted == 0)
            return new CredentialAnswer.LockedOut(await LockAsync(account, most, cancel) ?? clock.GetUtcNow() + settings.Value.LockOutFor);

        var verified = hasher.VerifyHashedPassword(account, account.PasswordHash!, password);
        if (verified == PasswordVerificationResult.Failed)
            return await LockAsync(account, most, cancel) is { } until ? new CredentialAnswer.LockedOut(until) : new CredentialAnswer.Wrong();

        var hash = verified == PasswordVerificationResult.SuccessRehashNeeded ? hasher.HashPassword(account, password) : account.PasswordHash;
        await Row(account).Where(user => user.PasswordHash == account.PasswordHash).ExecuteUpdateAsync(
            row => row.SetProperty(user => user.AccessFailedCount, 0).SetProperty(user => user.LockoutEnd, (DateTimeOffset?)null).SetProperty(user => user.PasswordHash, hash), cancel);
        return account.Enabled ? new CredentialAnswer.Right(account) : new CredentialAnswer.Disabled();
    }

    /// <summary>Locks the account if the failures suffice; null when they do not.</summary>
    private async Task<DateTimeOffset?> LockAsync(Account account, int most, CancellationToken cancel)
    {
        var until = clock.GetUtcNow() + settings.Value.LockOutFor;
        var locked = await Row(account).Where(user => user.AccessFailedCount >= most).ExecuteUpdateAsync(
            row => row.SetProperty(user => user.AccessFailedCount, 0).SetProperty(user => user.LockoutEnd, (DateTimeOffset?)until), cancel);
        return locked == 1 ? until : null;
    }
}
