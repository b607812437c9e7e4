using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Audit;

/// <summary>A change being made: what it may use, and the facts it leaves.</summary>
internal sealed class Draft(IServiceProvider services, RecordsDb db, DateTimeOffset now)
{
    /// <summary>Chain of everything an administrator changes.</summary>
    public const string Chain = "administration";

    private readonly List<AuditFact> facts = [];

    public RecordsDb Db { get; } = db;

    public DateTimeOffset Now { get; } = now;

    public IReadOnlyList<AuditFact> Facts => facts;

    /// <summary>A service of the change's own scope; its stores write in the same transaction.</summary>
    public T Use<T>() where T : notnull => services.GetRequiredService<T>();

    /// <param name="data">Ids, codes and hashes; kept as canonical JSON (members in order of name).</param>
    public void Note(string actor, string action, string subject, params ReadOnlySpan<(string Name, object? Value)> data)
    {
        var members = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in data)
            members[name] = value;
        facts.Add(new AuditFact(Chain, Now, actor, action, subject, JsonSerializer.Serialize(members)));
    }
}

/// <summary>
/// A change of settings or accounts and its audit facts in one transaction. A change that notes nothing is rolled back.
/// Changes of one kind follow one another, on all nodes; a clash with another writer is tried again.
/// </summary>
internal sealed class AuditedChange(
    IServiceScopeFactory scopes, WriteLane lane, IAuditTrail trail, IEnumerable<IRemembered> remembered, TimeProvider clock)
{
    private const int Tries = 5;

    /// <param name="kind">One of <see cref="Kinds"/>; this node reads it again before the call returns.</param>
    public async Task<T> RunAsync<T>(string kind, Func<Draft, Task<T>> work, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (result, changed) = await TryAsync(kind, work, cancel);
                if (changed)
                    foreach (var held in remembered.Where(held => held.Kind == kind))
                        await held.RefreshAsync(CancellationToken.None);
                return result;
            }
            catch (Exception failed) when (attempt < Tries && RecordsFailure.IsClash(failed))
            {
                // Another writer took the audit number, the name or the row: look again, not at the same moment.
                await Task.Delay(Random.Shared.Next(1, 5 * attempt), cancel);
            }
        }
    }

    private async Task<(T Result, bool Changed)> TryAsync<T>(string kind, Func<Draft, Task<T>> work, CancellationToken cancel)
    {
        using var turn = await lane.EnterAsync(cancel);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RecordsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);

        // First, because the row lock keeps changes of a kind apart: "the last administrator" is then counted truly.
        await db.Set<ChangeMark>().Where(mark => mark.Kind == kind)
            .ExecuteUpdateAsync(row => row.SetProperty(mark => mark.Number, mark => mark.Number + 1), cancel);
        var draft = new Draft(scope.ServiceProvider, db, clock.GetUtcNow());
        var result = await work(draft);
        if (draft.Facts.Count == 0)
            return (result, false);

        await trail.AppendAsync(db, draft.Facts, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (result, true);
    }
}
