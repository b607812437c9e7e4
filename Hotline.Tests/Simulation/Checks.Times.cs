using System.Text;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Tests.Floor;

namespace Hotline.Tests.Simulation;

/// <summary>What must hold over time, over epochs, and at the end.</summary>
internal sealed partial class Checks
{
    private long wellSince;

    /// <summary>A floor under a new epoch: all that Redis still had of the old one is in SQL, and nobody is over capacity.</summary>
    public void Published(RedisImage before, FloorState floor)
    {
        var last = published.Epoch;
        published = (floor, floor.Epoch);
        Unwell();
        if (FloorChecks.Wrong(floor, world.Rules) is { } wrong) Fail("unsound", $"restored: {wrong}");
        // What was committed to an epoch that was over already has no place in the record.
        if (before.Head is { } head && head.Epoch >= last && (world.Sql.Finished.TryGetValue(head.Epoch, out var mark) ? mark : null) is { } point)
        {
            var next = before.Journal.GetValueOrDefault((head.Epoch, point.Sequence + 1));
            if (next is not null && next.PreviousTag == point.Tag) Fail("not_salvaged", $"{next.Epoch}.{next.Sequence} was in Redis, is not in SQL, and its epoch is over: {Story.Of(next)}");
        }
        foreach (var (id, holder) in holders)
        {
            if (IsReleased(id, holder.Epoch, holder.Sequence) || floor.Contact(id) is not { } contact || contact.Holder == holder.Worker || !contact.IsLive) continue;
            if (holder.Recorded && world.Sql.Contacts[id].Value.LastFence == holder.Fence) Fail("accept_lost", $"{id} was accepted by {holder.Worker} under {holder.Fence}, recorded, and is {Story.Of(contact.State)}");
            if (contact.State is ContactState.Engaged other && other.Fence.Epoch == holder.Epoch)
            {
                // Redis went back and on within the epoch, before anybody saw it: the desk just lost the contact.
                world.Count("windows: an acknowledged accept overwritten within its epoch");
                continue;
            }
            world.Count("windows: an acknowledged accept lost with its epoch");
            if (shown.Contains((holder.Worker, id, holder.Fence))) owed[(id, holder.Worker)] = (holder.Fence, world.Loop.NowMs);
        }
        imminentSince.Clear();
        foreach (var contact in floor.Contacts.Values.Where(contact => contact.Grade.Band == Band.Imminent && contact.State is ContactState.Waiting)) imminentSince[contact.Id] = world.Loop.NowMs;
    }

