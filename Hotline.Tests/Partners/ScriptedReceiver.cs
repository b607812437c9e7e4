using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hotline.Tests.Partners;

/// <summary>A web server that answers the first request by the first step, the second by the second, and all further ones by the last.</summary>
internal sealed class ScriptedReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(IHeaderDictionary Headers, byte[] Body)> requests = new();

    private ScriptedReceiver(WebApplication app) => this.app = app;

    public Uri Url { get; private set; } = null!;

    public IReadOnlyList<(IHeaderDictionary Headers, byte[] Body)> Requests => [.. requests];

    public static Task<ScriptedReceiver> AnsweringAsync(params int[] statuses) => StartAsync([.. statuses.Select(Status)]);

    public static async Task<ScriptedReceiver> StartAsync(params Func<HttpContext, Task>[] steps)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new ScriptedReceiver(builder.Build());
        var count = 0;
        receiver.app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var number = Interlocked.Increment(ref count);
            receiver.requests.Enqueue((new HeaderDictionary(http.Request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value)), body.ToArray()));
            await steps[Math.Min(number, steps.Length) - 1](http);
        });
        await receiver.app.StartAsync();
        receiver.Url = new Uri(receiver.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/hook");
        return receiver;
    }

    public static Func<HttpContext, Task> Status(int status) => http =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public static Func<HttpContext, Task> Patience(int status, int seconds) => http =>
    {
        http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public static Task Silence(HttpContext http)
    {
        var hungUp = new TaskCompletionSource();
        http.RequestAborted.Register(() => hungUp.TrySetResult());
        return hungUp.Task;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
