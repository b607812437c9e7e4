using System.Globalization;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;

namespace Hotline.Tests.Simulation;

/// <summary>One help seeker's channel: opens a contact at some node, again under the same key until acknowledged, adds evidence, leaves.</summary>
internal sealed class SimulatedChannel(World world, int number) : Lived
{
    private static readonly string[] Kinds = ["cssrs.1", "cssrs.2", "cssrs.3", "cssrs.4", "act_in_progress", "means_at_hand", "plan_72h"];
    private static readonly TimeSpan RecordedWithin = TimeSpan.FromSeconds(5);
    private readonly Dice dice = Dice.Of(world.Seed, "channel", number);

    public ContactId Contact { get; } = new("c" + number.ToString(CultureInfo.InvariantCulture));

    /// <summary>As OpenContact: the inbox and the floor are told at once; acknowledged when the inbox has it.</summary>
    public async Task ArriveAsync()
    {
        var own = Dice.Of(world.Seed, "arrival", number);
        var channel = own.Pick([Channel.Voice, Channel.Chat, Channel.Chat, Channel.Sms]);
        var language = own.Hits(0.15) ? "zh" : "en";
        List<Evidence> evidence = [.. Kinds.Where(_ => own.Hits(0.2)).Select(kind => new Evidence(0, kind, own.Hits(0.6) ? "yes" : "no", "pre_chat", ProcessClock.Start))];
        if (own.Hits(0.15)) world.Act(() => TryAsync(channel, language, evidence, own.Int(0, 2000)));
        for (var attempt = 0; attempt < 6; attempt++)
        {
            if (await TryAsync(channel, language, evidence, 0)) return;
            await world.Loop.Delay(this, dice.Int(500, 2500));
        }
    }

    private async Task<bool> TryAsync(Channel channel, string language, List<Evidence> evidence, int lateMs)
    {
        await world.Loop.Delay(this, lateMs);
        var way = dice.Int(1, 30);
        var node = dice.Pick(world.Nodes);
        await world.Loop.Delay(node, way);
        var opened = Opened(node, channel, language, evidence);
        var actor = new Actor("channel", "k1");
        var committing = node.Ledger.ExecuteAsync(World.Line, opened.Command, actor, opened.Open);
        var stored = await StoreAsync(node, opened);
        if (!stored) return false;
        await Task.WhenAny(committing, world.Loop.Delay(node, 1000));
        await world.Loop.Delay(this, way);
        world.Checks.Acknowledged(Contact);
        return true;
    }

    private async Task<bool> StoreAsync(SimulatedNode node, InboxItem item)
    {
        if (world.Plant == Plants.AckBeforeInbox)
        {
            // The row is written after the answer, if the process lives so long.
            world.Loop.After(node, 400_000, () => world.Act(() => PutAsync(node, item)));
            return true;
        }
        return await PutAsync(node, item);
    }

    private static async Task<bool> PutAsync(SimulatedNode node, InboxItem item)
    {
        try
        {
            await node.Records.PutAsync(item, default);
            return true;
        }
        catch (RecordsUnavailableException)
        {
            return false;
        }
    }

    private InboxItem Opened(SimulatedNode node, Channel channel, string language, List<Evidence> evidence)
    {
        var arrivedAt = node.Ledger.Now;
        var open = new FloorCommand.OpenContact(Contact, channel, language, [], SimulatedNode.Grade(evidence), arrivedAt, false);
        return new InboxItem(
            World.Line, "k1", Contact.Value, "same", new CommandId(string.Create(CultureInfo.InvariantCulture, $"{arrivedAt.ToUnixTimeMilliseconds()}-{Contact}")), open, evidence, null, null, null, []);
    }

    /// <summary>As WithdrawContact.</summary>
    public async Task WithdrawAsync()
    {
        var node = dice.Pick(world.Nodes);
        await world.Loop.Delay(node, dice.Int(1, 30));
        var command = new CommandId(string.Create(CultureInfo.InvariantCulture, $"{node.Ledger.Now.ToUnixTimeMilliseconds()}-left{number}"));
        var withdraw = new FloorCommand.WithdrawContact(Contact, "hung_up");
        var actor = new Actor("channel", "k1");
        try
        {
            if (!await node.Records.OpenedByAsync(World.Line, Contact, "k1", default)) return;
            var said = await node.Ledger.ExecuteAsync(World.Line, command, actor, withdraw);
            if (said is LedgerAnswer.Refused { Why: Refusal.UnknownContact } && await node.Find.OpenAsync(World.Line, Contact, default))
                said = await node.Ledger.ExecuteAsync(World.Line, command, actor, withdraw);
            if (said is LedgerAnswer.Committed committed && await node.Records.RecordedAsync(committed.Entry, RecordedWithin, default)) world.Checks.WithdrawalAcknowledged(Contact);
        }
        catch (RecordsUnavailableException)
        {
            world.Count("withdrawals refused");
        }
    }

    public async Task AddEvidenceAsync(int nth)
    {
        var own = Dice.Of(world.Seed, "evidence", (number * 100) + nth);
        var node = dice.Pick(world.Nodes);
        await world.Loop.Delay(node, dice.Int(1, 30));
        var command = new CommandId(string.Create(CultureInfo.InvariantCulture, $"{node.Ledger.Now.ToUnixTimeMilliseconds()}-more{number}.{nth}"));
        var piece = new Evidence(0, own.Pick(Kinds), own.Hits(0.7) ? "yes" : "no", "chat", node.Ledger.Now);
        try
        {
            if (await node.Records.OpenedByAsync(World.Line, Contact, "k1", default))
                await node.Rescore.KeepAsync(World.Line, Contact, [piece], null, new Actor("channel", "k1"), command, default);
        }
        catch (RecordsUnavailableException)
        {
            world.Count("evidence refused");
        }
    }

    /// <summary>A supervisor's orders on this contact.</summary>
    public async Task ForceAsync(Kind kind)
    {
        var node = dice.Pick(world.Nodes);
        await world.Loop.Delay(node, dice.Int(1, 30));
        var target = dice.Pick(world.Consoles).Worker;
        var id = new CommandId(string.Create(CultureInfo.InvariantCulture, $"{node.Ledger.Now.ToUnixTimeMilliseconds()}-force{number}"));
        await node.Ledger.ExecuteAsync(World.Line, id, new Actor("supervisor", "w0"), kind switch
        {
            Kind.TakeOver => new FloorCommand.TakeOverContact(Contact, new WorkerId("w0")),
            Kind.Assign => new FloorCommand.AssignContact(Contact, new OfferTarget(target, new OfferId("assigned" + Contact), ["assigned"])),
            _ => new FloorCommand.RequeueContact(Contact),
        });
    }
}
