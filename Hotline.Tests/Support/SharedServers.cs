using Hotline.Tests.Support;
using NUnit.Framework;

// Beside each other run fixtures that say so: those that mostly wait, for a server, a browser, a clock, and share nothing.
[assembly: LevelOfParallelism(2)]

namespace Hotline.Tests;

/// <summary>Stops after the last test what the fixtures shared.</summary>
[SetUpFixture]
public sealed class SharedServers
{
    [OneTimeTearDown]
    public Task StopAsync() => PostgresServer.StopSharedAsync();
}
