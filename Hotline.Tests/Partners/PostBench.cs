using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Hotline.Server.Escalations.Posting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hotline.Tests.Partners;

/// <summary>The post to partners alone, as the module composes it.</summary>
internal sealed class PostBench : IAsyncDisposable
{
    public static readonly byte[] Secret = Encoding.ASCII.GetBytes("a secret of twenty-four b");
    private readonly WebApplication app;

    private PostBench(WebApplication app) => this.app = app;

    public static PostBench Open(TimeProvider? clock = null, IHostResolver? resolver = null, IDial? dial = null, params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("Escalations:AllowedHosts:0", "127.0.0.1"), new("Escalations:RetryMilliseconds", "1")]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Escalations:" + setting.Key, setting.Value)));
        if (clock is not null) builder.Services.AddSingleton(clock);
        if (resolver is not null) builder.Services.AddSingleton(resolver);
        if (dial is not null) builder.Services.AddSingleton(dial);
        builder.AddPartnerPost();
        return new PostBench(builder.Build());
    }

    public Task<PostResult> PostAsync(Uri url, string partner = "police", string id = "m1", string body = """{"hello":"there"}""", CancellationToken cancel = default, params byte[][] secrets) =>
        app.Services.GetRequiredService<IPartnerPost>().PostAsync(
            new PartnerEndpoint(partner, url, secrets.Length > 0 ? secrets : [Secret]), new Parcel(id, Encoding.UTF8.GetBytes(body)), cancel);

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <summary>A name server that gives one answer after the other; the last one stays.</summary>
internal sealed class PaperNames(params string[][] answers) : IHostResolver
{
    private int asked;

    public int Asked => asked;

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancel)
    {
        var answer = answers[Math.Min(Interlocked.Increment(ref asked), answers.Length) - 1];
        return Task.FromResult<IReadOnlyList<IPAddress>>([.. answer.Select(IPAddress.Parse)]);
    }
}

/// <summary>Notes where a connection would go, and makes none.</summary>
internal sealed class PaperDial : IDial
{
    private readonly ConcurrentQueue<string> dialled = new();

    public IReadOnlyList<string> Dialled => [.. dialled];

    public Task<Stream> DialAsync(IPEndPoint address, CancellationToken cancel)
    {
        dialled.Enqueue(address.ToString());
        throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused);
    }
}
