using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Hotline.Server.Escalations.Posting;

/// <summary>Whether an address lies in the open internet. What is reserved, private, local or carries another address in it does not (IANA special-purpose registries).</summary>
public static class PublicAddress
{
    private static readonly ImmutableArray<IPNetwork> Reserved4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    /// <summary>Global unicast. Mapped IPv4, NAT64, unique local, link-local, loopback and multicast all lie outside.</summary>
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    /// <summary>Inside of it: protocol assignments with Teredo, documentation, 6to4.</summary>
    private static readonly ImmutableArray<IPNetwork> Reserved6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(text => IPNetwork.Parse(text))];

    public static bool Is(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !Reserved4.Any(network => network.Contains(address)),
        // Said outright: IPNetwork looks into a mapped address instead of at it.
        AddressFamily.InterNetworkV6 => !address.IsIPv4MappedToIPv6 && Global6.Contains(address) && !Reserved6.Any(network => network.Contains(address)),
        _ => false,
    };
}
