using System.Collections.Frozen;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Floor;
using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Identity;

/// <summary>Which sessions still stand.</summary>
public interface ISessions
{
    /// <summary>Whether the account may sign in, its password is the one of the sign-in, and nobody signed out.</summary>
    bool Stands(ClaimsPrincipal principal);

    /// <summary>Raised when sessions of an account were ended: disabled, password changed, signed out. Live asks <see cref="Stands"/> of each of its connections.</summary>
    event Action<WorkerId>? Ended;
}

/// <summary>Accounts as read from SQL; demo accounts are not there outside Development.</summary>
public sealed class AccountDirectory(IDbContextFactory<RecordsDb> records, DemoAccess demo, LoopBeats loops, TimeProvider clock, ILogger<AccountDirectory> logger)
    : Remembered<AccountBook>(Kinds.Accounts, AccountBook.Empty, records, loops, clock, logger), IWorkerDirectory, ISessions
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(250);

    private long askedAt;

    public event Action<KnownWorker>? Changed;

    public event Action<WorkerId>? Ended;

    public bool HasAdministrator => Current.HasAdministrator;

    public KnownWorker? Find(WorkerId id) => FindAccount(id.Value)?.Worker;

    public KnownAccount? FindAccount(string? id) => id is null ? null : Current.ById.GetValueOrDefault(id);

    public bool Stands(ClaimsPrincipal principal) =>
        FindAccount(principal.FindFirstValue(ClaimTypes.NameIdentifier)) is { CanSignIn: true } account
        && account.Stamp == principal.FindFirstValue(HotlineClaims.Stamp)
        && principal.FindFirstValue(HotlineClaims.Session) is { } session && !Current.EndedSessions.Contains(session);

    /// <summary>As <see cref="Stands"/>, after another look at SQL if it does not: the password may have been set on another node a moment ago.</summary>
    public async Task<bool> StandsAsync(ClaimsPrincipal principal, CancellationToken cancel)
    {
        if (Stands(principal))
            return true;
        var before = Interlocked.Read(ref askedAt);
        if (Clock.GetElapsedTime(before) < AskAgainAfter || Interlocked.CompareExchange(ref askedAt, Clock.GetTimestamp(), before) != before)
            return false;
        await RefreshAsync(cancel);
        return Stands(principal);
    }

    protected override async Task<AccountBook> LoadAsync(RecordsDb db, CancellationToken cancel)
    {
        var rows = await db.Users.AsNoTracking().ToListAsync(cancel);
        var roles = (await db.UserRoles.AsNoTracking().ToListAsync(cancel)).ToLookup(row => row.UserId, row => row.RoleId);
        var names = RoleRows.Ids.ToDictionary(role => role.Value, role => role.Key);
        var ended = await db.Set<EndedSession>().AsNoTracking().Select(session => session.Id).ToListAsync(cancel);
        return new AccountBook(
            rows.Where(row => !demo.Hides(row.Id))
                .Select(row => KnownAccount.Of(row, roles[row.Id].Select(role => names[role])))
                .ToFrozenDictionary(account => account.Worker.Id.Value, StringComparer.Ordinal),
            ended.ToFrozenSet(StringComparer.Ordinal));
    }

    protected override void Turned(AccountBook before, AccountBook after)
    {
        foreach (var account in after.ById.Values)
        {
            var last = before.ById.GetValueOrDefault(account.Worker.Id.Value);
            if (last is not null && !account.SameAs(last))
                Changed?.Invoke(account.Worker);
            if (last is not null && (last.Stamp != account.Stamp || (last.CanSignIn && !account.CanSignIn)))
                Ended?.Invoke(account.Worker.Id);
        }

        foreach (var session in after.EndedSessions.Except(before.EndedSessions))
            if (EndedSession.WorkerOf(session) is { } worker)
                Ended?.Invoke(new WorkerId(worker));
    }
}
