using System.Collections.Concurrent;
using System.Collections.Frozen;
using Hotline.Server.Floor;
using Hotline.Server.Intake;
using Hotline.Server.Ledger;
using Hotline.Server.Records;

namespace Hotline.Server.Supervision;

/// <summary>What a node knows of one line that SQL has and the floor has not.</summary>
/// <param name="Hands">Handed by hand and not settled, oldest first.</param>
/// <param name="Inbox">Contacts the inbox holds unopened; read only while the floor is away.</param>
public sealed record BesideFloor(IReadOnlyList<Hand> Hands, IReadOnlyDictionary<ContactId, Contact> Inbox)
{
    public static readonly BesideFloor Nothing = new([], FrozenDictionary<ContactId, Contact>.Empty);

    internal FrozenSet<ContactId> Held { get; } = Hands.Select(hand => hand.Contact).ToFrozenSet();
}

/// <summary>
/// This node's memory of hands and, while the floor is away, of the inbox: looked at every second then, and once when the floor is back,
/// before anything is offered. A hand must not be offered to somebody else in the moment between.
/// </summary>
public sealed class HandedContacts(IHands hands, IInbox inbox, IServiceScopeFactory scopes, KeptFloors floors, IFloorSettings settings, HandedContacts.Means means) : BackgroundService, IHeldBack
{
    /// <summary>What it needs beside the stores.</summary>
    public sealed record Means(TimeProvider Time, ILogger<HandedContacts> Logger);

    private const int MostShown = 1000;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>With SQL away as well, offers go on with what is known after this.</summary>
    private static readonly TimeSpan MostBlind = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<LineId, Watch> watches = new();

    /// <summary>Raised when what is known of the line changed. Handlers must be quick and must not throw.</summary>
    public event Action<LineId>? Changed;

    public BesideFloor Of(LineId line) => watches.TryGetValue(line, out var watch) ? watch.Known : BesideFloor.Nothing;

    public IReadOnlySet<ContactId>? HeldBack(LineId line) =>
        watches.TryGetValue(line, out var watch) && !watch.IsBlind && !floors.IsAway(line) ? watch.Known.Held : null;

    /// <summary>Reads now. False when SQL does not answer; what is known stays known.</summary>
    public async Task<bool> LookAsync(LineId line, CancellationToken cancel)
    {
        var watch = watches.GetOrAdd(line, _ => new Watch(means.Time));
        var away = floors.IsAway(line);
        try
        {
            var open = await hands.OpenAsync(line, cancel);
            var known = new BesideFloor(open, await InboxAsync(line, away, open, cancel));
            watch.ReadAt = means.Time.GetTimestamp();
            if (!watch.IsSame(known))
            {
                watch.Known = known;
                Changed?.Invoke(line);
            }
            return true;
        }
        catch (RecordsUnavailableException failed)
        {
            watch.ReadAt = means.Time.GetTimestamp();
            SupervisionLog.HandsUnread(means.Logger, line.Value, failed.Message);
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, means.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            foreach (var line in settings.Lines)
                Look(line, watches.GetOrAdd(line, _ => new Watch(means.Time)), stoppingToken);
    }

    private void Look(LineId line, Watch watch, CancellationToken cancel)
    {
        var away = floors.AwaySince(line) is not null;
        if (away) (watch.IsBlind, watch.BackSince) = (true, null);
        else if (watch.IsBlind) watch.SeeAgain(MostBlind);
        if (!watch.Reading.IsCompleted) return;
        if (watch.IsBlind && !away || (away || watch.Known.Hands.Count > 0) && means.Time.GetElapsedTime(watch.ReadAt) >= LookEvery)
            watch.Reading = LookAsideAsync(line, watch, away, cancel);
    }

    private async Task LookAsideAsync(LineId line, Watch watch, bool away, CancellationToken cancel)
    {
        try
        {
            if (await LookAsync(line, cancel) && !away) watch.IsBlind = false;
        }
        catch (Exception failed) when (!cancel.IsCancellationRequested)
        {
            // Nobody awaits this look; the next one is a second away.
            SupervisionLog.HandsUnread(means.Logger, line.Value, failed.Message);
        }
    }

    private async Task<IReadOnlyDictionary<ContactId, Contact>> InboxAsync(LineId line, bool away, IReadOnlyList<Hand> open, CancellationToken cancel)
    {
        Dictionary<ContactId, Contact> found = [];
        var state = floors.Of(line);
        if (away)
            foreach (var (_, row) in await inbox.UnopenedAsync(line, TimeSpan.Zero, MostShown, cancel))
                if (state.Contact(row.Contact) is null) found[row.Contact] = FindContact.Opened(row);
        foreach (var hand in open.Where(hand => !found.ContainsKey(hand.Contact) && state.Contact(hand.Contact) is null))
        {
            if (Of(line).Inbox.TryGetValue(hand.Contact, out var known))
            {
                found[hand.Contact] = known;
                continue;
            }
            await using var scope = scopes.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<FindContact>().ExecuteAsync(line, hand.Contact, cancel) is { } contact) found[hand.Contact] = contact;
        }
        return found;
    }

    private sealed class Watch(TimeProvider time)
    {
        private volatile BesideFloor known = BesideFloor.Nothing;
        private volatile bool blind = true;

        public BesideFloor Known { get => known; set => known = value; }
        public bool IsBlind { get => blind; set => blind = value; }
        public long ReadAt { get; set; }
        public long? BackSince { get; set; }
        public Task Reading { get; set; } = Task.CompletedTask;

        public void SeeAgain(TimeSpan most)
        {
            BackSince ??= time.GetTimestamp();
            if (time.GetElapsedTime(BackSince.Value) > most) blind = false;
        }

        public bool IsSame(BesideFloor other) =>
            known.Hands.SequenceEqual(other.Hands) && known.Inbox.Count == other.Inbox.Count && other.Inbox.Keys.All(known.Inbox.ContainsKey);
    }
}
