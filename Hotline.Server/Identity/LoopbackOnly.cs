using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Hotline.Server.Platform;

namespace Hotline.Server.Identity;

/// <summary>
/// Where demo accounts are in use, the server serves this machine only. Platform refuses open addresses of the settings before a socket is
/// opened; this sees what was bound in the end, however it came about.
/// </summary>
internal sealed partial class LoopbackOnly(IServer server, DemoAccess demo, ILogger<LoopbackOnly> logger) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (demo.Allowed && bound.FirstOrDefault(address => !Listening.IsLoopback(address)) is { } open)
            throw new StartupRefusedException(
                $"{open}: Development listens on this machine only, because its demo passwords are public; use http://127.0.0.1:5080, or another environment.");
        if (demo.Allowed)
            Accounts(logger, string.Join(", ", bound), string.Join(", ", DemoAccounts.Shown.Select(person => person.UserName)), DemoAccounts.Password);
        return Task.CompletedTask;
    }

    [LoggerMessage(1410, LogLevel.Information, "Open {Addresses} and sign in as {Accounts}; the password of each is {Password} (Development only)")]
    private static partial void Accounts(ILogger logger, string addresses, string accounts, string password);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
