using Microsoft.Playwright;

namespace Hotline.Tests.Bench.Visits;

/// <summary>Somebody at a desk in a browser: available, takes what is offered, talks for a while, ends, finishes the wrap-up.</summary>
internal sealed class DeskHand(IPage desk)
{
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Contacts that are over.</summary>
    public int Finished { get; private set; }

    public async Task WorkAsync(CancellationToken stop)
    {
        await desk.GetByTestId("presence-available").ClickAsync();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await StepAsync(stop);
                await Task.Delay(Look, stop);
            }
            catch (Exception gone) when (gone is TimeoutException or PlaywrightException && !stop.IsCancellationRequested)
            {
                // The server was faster than the hand: what it reached for is not there any more.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task StepAsync(CancellationToken stop)
    {
        if (await IsThereAsync("im-here")) await PressAsync("im-here");
        if (await IsThereAsync("wrapup-finish"))
        {
            await PressAsync("wrapup-finish");
            Finished++;
        }
        else if (await IsThereAsync("end-contact"))
        {
            await Task.Delay(Talk, stop);
            await PressAsync("end-contact");
            await desk.GetByTestId("end-outcome-Supported").CheckAsync(new LocatorCheckOptions { Force = true, Timeout = 5000 });
            await PressAsync("end-confirm");
        }
        else if (await IsThereAsync("offer-accept")) await PressAsync("offer-accept");
    }

    private Task<bool> IsThereAsync(string button) => desk.GetByTestId(button).First.IsVisibleAsync();

    private Task PressAsync(string button) => desk.GetByTestId(button).First.ClickAsync(new LocatorClickOptions { Timeout = 5000 });
}
