using System.Xml.Linq;
using Hotline.Console.Live;
using Hotline.Contracts;
using Hotline.Tests.House;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace Hotline.Tests.Console;

public sealed class LinkTests
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void The_first_try_comes_almost_at_once_and_none_waits_over_five_seconds()
    {
        Assert.That(RetryDelay.After(0, 1), Is.LessThanOrEqualTo(TimeSpan.FromMilliseconds(200)));
        for (var tries = 0; tries < 10_000; tries = (tries * 2) + 1)
            Assert.That(RetryDelay.After(tries, 1), Is.LessThanOrEqualTo(RetryDelay.Cap));
        Assert.That(RetryDelay.After(10_000, 1), Is.EqualTo(RetryDelay.Cap));
    }

    [Test]
    public void Consoles_that_lost_the_server_together_do_not_come_back_together() =>
        Assert.That(RetryDelay.After(6, 0), Is.LessThan(RetryDelay.After(6, 1) * 0.6));

    [TestCase(LinkState.Away, 0, true)]
    [TestCase(LinkState.Joining, 0, true)]
    [TestCase(LinkState.Opening, 60, false)]
    [TestCase(LinkState.Closed, 60, false)]
    [TestCase(LinkState.Live, 5.9, false)]
    [TestCase(LinkState.Live, 6.1, true, Description = "a beat of four seconds and two of grace")]
    public void A_missing_beat_is_a_lost_connection(LinkState state, double silence, bool lost) =>
        Assert.That(LinkHealth.IsLost(state, T0, T0.AddSeconds(silence)), Is.EqualTo(lost));

    [Test]
    public async Task An_order_is_sent_until_it_is_answered()
    {
        var time = new FakeTimeProvider(T0);
        var tries = 0;
        var answer = Commands.UntilAnswered(_ => Task.FromResult(++tries < 4 ? null : new Receipt(true, 1, 5, null, null, true)), time);
        while (!answer.IsCompleted) time.Advance(TimeSpan.FromMilliseconds(150));
        Assert.That((await answer).Done);
        Assert.That(tries, Is.EqualTo(4));
    }

    [Test]
    public async Task An_order_nobody_answers_is_given_up_after_half_a_minute_and_says_so()
    {
        var time = new FakeTimeProvider(T0);
        var answer = Commands.UntilAnswered(_ => Task.FromResult<Receipt?>(null), time);
        time.Advance(Commands.Patience - TimeSpan.FromSeconds(1));
        Assert.That(answer.IsCompleted, Is.False);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await answer, Is.EqualTo(new Receipt(false, 0, 0, "not_sent", null, false)));
    }

    [Test]
    public void What_the_first_wire_fetches_is_what_the_first_load_left_out()
    {
        var project = XDocument.Load(Path.Combine(SourceTree.Root, "Hotline.Console", "Hotline.Console.csproj"));
        var leftOut = project.Descendants("BlazorWebAssemblyLazyLoad").Select(item => item.Attribute("Include")!.Value);
        Assert.That(leftOut, Is.EquivalentTo(HubWires.Assemblies));
    }
}
