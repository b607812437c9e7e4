using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Audit;
using Hotline.Server.Identity;
using Hotline.Server.Lines;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration;

/// <summary>Puts the demo and drill lines, their people and keys into a Development database; what is there already is left as it is.</summary>
internal sealed partial class SeedDemo(
    AuditedChange changes, IDbContextFactory<RecordsDb> records, DemoAccess demo, IEnumerable<IRemembered> remembered, ILogger<SeedDemo> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!demo.Allowed || await IsCompleteAsync(cancellationToken))
            return;
        var clock = Stopwatch.GetTimestamp();
        var added = await changes.RunAsync(Kinds.Lines, draft => SeedAsync(draft, cancellationToken), cancellationToken);
        foreach (var held in remembered)
            await held.RefreshAsync(cancellationToken);
        Seeded(logger, added, Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> IsCompleteAsync(CancellationToken cancel)
    {
        await using var db = await records.CreateDbContextAsync(cancel);
        return (await MissingAsync(db, cancel)).Count == 0 && (await DemoPartners.MissingAsync(db, cancel)).Count == 0
            && await db.Set<ChannelKeyRecord>().CountAsync(key => DemoAccounts.Keys.Keys.Contains(key.Id), cancel) == DemoAccounts.Keys.Count;
    }

    private static async Task<IReadOnlyList<DemoPerson>> MissingAsync(RecordsDb db, CancellationToken cancel)
    {
        var there = (await db.Users.Select(row => row.Id).ToListAsync(cancel)).ToHashSet();
        return [.. DemoAccounts.All.Where(person => !there.Contains(person.Id))];
    }

    private static async Task<int> SeedAsync(Draft draft, CancellationToken cancel)
    {
        await draft.Db.Set<ChangeMark>().Where(mark => mark.Kind != Kinds.Lines)
            .ExecuteUpdateAsync(row => row.SetProperty(mark => mark.Number, mark => mark.Number + 1), cancel);
        var lines = await draft.Db.Set<LineRecord>().Select(row => row.Id).ToListAsync(cancel);
        draft.Db.AddRange(DemoLines.All.Where(line => !lines.Contains(line.Id)).Select(DemoLines.Row));
        AddPeople(draft, await MissingAsync(draft.Db, cancel));
        draft.Db.AddRange(await DemoPartners.MissingAsync(draft.Db, cancel));
        var keys = await draft.Db.Set<ChannelKeyRecord>().Select(row => row.Id).ToListAsync(cancel);
        draft.Db.AddRange(DemoAccounts.Keys.Where(key => !keys.Contains(key.Key)).Select(key => new ChannelKeyRecord
        {
            Id = key.Key, Line = key.Value.Line, Channel = key.Value.Channel.ToString(), Name = $"Development {key.Key}",
            SecretHash = new ChannelKeySecret(key.Key, DemoAccounts.KeySecret).Hash(), CreatedAt = draft.Now,
        }));
        var added = draft.Db.ChangeTracker.Entries().Count();
        if (added > 0)
            draft.Note("system:start", "demo_seeded", "system:development", ("rows", added));
        return added;
    }

    private static void AddPeople(Draft draft, IReadOnlyList<DemoPerson> people)
    {
        if (people.Count == 0)
            return;

        // One hash for all: 200 of them would take longer than the start may, and the password is public.
        var names = draft.Use<ILookupNormalizer>();
        var hash = draft.Use<IPasswordHasher<Account>>().HashPassword(new Account { DisplayName = "" }, DemoAccounts.Password);
        foreach (var person in people)
        {
            draft.Db.Add(new Account
            {
                Id = person.Id, UserName = person.UserName, NormalizedUserName = names.NormalizeName(person.UserName), DisplayName = person.Name,
                Line = person.Line, PartnerId = person.PartnerId, Languages = person.Languages, Skills = person.Skills, Level = person.Level, Channels = person.PartnerId is null ? string.Join(',', Enum.GetValues<Floor.Channel>()) : "", PasswordHash = hash,
                SecurityStamp = Guid.NewGuid().ToString("N"), LockoutEnabled = true,
            });
            draft.Db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = person.Id, RoleId = RoleRows.Ids[person.Role] });
        }
    }

    [LoggerMessage(1501, LogLevel.Information, "Demo and drill lines, accounts and keys were put in place: {Rows} rows in {Milliseconds:0} ms. Accounts stand on the sign-in page.")]
    private static partial void Seeded(ILogger logger, int rows, double milliseconds);
}
