using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Platform;

/// <summary>Section <c>Limits</c>: what one connection may cost this node. They stop abuse and broken clients, not people.</summary>
public sealed class RequestLimits
{
    public const string Section = "Limits";

    /// <summary>Open connections, consoles not counted.</summary>
    [Range(10, 1_000_000)]
    public int Connections { get; set; } = 10_000;

    /// <summary>Open consoles.</summary>
    [Range(10, 1_000_000)]
    public int Consoles { get; set; } = 10_000;

    /// <summary>How long a client may take for its request's headers, s.</summary>
    [Range(1, 300)]
    public int HeaderSeconds { get; set; } = 10;

    /// <summary>Bytes a second below which a body, or the reading of an answer, is given up after five seconds.</summary>
    [Range(1, 1_000_000)]
    public int BytesPerSecond { get; set; } = 240;

    /// <summary>Largest body of any request, KiB; an intake takes 64 at most.</summary>
    [Range(64, 102_400)]
    public int BodyKiB { get; set; } = 256;
}

internal sealed class KestrelLimits(IOptions<RequestLimits> settings) : IConfigureOptions<KestrelServerOptions>
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public void Configure(KestrelServerOptions options)
    {
        var (limits, rate) = (settings.Value, new MinDataRate(settings.Value.BytesPerSecond, Grace));
        options.Limits.MaxConcurrentConnections = limits.Connections;
        options.Limits.MaxConcurrentUpgradedConnections = limits.Consoles;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(limits.HeaderSeconds);
        options.Limits.MinRequestBodyDataRate = options.Limits.MinResponseDataRate = rate;
        options.Limits.MaxRequestBodySize = limits.BodyKiB * 1024L;
    }
}
