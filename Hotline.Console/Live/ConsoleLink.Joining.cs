using Hotline.Contracts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Hotline.Console.Live;

/// <summary>What is said and heard on an open connection.</summary>
public sealed partial class ConsoleLink
{
    private async Task Join(HubConnection of, bool reconnected)
    {
        if (of != connection)
            return;
        Become(reconnected ? LinkState.Joining : LinkState.Opening);
        if (reconnected)
            await Task.Delay(JoinSpread * Random.Shared.NextDouble(), time);
        try
        {
            IReadOnlyList<string> claims = desk.View is { } view ? [.. view.Engagements.Select(held => held.Claim)] : [];
            var receipt = await of.InvokeAsync<Receipt>(
                nameof(IConsoleHub.Join), new JoinConsole(signedIn.Session?.Line ?? "", consoleId, claims), life.Token);
            JoinRefusal = receipt.Done ? null : receipt.Refusal;
            LastHeard = time.GetUtcNow();
            if (of.State == HubConnectionState.Connected && of == connection)
                Become(LinkState.Live);
            await SendBoardWish();
        }
        catch (Exception) when (of.State != HubConnectionState.Connected || life.IsCancellationRequested)
        {
            // Gone again; the next connection joins.
        }
        catch (HubException)
        {
            JoinRefusal = "join_failed";
            await of.StopAsync();
        }
    }

    private async Task SendBoardWish()
    {
        if (State != LinkState.Live || connection is not { State: HubConnectionState.Connected } open)
            return;
        try
        {
            await open.SendAsync(nameof(IConsoleHub.WatchBoard), boardWish.Watch, boardWish.FirstRow);
        }
        catch (Exception) when (open.State != HubConnectionState.Connected)
        {
            // Said again after the next join.
        }
    }

    private async Task AnswerBeat(HubConnection of, long beat, DateTimeOffset serverTime)
    {
        clock.Hear(serverTime);
        Hear(null);
        try
        {
            await of.SendAsync(nameof(IConsoleHub.Answer), beat);
        }
        catch (Exception) when (of.State != HubConnectionState.Connected)
        {
            // The lease runs on the server; the next connection renews it.
        }
    }

    private void Hear(Action? then)
    {
        var wasLost = IsLost;
        LastHeard = time.GetUtcNow();
        then?.Invoke();
        if (wasLost)
            Changed?.Invoke();
    }
}
