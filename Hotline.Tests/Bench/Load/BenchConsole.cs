using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Hotline.Contracts;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Tests.Bench.Load;

/// <summary>One console on the wire: joins, answers beats, and takes each offer the moment it is shown. As little of its own as a client can have.</summary>
internal sealed class BenchConsole : IAsyncDisposable
{
    private static readonly string[] Passing = ["ledger_unavailable", "contended", "internal_error"];
    private readonly HubConnection connection;
    private readonly string line;
    private readonly ConcurrentDictionary<string, bool> seen = new(StringComparer.Ordinal);
    private volatile DeskView? desk;
    private int returning;

    private BenchConsole(Uri url, string line, string cookie)
    {
        this.line = line;
        connection = new HubConnectionBuilder()
            .WithUrl(new Uri(url, "hubs/console"), HttpTransportType.WebSockets, options =>
            {
                options.SkipNegotiation = true;
                options.Headers["Cookie"] = cookie;
            })
            .AddJsonProtocol(json => json.PayloadSerializerOptions = new JsonSerializerOptions(WireJson.Default.Options))
            .Build();
        connection.On<DeskView>(nameof(IConsoleClient.Desk), See);
        connection.On<long, DateTimeOffset>(nameof(IConsoleClient.Beat), (beat, _) => IsSilent ? Task.CompletedTask : connection.SendAsync(nameof(IConsoleHub.Answer), beat));
    }

    /// <summary>An offer stands on the desk for the first time; with <see cref="Stopwatch.GetTimestamp"/> of the moment.</summary>
    public Action<BenchConsole, OfferView, long>? Shown { get; set; }

    public DeskView? Desk => desk;

    /// <summary>Connected still, but it answers no beats: as behind a cable that was pulled.</summary>
    public bool IsSilent { get; set; }

    public static async Task<BenchConsole> JoinAsync(Uri url, string line, string cookie, CancellationToken cancel)
    {
        var console = new BenchConsole(url, line, cookie);
        await console.connection.StartAsync(cancel);
        var receipt = await console.OrderAsync(nameof(IConsoleHub.Join), new JoinConsole(line, Guid.NewGuid().ToString("n"), []), cancel);
        if (!receipt.Done) throw new BenchStoppedException($"A console could not join line {line}: {receipt.Refusal}.");
        return console;
    }

    public Task BeAvailableAsync(CancellationToken cancel) => BeAsync(Presence.Available, cancel);

    public async Task BeAsync(Presence presence, CancellationToken cancel)
    {
        var receipt = await OrderAsync(nameof(IConsoleHub.SetPresence), new PresenceOrder(NextId(), presence, null), cancel);
        if (!receipt.Done) throw new BenchStoppedException($"A worker of line {line} could not be {presence}: {receipt.Refusal}.");
    }

    public Task<Receipt> ShowAsync(OfferView offer, CancellationToken cancel) => OrderAsync(nameof(IConsoleHub.ShowOffer), Order(offer), cancel);

    public Task<Receipt> AcceptAsync(OfferView offer, CancellationToken cancel) => OrderAsync(nameof(IConsoleHub.AcceptOffer), Order(offer), cancel);

    /// <summary>Accept, end, wrap-up, one after the other and without a pause. False when the offer was somebody else's by then.</summary>
    public async Task<bool> TakeAsync(OfferView offer, CancellationToken cancel)
    {
        if (!(await AcceptAsync(offer, cancel)).Done) return false;
        await DemandAsync(nameof(IConsoleHub.EndContact), new EndOrder(NextId(), offer.ContactId, offer.Fence, Outcome.Supported), cancel);
        await DemandAsync(nameof(IConsoleHub.FinishWrapUp), new ContactOrder(NextId(), offer.ContactId, offer.Fence), cancel);
        return true;
    }

    /// <summary>The connection drops without a word, as when a machine is switched off.</summary>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task DemandAsync(string method, object order, CancellationToken cancel)
    {
        var receipt = await OrderAsync(method, order, cancel);
        if (!receipt.Done) throw new BenchStoppedException($"{method} was refused: {receipt.Refusal}.");
    }

    private async Task<Receipt> OrderAsync(string method, object order, CancellationToken cancel)
    {
        while (true)
        {
            var receipt = await connection.InvokeCoreAsync<Receipt>(method, [order], cancel);
            if (receipt.Done || !Passing.Contains(receipt.Refusal)) return receipt;
            await Task.Delay(20, cancel);
        }
    }

    private void See(DeskView view)
    {
        var at = Stopwatch.GetTimestamp();
        desk = view;
        if (view.Me.Chosen == Presence.NotResponding && Interlocked.Exchange(ref returning, 1) == 0) _ = ReturnAsync();
        foreach (var offer in view.Offers)
            if (seen.TryAdd(offer.OfferId, true)) Shown?.Invoke(this, offer, at);
    }

    /// <summary>"I'm here": on a machine with much else to do an offer may run out, and nobody would be left to take the next.</summary>
    private async Task ReturnAsync()
    {
        try
        {
            await BeAvailableAsync(CancellationToken.None);
        }
        catch (Exception gone) when (gone is BenchStoppedException or HubException or InvalidOperationException or OperationCanceledException)
        {
            // Back by itself, or the bench is over.
        }
        Volatile.Write(ref returning, 0);
    }

    private static OfferOrder Order(OfferView offer) => new(NextId(), offer.ContactId, offer.OfferId, offer.Fence);

    private static string NextId() => CommandIds.Next(TimeProvider.System.GetUtcNow());
}
