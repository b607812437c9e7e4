using Hotline.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Journeys;

/// <summary>What a worker does at a desk in journey after journey.</summary>
internal static class DeskSteps
{
    /// <summary>Ends the conversation as supported, finishes the wrap-up, and goes.</summary>
    public static async Task EndAsync(this Chromium chromium, IPage desk)
    {
        await desk.GetByTestId("end-contact").ClickAsync();
        await desk.GetByTestId("end-outcome-Supported").CheckAsync(new LocatorCheckOptions { Force = true });
        await desk.GetByTestId("end-confirm").ClickAsync();
        await desk.GetByTestId("wrapup-finish").ClickAsync();
        await Expect(desk.GetByTestId("engaged")).ToHaveCountAsync(0);
        await chromium.GoOffDutyAsync(desk);
    }

    /// <summary>Off duty, and signed out.</summary>
    public static async Task GoOffDutyAsync(this Chromium chromium, IPage desk)
    {
        await desk.GetByTestId("presence-off").ClickAsync();
        await Expect(desk.GetByTestId("presence").First).ToHaveAttributeAsync("data-presence", "OffDuty");
        await chromium.LeaveAsync(desk);
    }
}
