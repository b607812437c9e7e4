using System.Collections.Immutable;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Tests.Support;

namespace Hotline.Tests.Recording;

/// <summary>A ledger of one line that keeps everything in memory and loses it on demand. It decides as the floor does and commits as Redis would.</summary>
internal sealed class FloorInMemory : IJournal, IFloorPublisher, IRecentEntries, ILeases, ILedger, ICarryingLedger, IFloorSettings
{
    public static readonly LineId Line = new("test");
    private readonly Lock gate = new();
    private readonly Dictionary<(long Epoch, long Sequence), JournalEntry> journal = [];
    private readonly List<JournalEntry> seen = [];
    private readonly Dictionary<(long Epoch, long Sequence), string> sealedTexts = [];
    private bool closed;
    private long tags;
    private long offers;

    public FloorRules Rules { get; set; } = FloorRules.Default;
    public DateTimeOffset Now { get; set; } = A.T0;
    public LineHead? Head { get; private set; }
    public FloorState Current { get; private set; } = FloorState.Empty;
    public bool LeaseIsOthers { get; set; }

    /// <summary>Whether the node keeps what it saw, as a replica does.</summary>
    public bool Remembers { get; set; }
    public int Published { get; private set; }
    public long TrimmedTo { get; private set; }

    /// <summary>Runs before a publish takes effect; where a node may be paused.</summary>
    public Func<long, Task>? BeforePublish { get; set; }

    public event Action<LineId, JournalEntry?>? Moved;

    public IReadOnlyCollection<LineId> Lines => [Line];
    public FloorRules RulesOf(LineId line) => Rules;
    public FloorState State(LineId line) => Current;

    public Task<LineHead?> HeadAsync(LineId line, CancellationToken cancel)
    {
        lock (gate) return Task.FromResult(closed ? null : Head);
    }

    public Task<LineHead?> LastHeadAsync(LineId line, CancellationToken cancel) => Task.FromResult(Head);

