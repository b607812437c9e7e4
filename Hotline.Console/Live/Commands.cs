using Hotline.Contracts;

namespace Hotline.Console.Live;

/// <summary>Sends orders until they are answered. While the connection is away an order is kept and sent again under the same id, so it takes effect once.</summary>
public sealed class Commands(ConsoleLink link, ServerClock clock, TimeProvider time)
{
    /// <summary>After this an unanswered order is given up and said so.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <summary>A fresh command id, in server time.</summary>
    public string NextId() => CommandIds.Next(clock.Now);

    /// <summary>Never throws: a refusal or <c>not_sent</c> is an answer too.</summary>
    /// <param name="method">Name of an <see cref="IConsoleHub"/> method that answers a receipt.</param>
    public Task<Receipt> Send<TOrder>(string method, TOrder order) where TOrder : notnull =>
        UntilAnswered(async stop => link.Wire is { } open ? await Invoke(open, method, order, stop) : null, time);

    /// <param name="attempt">Null when the connection was away or went away.</param>
    internal static async Task<Receipt> UntilAnswered(Func<CancellationToken, Task<Receipt?>> attempt, TimeProvider time)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            while (true)
            {
                if (await attempt(patience.Token) is { } receipt)
                    return receipt;
                await Task.Delay(Pause, time, patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return new Receipt(false, 0, 0, "not_sent", null, false);
        }
    }

    private static async Task<Receipt?> Invoke<TOrder>(IHubWire open, string method, TOrder order, CancellationToken stop) where TOrder : notnull
    {
        try
        {
            return await open.Ask(method, order, stop);
        }
        catch (HubRefusedException failure)
        {
            return new Receipt(false, 0, 0, "hub_error", failure.Message, false);
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }
}
