using Hotline.Server.Floor;
using Hotline.Server.Recording;
using Hotline.Server.Records;

namespace Hotline.Tests.Simulation;

/// <summary>The tables that matter here. Every method is one transaction; it may be away, and its answers may be lost.</summary>
internal sealed class SimulatedSql(World world)
{
    private readonly Dictionary<ContactId, (FloorCommand.OpenContact Open, CommandId Command, long AcceptedMs, bool Opened)> inbox = [];
    private readonly List<ContactId> inboxOrder = [];
    private readonly List<(long Epoch, long Sequence, string Tag, TaskCompletionSource<bool> Answer)> waits = [];
    private readonly Dictionary<(long Epoch, long Sequence), string> timeline = [];

    public bool IsUp { get; set; } = true;
    public double LosesAnswers { get; set; }

    public RecordPoint? Mark { get; private set; }
    public Dictionary<long, RecordPoint> Finished { get; } = [];
    public Dictionary<ContactId, (Contact Value, bool OnFloor)> Contacts { get; } = [];
    public Dictionary<WorkerId, Worker> Workers { get; } = [];
    public Dictionary<ContactId, List<Evidence>> Evidence { get; } = [];

    /// <summary>All recorded entries, in the order recorded.</summary>
    public List<JournalEntry> Recorded { get; } = [];

    public bool Has(long epoch, long sequence, string tag) => timeline.TryGetValue((epoch, sequence), out var known) && known == tag;

    public bool HasInbox(ContactId contact) => inbox.ContainsKey(contact);

    public RecordPoint? Mint(RecordPoint? from, long atLeast)
    {
        if (!Stands(from)) return null;
        var epoch = Math.Max(from?.Epoch ?? 0, atLeast) + 1;
        if (from is not null) Finished[from.Epoch] = from;
        Mark = new RecordPoint(World.Line, epoch, 0, "epoch" + epoch + "." + world.NextTag(), epoch);
        world.Count("epochs minted");
        world.Say(() => $"sql       epoch {epoch} minted");
        return Mark;
    }

    public bool Stands(RecordPoint? point) => point is null ? Mark is null : Mark is { } mark && mark.Epoch == point.Epoch && mark.Sequence == point.Sequence && mark.Tag == point.Tag;

    /// <summary>Null when the compare-and-set of the watermark fails.</summary>
    public RecordPoint? Record(RecordPoint from, IReadOnlyList<JournalEntry> entries)
    {
        var to = from.After(entries[^1]);
        var current = from.Epoch == from.Current;
        var stands = world.Plant == Plants.UnfencedRecorder || (current
            ? Stands(from)
            : Mark is { Sequence: 0 } mark && mark.Epoch == from.Current && Finished.TryGetValue(from.Epoch, out var end) && end.Sequence == from.Sequence && end.Tag == from.Tag);
        if (!stands)
        {
            world.Count("recorder fenced");
            return null;
        }
        if (current) Mark = to;
        else Finished[from.Epoch] = to;
        foreach (var entry in entries)
        {
            timeline[(entry.Epoch, entry.Sequence)] = entry.Tag;
            Recorded.Add(entry);
            foreach (var write in entry.Writes) Put(write);
            foreach (var opened in entry.Events.OfType<FloorEvent.ContactOpened>()) MarkOpened(opened.Contact);
        }
        world.Checks.Recorded(entries);
        foreach (var wait in waits.Where(wait => timeline.ContainsKey((wait.Epoch, wait.Sequence))).ToArray())
        {
            waits.Remove(wait);
            wait.Answer.TrySetResult(Has(wait.Epoch, wait.Sequence, wait.Tag));
        }
        return to;
    }

    private void Put(EntityWrite write)
    {
        if (write.Contact is { } contact) Contacts[contact.Id] = (contact, true);
        else if (write.Worker is { } worker) Workers[worker.Id] = worker;
        else if (write.Field[0] == 'w') Workers.Remove(new WorkerId(write.Field[2..]));
        else if (Contacts.TryGetValue(new ContactId(write.Field[2..]), out var row)) Contacts[row.Value.Id] = (row.Value, false);
    }

    /// <summary>As RecordedFloor reads it: on the floor, and not over for so long that it would be forgotten.</summary>
    public (IReadOnlyList<Contact> Contacts, IReadOnlyList<Worker> Workers, IReadOnlyList<Escalation> Escalations) ReadFloor(DateTimeOffset now)
    {
        foreach (var (id, row) in Contacts.ToArray())
            if (OverAt(row.Value) + world.Rules.ForgetAfter <= now) Contacts[id] = (row.Value, false);
        var (contacts, workers) = FloorRebuild.From([.. Contacts.Values.Where(row => row.OnFloor).Select(row => row.Value)], [.. Workers.Values], now, world.Rules);
        return (contacts, workers, []);
    }

    private static DateTimeOffset? OverAt(Contact contact) => contact.State switch
    {
        ContactState.Closed closed => closed.At,
        ContactState.Abandoned abandoned => abandoned.At,
        _ => null,
    };

    /// <summary>Completes when the entry's place is recorded; the caller sets how long it waits.</summary>
    public Task<bool> Wait(JournalEntry entry)
    {
        if (timeline.ContainsKey((entry.Epoch, entry.Sequence))) return Task.FromResult(Has(entry.Epoch, entry.Sequence, entry.Tag));
        var answer = new TaskCompletionSource<bool>();
        waits.Add((entry.Epoch, entry.Sequence, entry.Tag, answer));
        return answer.Task;
    }

    public InboxAnswer PutInbox(InboxItem item)
    {
        if (!inbox.TryAdd(item.Open.Contact, (item.Open, item.Command, world.Loop.NowMs, false))) return InboxAnswer.AlreadyStored;
        inboxOrder.Add(item.Open.Contact);
        if (!Evidence.ContainsKey(item.Open.Contact)) AddEvidence(item.Open.Contact, item.Evidence);
        return InboxAnswer.Stored;
    }

    private void MarkOpened(ContactId contact)
    {
        if (inbox.TryGetValue(contact, out var row)) inbox[contact] = row with { Opened = true };
    }

    public IReadOnlyList<(CommandId Command, FloorCommand.OpenContact Open)> Unopened(TimeSpan olderThan)
    {
        List<(CommandId, FloorCommand.OpenContact)> rows = [];
        foreach (var id in inboxOrder)
        {
            var row = inbox[id];
            if (row.Opened || row.AcceptedMs > world.Loop.NowMs - (long)olderThan.TotalMilliseconds) continue;
            if (Contacts.ContainsKey(id)) MarkOpened(id);
            else rows.Add((row.Command, row.Open));
        }
        return rows;
    }

    public IReadOnlyList<Evidence> AddEvidence(ContactId contact, IReadOnlyList<Evidence> news)
    {
        if (!Evidence.TryGetValue(contact, out var kept)) Evidence[contact] = kept = [];
        foreach (var piece in news) kept.Add(piece with { Number = kept.Count + 1 });
        return [.. kept];
    }
}
