using Hotline.Console.Parts;
using Microsoft.JSInterop;

namespace Hotline.Console.Live;

/// <summary>Hears from the browser that the network is gone, seconds before a missing beat would tell.</summary>
public sealed class NetworkDoubt : IDisposable
{
    private readonly ConsoleLink link;
    private readonly PartnerLink partner;
    private readonly BrowserPage browser;
    private readonly DotNetObjectReference<NetworkDoubt> self;
    private bool watching;

    public NetworkDoubt(ConsoleLink link, PartnerLink partner, BrowserPage browser)
    {
        (this.link, this.partner, this.browser) = (link, partner, browser);
        self = DotNetObjectReference.Create(this);
    }

    public async Task Watch()
    {
        if (watching)
            return;
        watching = true;
        await browser.WatchNetwork(self);
    }

    [JSInvokable]
    public void Offline()
    {
        link.Doubt();
        partner.Doubt();
    }

    public void Dispose() => self.Dispose();
}
