using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Escalations.Posting;

/// <summary>Names to addresses.</summary>
public interface IHostResolver
{
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancel);
}

/// <summary>Opens a connection to one address.</summary>
public interface IDial
{
    Task<Stream> DialAsync(IPEndPoint address, CancellationToken cancel);
}

internal sealed class SystemResolver : IHostResolver
{
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancel) => await Dns.GetHostAddressesAsync(host, cancel);
}

/// <summary>The name leads to no address that may be connected to.</summary>
public sealed class AddressRefusedException() : IOException("The address is not a public one, and the host is not among Escalations:AllowedHosts.");

/// <summary>
/// Connections to partners: no redirects, proxies or cookies, and none into a private network. A name is resolved here, its addresses are checked,
/// and the connection goes to one of those checked: a second answer of the name server is never asked for.
/// </summary>
internal sealed class PartnerConnections : IDisposable
{
    private const int MostAnswerBytes = 64 * 1024;
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromMinutes(1);
    private readonly EscalationOptions options;
    private readonly IHostResolver resolver;
    private readonly IDial dial;

    public PartnerConnections(IOptions<EscalationOptions> options, IHostResolver resolver, IDial dial)
    {
        (this.options, this.resolver, this.dial) = (options.Value, resolver, dial);
        Client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectCallback = ConnectAsync,
            PooledConnectionLifetime = KeepAlive, PooledConnectionIdleTimeout = KeepAlive,
            // The answer's body is not read; this much of it is thrown away so that the connection can be used again.
            MaxResponseDrainSize = MostAnswerBytes, ResponseDrainTimeout = Drain, MaxResponseHeadersLength = 32,
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        }) { Timeout = Timeout.InfiniteTimeSpan };
        Client.DefaultRequestHeaders.UserAgent.ParseAdd("Hotline-Webhooks/1");
    }

    /// <summary>Its time limits are the caller's.</summary>
    public HttpClient Client { get; }

    /// <summary>https, or http where the host is allowed by name.</summary>
    public bool Takes(Uri url) => url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && options.Allows(url.IdnHost)));

    public void Dispose() => Client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host.Trim('[', ']'), context.DnsEndPoint.Port);
        var found = await resolver.ResolveAsync(host, cancel);
        var open = options.Allows(host) ? found : [.. found.Where(PublicAddress.Is)];
        if (open.Count == 0) throw found.Count == 0 ? new SocketException((int)SocketError.HostNotFound) : new AddressRefusedException();
        SocketException? last = null;
        foreach (var address in open)
        {
            try
            {
                return await dial.DialAsync(new IPEndPoint(address, port), cancel);
            }
            catch (SocketException failed)
            {
                last = failed;
            }
        }
        throw last!;
    }
}

internal sealed class SocketDial : IDial
{
    public async Task<Stream> DialAsync(IPEndPoint address, CancellationToken cancel)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