    public Task<IReadOnlyList<JournalEntry?>> ReadAsync(LineId line, long epoch, long from, int count, CancellationToken cancel)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<JournalEntry?>>([.. Enumerable.Range(0, count).Select(i => journal.GetValueOrDefault((epoch, from + i)))]);
    }

    public long LastEpoch(LineId line) => Head?.Epoch ?? 0;

    public IReadOnlyList<JournalEntry> After(LineId line, long epoch, long sequence, int most)
    {
        lock (gate) return [.. seen.Where(entry => entry.Epoch == epoch && entry.Sequence > sequence).OrderBy(entry => entry.Sequence).Take(most)];
    }

    public Task<IReadOnlyList<string?>> ReadSealedAsync(LineId line, long epoch, IReadOnlyList<long> sequences, CancellationToken cancel)
    {
        lock (gate) return Task.FromResult<IReadOnlyList<string?>>([.. sequences.Select(sequence => sealedTexts.GetValueOrDefault((epoch, sequence)))]);
    }

    public string? SealedOf(LineId line, long epoch, long sequence) => null;

    public Task TrimAsync(LineId line, long epoch, long recordedUpTo, CancellationToken cancel)
    {
        lock (gate)
            foreach (var place in sealedTexts.Keys.Where(place => place.Epoch == epoch && place.Sequence <= recordedUpTo).ToArray()) sealedTexts.Remove(place);
        TrimmedTo = recordedUpTo;
        return Task.CompletedTask;
    }

    public async Task<bool> PublishAsync(
        LineId line, long replaces, long epoch, string tag, IReadOnlyCollection<Contact> contacts, IReadOnlyCollection<Worker> workers, IReadOnlyCollection<Escalation> escalations, CancellationToken cancel)
    {
        if (BeforePublish is { } pause) await pause(epoch);
        lock (gate)
        {
            if (Head is not null && Head.Epoch != replaces) return false;
            (Head, closed) = (new LineHead(epoch, 0, tag), false);
            Published++;
            Current = FloorState.Build(epoch, 0, tag, Now, EntityWrite.Of(contacts, workers, escalations).Select(write => (write, 0L)), Rules);
            return true;
        }
    }

    public Task CloseAsync(LineId line, long epoch, CancellationToken cancel)
    {
        lock (gate) closed = Head?.Epoch == epoch || closed;
        return Task.CompletedTask;
    }

    public Task<bool> HoldAsync(LineId line, string name, TimeSpan life, CancellationToken cancel) => Task.FromResult(!LeaseIsOthers);

    public Task ReleaseAsync(LineId line, string name, CancellationToken cancel) => Task.CompletedTask;

    public Task<LedgerAnswer> ExecuteAsync(LineId line, CommandId id, Actor actor, FloorCommand command, CancellationToken cancel = default) =>
        CarryAsync(line, id, actor, command, "", cancel);

    public Task<LedgerAnswer> CarryAsync(LineId line, CommandId id, Actor actor, FloorCommand command, string sealedText, CancellationToken cancel)
    {
        JournalEntry entry;
        lock (gate)
        {
            if (Head is null || closed) return Task.FromResult<LedgerAnswer>(new LedgerAnswer.Refused(Refusal.LedgerUnavailable));
            switch (FloorDecision.Decide(Current, command, new Moment(Now, Head.Epoch), Rules))
            {
                case Decision.Refused refused: return Task.FromResult<LedgerAnswer>(new LedgerAnswer.Refused(refused.Why));
                case Decision.Changed changed:
                    entry = new JournalEntry(line, Head.Epoch, Head.Sequence + 1, Now, $"t{++tags}", Head.Tag, id, actor, Writes(changed), changed.Events, sealedText.Length > 0);
                    break;
                default: return Task.FromResult<LedgerAnswer>(new LedgerAnswer.Unchanged(Head.Epoch, Head.Sequence));
            }
            journal[(entry.Epoch, entry.Sequence)] = entry;
            if (entry.Carries) sealedTexts[(entry.Epoch, entry.Sequence)] = sealedText;
            if (Remembers) seen.Add(entry);
            Head = Head with { Sequence = entry.Sequence, Tag = entry.Tag };
            Current = Current.Apply(entry, Rules);
        }
        Moved?.Invoke(line, entry);
        return Task.FromResult<LedgerAnswer>(new LedgerAnswer.Committed(entry, false));
    }

    public async Task<JournalEntry> DoAsync(FloorCommand command)
    {
        var answer = await ExecuteAsync(Line, new CommandId(Contracts.CommandIds.Next(Now)), Actor.System, command);
        return answer is LedgerAnswer.Committed committed ? committed.Entry : throw new InvalidOperationException(answer.ToString());
    }

    public Task<JournalEntry> OpenAsync(string id, Band band = Band.Moderate) => DoAsync(A.Arrival(id, band, Now, Channel.Chat));

    public async Task JoinAsync(string worker)
    {
        await DoAsync(new FloorCommand.JoinFloor(new WorkerId(worker), A.Profile()));
        await DoAsync(new FloorCommand.SetPresence(new WorkerId(worker), PresenceKind.Available, null));
    }

    public async Task OfferAsync(string contact, string worker) => await DoAsync(new FloorCommand.MakeOffers(
        new ContactId(contact), [new OfferTarget(new WorkerId(worker), new OfferId($"o{++offers}"), [])], Current.Sequence));

    public async Task EngageAsync(string contact, string worker)
    {
        await OfferAsync(contact, worker);
        var offer = Current.Contact(new ContactId(contact))!.Pending.Single();
        await DoAsync(new FloorCommand.AcceptOffer(new ContactId(contact), offer.Id, offer.Worker, offer.Fence));
    }

    /// <summary>The meta key is gone; the journal may be left.</summary>
    public void LoseMeta(bool journalToo = false)
    {
        lock (gate)
        {
            Head = null;
            Current = FloorState.Empty;
            if (journalToo) journal.Clear();
        }
    }

    /// <summary>Another run of Redis answers from now on, until the next publish.</summary>
    public void Restart()
    {
        lock (gate) Head = Head! with { Restarted = true };
    }

    /// <summary>Gone without an entry that says so.</summary>
    public void Drop(ContactId contact) => Current = Current.Apply(
        new JournalEntry(Line, Current.Epoch, Current.Sequence, Now, Current.Tag, "", new CommandId("0-0"), Actor.System, [new EntityWrite(FloorState.Field(contact), null, null)], []), Rules);

    public void LoseEntry(long sequence) => journal.Remove((Head!.Epoch, sequence));

    /// <summary>Redis came back as it was some commits ago.</summary>
    public void RollBack(FloorState earlier)
    {
        lock (gate)
        {
            foreach (var place in journal.Keys.Where(place => place.Epoch == earlier.Epoch && place.Sequence > earlier.Sequence).ToArray()) journal.Remove(place);
            (Head, Current) = (new LineHead(earlier.Epoch, earlier.Sequence, earlier.Tag), earlier);
        }
    }

    private static ImmutableArray<EntityWrite> Writes(Decision.Changed changed) =>
    [.. changed.Writes()];
}