    /// <summary>The record is one gapless chain per epoch.</summary>
    public void Recorded(IReadOnlyList<JournalEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (recordedTo.TryGetValue(entry.Epoch, out var last) ? entry.Sequence != last.Sequence + 1 || entry.PreviousTag != last.Tag : entry.Sequence != 1)
                Fail("chain_broken", $"{entry.Epoch}.{entry.Sequence} after {entry.PreviousTag} recorded behind {last.Sequence} ({last.Tag})");
            recordedTo[entry.Epoch] = (entry.Sequence, entry.Tag);
        }
    }

    private readonly Dictionary<long, (long Sequence, string Tag)> recordedTo = [];

    /// <summary>Something is wrong with a store or a process: what takes time starts anew when it is over.</summary>
    public void Unwell() => wellSince = world.Loop.NowMs;

    /// <summary>Every second.</summary>
    public void Look()
    {
        var floor = world.Redis.Image.Floor;
        var isWell = world.Redis is { IsUp: true, LosesAnswers: 0, ExtraLatencyMs: 0 } && world.Sql is { IsUp: true, LosesAnswers: 0 } && world.Redis.Image is { IsClosed: false, Head: not null }
            && world.Nodes.All(node => node.IsWell);
        if (!isWell) Unwell();
        var nowMs = world.Loop.NowMs;
        var now = world.Redis.Time;
        LookForStuck(floor, nowMs, now);
        if (nowMs - wellSince < LateOfferMs) return;
        foreach (var contact in floor.Contacts.Values)
            foreach (var offer in contact.Pending)
                if (now - offer.Until > TimeSpan.FromMilliseconds(LateOfferMs)) Fail("offer_stands", $"the offer of {contact.Id} to {offer.Worker} ended {now - offer.Until} ago and stands");
        if (nowMs - wellSince < LostWithinMs) return;
        foreach (var console in world.Consoles)
            if (floor.Worker(console.Worker) is { Presence: not (PresenceKind.ConsoleLost or PresenceKind.OffDuty) } && nowMs - console.LastBeatMs > LostWithinMs
                && !(world.Redis.Image.Consoles.TryGetValue(console.Worker, out var lease) && now.ToUnixTimeMilliseconds() - lease < LostWithinMs))
                Fail("lost_unnoticed", $"{console.Worker} has not answered for {nowMs - console.LastBeatMs} ms and is {floor.Worker(console.Worker)!.Presence}");
    }

    private void LookForStuck(FloorState floor, long nowMs, DateTimeOffset now)
    {
        HashSet<(ContactId, WorkerId)> pairs = [];
        foreach (var console in world.Consoles)
        {
            if (console.ConnectedSince is null || floor.Worker(console.Worker) is not { } worker) continue;
            foreach (var contact in floor.Contacts.Values)
            {
                if (contact.State is not ContactState.Waiting || !Capacity.IsFree(worker, contact, world.Rules, now) || Capacity.ExcludedUntil(contact, worker.Id, world.Rules) > now) continue;
                pairs.Add((contact.Id, worker.Id));
                var since = Math.Max(idle.TryGetValue((contact.Id, worker.Id), out var first) ? first : nowMs, wellSince);
                idle[(contact.Id, worker.Id)] = since;
                if (nowMs - since > StuckMs) Fail("stuck", $"{contact.Id} waits and {worker.Id} is free for it since {nowMs - since} ms");
            }
        }
        foreach (var pair in idle.Keys.Where(pair => !pairs.Contains(pair)).ToArray()) idle.Remove(pair);
    }

    /// <summary>After the quiet phase.</summary>
    public void Finish()
    {
        var floor = world.Redis.Image.Floor;
        if (world.Redis.Image.Head is not { } head || world.Redis.Image.IsClosed)
        {
            Fail("no_floor", "there is no floor at the end");
            return;
        }
        foreach (var id in acknowledged)
            if (floor.Contact(id) is null && !(world.Sql.Contacts.TryGetValue(id, out var row) && !row.Value.IsLive)) Fail("lost", $"{id} was acknowledged and is neither on the floor nor over in SQL");
        foreach (var (id, row) in world.Sql.Contacts)
            if (row.Value.IsLive && floor.Contact(id) is null) Fail("lost", $"{id} is live in SQL and not on the floor");
        foreach (var ((id, worker), (fence, since)) in owed)
            if (floor.Contact(id) is { } contact && contact.Holder != worker && !alarms.Contains((id, worker)) && contact.IsLive is var live && (live || contact.State is ContactState.Closed { Worker: { } by } && by != worker))
                Fail("claim_lost", $"{worker} had accepted {id} under {fence}, lost at {since / 1000.0:F3} s; nobody was told, and it is {Story.Of(contact.State)}");
        if (recordedTo.TryGetValue(head.Epoch, out var last) ? last.Sequence != head.Sequence || last.Tag != head.Tag : head.Sequence != 0) Fail("not_recorded", $"SQL stands at {last.Sequence}, the floor at {head.Sequence}");
        var replayed = world.Sql.Recorded.Where(entry => entry.Epoch == published.Epoch).Aggregate(published.Floor, (state, entry) => state.Apply(entry, world.Rules));
        if (Text(replayed) != Text(floor)) Fail("replay_differs", "the recorded entries replayed do not make the floor");
        foreach (var contact in floor.Contacts.Values)
            if (floor.Versions[FloorState.Field(contact.Id)] > 0 && !ReferenceEquals(world.Sql.Contacts.GetValueOrDefault(contact.Id).Value, contact)) Fail("record_differs", $"SQL and floor differ about {contact.Id}");
    }

    private static string Text(FloorState floor)
    {
        var text = new StringBuilder();
        foreach (var contact in floor.Contacts.Values.OrderBy(contact => contact.Id.Value, StringComparer.Ordinal)) text.AppendLine(EntryText.Value(new EntityWrite("c:", contact, null)));
        foreach (var worker in floor.Workers.Values.OrderBy(worker => worker.Id.Value, StringComparer.Ordinal)) text.AppendLine(EntryText.Value(new EntityWrite("w:", null, worker)));
        return text.ToString();
    }
}
