using System.Diagnostics;
using System.Text.Json;
using Hotline.Contracts;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Tests.Support;

/// <summary>A worker's console without a browser: joins, answers beats, keeps the latest desk, and does only what it is told to.</summary>
public sealed class DeskConsole : IAsyncDisposable
{
    private readonly HubConnection connection;
    private readonly HashSet<string> offered = [];
    private volatile DeskView? latest;
    private volatile string? signedOut;
    private long answeredAt;

    private DeskConsole(HubConnection connection, string cookie) => (this.connection, Cookie) = (connection, cookie);

    public string Cookie { get; }
    public DeskView? Latest => latest;

    /// <summary>Every contact that was ever offered here.</summary>
    public IReadOnlyCollection<string> Offered
    {
        get
        {
            lock (offered) return [.. offered];
        }
    }

    public string? SignedOut => signedOut;
    public bool IsOpen => connection.State == HubConnectionState.Connected;

    /// <summary>When it last answered a beat (Stopwatch ticks).</summary>
    public long AnsweredAt => Interlocked.Read(ref answeredAt);

    /// <param name="url">Of any node, or of a cable to one.</param>
    /// <param name="cookie">Of a sign-in at any node.</param>
    public static async Task<DeskConsole> StartAsync(Uri url, string cookie, string line = "demo", params string[] claims)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(url, "hubs/console"), HttpTransportType.WebSockets, options =>
            {
                options.SkipNegotiation = true;
                options.Headers["Cookie"] = cookie;
            })
            .AddJsonProtocol(json => json.PayloadSerializerOptions = new JsonSerializerOptions(WireJson.Default.Options))
            .Build();
        var console = new DeskConsole(connection, cookie);
        connection.On<DeskView>(nameof(IConsoleClient.Desk), console.Hear);
        connection.On<string>(nameof(IConsoleClient.SignedOut), why => console.signedOut = why);
        connection.On<long, DateTimeOffset>(nameof(IConsoleClient.Beat), async (beat, _) =>
        {
            await connection.SendAsync(nameof(IConsoleHub.Answer), beat);
            Interlocked.Exchange(ref console.answeredAt, Stopwatch.GetTimestamp());
        });
        await connection.StartAsync();
        var receipt = await connection.InvokeAsync<Receipt>(nameof(IConsoleHub.Join), new JoinConsole(line, Guid.NewGuid().ToString("N"), claims));
        if (!receipt.Done) throw new InvalidOperationException($"Joining was refused: {receipt.Refusal}.");
        Interlocked.Exchange(ref console.answeredAt, Stopwatch.GetTimestamp());
        return console;
    }

    public static async Task<DeskConsole> StartAsync(RunningServer server, string user, string line = "demo") =>
        await StartAsync(server.Url, await server.SignInAsync(user), line);

    public Task<Receipt> OrderAsync(string method, object order) => connection.InvokeCoreAsync<Receipt>(method, [order]);

    public Task<Receipt> SetPresenceAsync(Presence presence) =>
        OrderAsync(nameof(IConsoleHub.SetPresence), new PresenceOrder(CommandIds.Next(TimeProvider.System.GetUtcNow()), presence, null));

    /// <summary>The offer of this contact, once the desk shows it; confirmed as shown.</summary>
    public async Task<OfferView> OfferedAsync(string contact, TimeSpan? within = null)
    {
        var offer = await Until.Some(() => Task.FromResult(latest?.Offers.FirstOrDefault(one => one.ContactId == contact)), $"{contact} is offered here", within);
        await OrderAsync(nameof(IConsoleHub.ShowOffer), Of(offer));
        return offer;
    }

    public async Task<EngagementView> AcceptAsync(OfferView offer)
    {
        var receipt = await OrderUntilHeardAsync(nameof(IConsoleHub.AcceptOffer), Of(offer));
        if (!receipt.Done) throw new InvalidOperationException($"Accepting was refused: {receipt.Refusal}.");
        return await Until.Some(() => Task.FromResult(latest?.Engagements.FirstOrDefault(one => one.ContactId == offer.ContactId)), "it is held here");
    }

    /// <summary>Ends it and finishes the wrap-up: the worker is free again.</summary>
    public async Task FinishAsync(EngagementView held)
    {
        await OrderUntilHeardAsync(nameof(IConsoleHub.EndContact), new EndOrder(Next(), held.ContactId, held.Fence, Outcome.Supported));
        await OrderUntilHeardAsync(nameof(IConsoleHub.FinishWrapUp), new ContactOrder(Next(), held.ContactId, held.Fence));
        await Until.True(() => latest is { Engagements.Count: 0 }, "nothing is held any more");
    }

    /// <summary>Sent again under its command id while the floor does not answer, as when a new epoch begins.</summary>
    private Task<Receipt> OrderUntilHeardAsync(string method, object order) => Until.Some(
        async () => await OrderAsync(method, order) is { Refusal: not ("ledger_unavailable" or "contended") } heard ? heard : null, $"{method} is heard");

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private void Hear(DeskView view)
    {
        lock (offered) offered.UnionWith(view.Offers.Select(offer => offer.ContactId));
        latest = view;
    }

    private static OfferOrder Of(OfferView offer) => new(Next(), offer.ContactId, offer.OfferId, offer.Fence);

    private static string Next() => CommandIds.Next(TimeProvider.System.GetUtcNow());
}
