using Hotline.Server.Platform;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace Hotline.Tests.Platform;

internal sealed class LoopBeatsTests
{
    [Test]
    public async Task A_loop_that_does_not_come_round_is_named_with_its_time_until_it_does()
    {
        var time = new FakeTimeProvider();
        var beats = new LoopBeats(time);
        beats.Beat("recorder:demo", TimeSpan.FromSeconds(10));
        beats.Beat("live", TimeSpan.FromSeconds(60));
        time.Advance(TimeSpan.FromSeconds(12));
        var late = await new LoopCheck(beats).CheckHealthAsync(new HealthCheckContext());
        beats.Beat("recorder:demo", TimeSpan.FromSeconds(10));
        var well = await new LoopCheck(beats).CheckHealthAsync(new HealthCheckContext());
        using (Assert.EnterMultipleScope())
        {
            Assert.That((late.Status, late.Description), Is.EqualTo((HealthStatus.Degraded, "No round of: recorder:demo for 12 s.")));
            Assert.That(well.Status, Is.EqualTo(HealthStatus.Healthy));
        }
    }
}
