using System.Collections.Concurrent;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Ledger;

namespace Hotline.Server.Live;

/// <summary>This node's open partner desks, and which are owed a view when a floor moves.</summary>
internal sealed class PartnerRegister
{
    private readonly ConcurrentDictionary<string, PartnerConnection> connections = new();
    private readonly ISessions sessions;

    public PartnerRegister(ILedger ledger, IWorkerDirectory workers, ISessions sessions)
    {
        this.sessions = sessions;
        ledger.Moved += OnMoved;
        sessions.Ended += OnSessionEnded;
        // Another partner, another line, or none: whoever may still see it connects again.
        workers.Changed += worker => Each(one => one.Account == worker.Id, one => one.Abort());
    }

    public void Add(PartnerConnection connection) => connections[connection.ConnectionId] = connection;

    public void Remove(string connectionId) => connections.TryRemove(connectionId, out _);

    private void OnMoved(LineId line, JournalEntry? entry)
    {
        if (entry is null || entry.Writes.Any(write => write.Field.StartsWith("e:", StringComparison.Ordinal)))
            Each(one => one.Line == line, one => one.Owe());
    }

    private void OnSessionEnded(WorkerId account) => Each(one => one.Account == account && !sessions.Stands(one.Principal), one => one.Abort());

    private void Each(Func<PartnerConnection, bool> of, Action<PartnerConnection> act)
    {
        foreach (var connection in connections.Values.Where(of)) act(connection);
    }
}
