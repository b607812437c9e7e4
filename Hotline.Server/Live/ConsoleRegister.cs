using System.Collections.Concurrent;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Ledger;
using Hotline.Server.Supervision;

namespace Hotline.Server.Live;

/// <summary>This node's open consoles, and who of them is owed what when a floor moves.</summary>
internal sealed class ConsoleRegister
{
    private readonly ConcurrentDictionary<string, ConsoleConnection> connections = new();
    private readonly ConcurrentDictionary<WorkerId, ConcurrentDictionary<string, ConsoleConnection>> byWorker = new();

    private readonly ISessions sessions;

    public ConsoleRegister(ILedger ledger, IWorkerDirectory workers, ISessions sessions, HandedContacts handed)
    {
        handed.Changed += line => OnMoved(line, null);
        this.sessions = sessions;
        sessions.Ended += OnSessionEnded;
        ledger.Moved += OnMoved;
        workers.Changed += OnAccountChanged;
    }

    public IEnumerable<ConsoleConnection> All => connections.Values;

    public void Add(ConsoleConnection connection)
    {
        connections[connection.ConnectionId] = connection;
        byWorker.GetOrAdd(connection.Worker, _ => new()).TryAdd(connection.ConnectionId, connection);
    }

    public ConsoleConnection? Find(string connectionId) => connections.GetValueOrDefault(connectionId);

    public void Remove(string connectionId)
    {
        if (!connections.TryRemove(connectionId, out var connection)) return;
        if (byWorker.TryGetValue(connection.Worker, out var own)) own.TryRemove(connectionId, out _);
    }

    private void OnMoved(LineId line, JournalEntry? entry)
    {
        if (entry is null)
        {
            foreach (var connection in All.Where(one => one.Line == line)) connection.Owe(Owed.Desk | Owed.Board);
            return;
        }
        foreach (var write in entry.Writes)
        {
            if (write.Field.StartsWith("w:", StringComparison.Ordinal)) OweDesk(new WorkerId(write.Field[2..]));
            if (write.Contact is not { } contact) continue;
            if (contact.Holder is { } holder) OweDesk(holder);
            foreach (var offer in contact.Pending) OweDesk(offer.Worker);
        }
    }

    private void OweDesk(WorkerId worker)
    {
        if (!byWorker.TryGetValue(worker, out var own)) return;
        foreach (var connection in own.Values) connection.Owe(Owed.Desk);
    }

    private void OnSessionEnded(WorkerId worker)
    {
        if (!byWorker.TryGetValue(worker, out var own)) return;
        foreach (var connection in own.Values.Where(one => !sessions.Stands(one.Principal)))
        {
            connection.SignOutReason = "session_ended";
            connection.Owe(Owed.SignOut);
        }
    }

    private void OnAccountChanged(KnownWorker worker)
    {
        if (!byWorker.TryGetValue(worker.Id, out var own)) return;
        foreach (var connection in own.Values)
        {
            if (worker.Enabled && worker.Line == connection.Line && worker.Profile.Supervisor == connection.IsSupervisor) continue;
            // Rights that changed are taken up by signing in again.
            connection.SignOutReason = worker.Enabled ? "account_changed" : "account_disabled";
            connection.Owe(Owed.SignOut);
        }
    }
}
