namespace Hotline.Server.Escalations.Registry;

/// <summary>Hosts that <c>Escalations:AllowedHosts</c> names: private ones, and such as are reached without TLS.</summary>
internal sealed class PlainHosts(IConfiguration configuration)
{
    private readonly HashSet<string> hosts = new(configuration.GetSection("Escalations:AllowedHosts").Get<string[]>() ?? [], StringComparer.OrdinalIgnoreCase);

    public bool Allows(string host) => hosts.Contains(host);
}
