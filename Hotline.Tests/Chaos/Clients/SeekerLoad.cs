using System.Globalization;
using System.Security.Cryptography;
using Hotline.Contracts;
using Hotline.Server.Drill;

namespace Hotline.Tests.Chaos.Clients;

/// <summary>Help seekers, all along: mixed bands and channels; some add evidence, some leave before they are answered.</summary>
internal sealed class SeekerLoad(SeekerDoor door, Shift shift, double perSecond)
{
    private const double EvidenceShare = 0.1;
    private const double LeaveShare = 0.08;
    private readonly Chance chance = new(shift.Seed, -2);
    private readonly string run = RandomNumberGenerator.GetHexString(8, lowercase: true);
    private int posting;

    /// <summary>Posted and not acknowledged yet.</summary>
    public int Posting => Volatile.Read(ref posting);

    public int Posted { get; private set; }

    /// <summary>How far the help seekers' clocks are off.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>Comes until <paramref name="enough"/>; who has come goes on until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken enough, CancellationToken stop)
    {
        while (!enough.IsCancellationRequested)
        {
            await shift.Clock.Delay(chance.Exponential(TimeSpan.FromSeconds(1 / perSecond)), enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (enough.IsCancellationRequested) return;
            _ = shift.Watch(ComeAsync(++Posted, stop));
        }
    }

    private async Task ComeAsync(int number, CancellationToken stop)
    {
        var own = new Chance(shift.Seed, 1_000_000 + number);
        var (channel, band) = (ChannelOf(own.Next()), BandOf(own.Next()));
        var (withEvidence, leaves, after) = (own.Happens(EvidenceShare), own.Happens(LeaveShare), own.Between(TimeSpan.FromSeconds(0.05), TimeSpan.FromSeconds(2)));
        var evidence = BandEvidence.Of(band).Select(item => item with { At = shift.Clock.UtcNow + Skew }).ToList();
        var key = string.Create(CultureInfo.InvariantCulture, $"chaos-{run}-{number}");
        Interlocked.Increment(ref posting);
        try
        {
            var receipt = await door.OpenAsync(channel, new OpenContactRequest(null, "en", null, evidence, null, null, null), key, stop);
            var now = shift.Clock.Now;
            shift.Histories.With(receipt.ContactId, story => (story.Channel, story.AcknowledgedAt, story.Durability, story.MovedAt) = (channel, now, receipt.Durability, story.MovedAt > now ? story.MovedAt : now));
            shift.Histories.Note("seeker", receipt.ContactId, $"{key}: acknowledged {band} by {channel}, {receipt.Durability}");
            if (withEvidence)
            {
                await shift.Clock.Delay(after / 2, stop);
                await door.AddEvidenceAsync(receipt.ContactId, channel, EvidenceItem.Of("cssrs.4", "yes") with { At = shift.Clock.UtcNow + Skew }, stop);
            }
            if (leaves) await LeaveAsync(receipt.ContactId, channel, after, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run is over.
        }
        finally
        {
            Interlocked.Decrement(ref posting);
        }
    }

    private async Task LeaveAsync(string contact, Channel channel, TimeSpan after, CancellationToken stop)
    {
        await shift.Clock.Delay(after, stop);
        if (shift.Histories.With(contact, story => story.WasAnswered || story.IsOver)) return;
        shift.Histories.Note("seeker", contact, "leaves");
        var answer = await door.WithdrawAsync(contact, channel, stop);
        shift.Histories.Note("seeker", contact, answer is null ? "could not leave" : $"left: {answer.Phase}, {answer.Durability}");
        // Somebody may have taken it meanwhile; the answer says which.
        if (answer is { Phase: Phase.Abandoned }) shift.Histories.With(contact, story => story.LeftAt = shift.Clock.Now);
    }

    private static Channel ChannelOf(double draw) => draw switch { < 0.5 => Channel.Voice, < 0.8 => Channel.Chat, _ => Channel.Sms };

    private static Band BandOf(double draw) => draw switch { < 0.1 => Band.Imminent, < 0.3 => Band.High, < 0.7 => Band.Moderate, _ => Band.Low };
}
