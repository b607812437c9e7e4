using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests;

/// <summary>Stops after the last test what the fixtures shared.</summary>
[SetUpFixture]
public sealed class SharedServers
{
    [OneTimeTearDown]
    public Task StopAsync() => PostgresServer.StopSharedAsync();
}
