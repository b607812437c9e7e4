using System.Collections.Frozen;
using System.Globalization;
using Hotline.Server.Dispatch;
using Hotline.Server.Floor;
using Hotline.Tests.Recording;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Dispatch;

public sealed class LastCallTests
{
    [Test]
    public async Task A_long_queue_is_called_out_over_several_scans_so_that_offers_go_on()
    {
        var floor = new FloorInMemory();
        await floor.PublishAsync(FloorInMemory.Line, 0, 1, "t0", [], [], [], default);
        for (var i = 0; i < 120; i++) await floor.OpenAsync(string.Create(CultureInfo.InvariantCulture, $"c{i}"));
        var offers = new OfferContacts(floor);

        List<int> called = [];
        for (var scan = 0; scan < 3; scan++)
        {
            await offers.RaiseLastCallsAsync(FloorInMemory.Line, floor.Current, floor.Rules, FrozenSet<ContactId>.Empty, default);
            called.Add(floor.Current.Contacts.Values.Count(contact => contact.LastCallAt is not null));
        }

        Assert.That(called, Is.EqualTo(new[] { 50, 100, 120 }));
    }

    [Test]
    public async Task A_last_call_is_lowered_when_somebody_who_can_take_it_is_on_duty_again_busy_or_not()
    {
        var floor = new FloorInMemory();
        await floor.PublishAsync(FloorInMemory.Line, 0, 1, "t0", [A.Contact("en") with { LastCallAt = A.T0 }, A.Contact("zh") with { Language = "zh", LastCallAt = A.T0 }], [A.Worker("busy", PresenceKind.Break)], [], default);
        var offers = new OfferContacts(floor);

        await LowerAsync();
        Assert.That(floor.Current.LastCalls, Has.Count.EqualTo(2), "nobody is there yet");
        await floor.ExecuteAsync(FloorInMemory.Line, new CommandId("0-1"), Actor.System, new FloorCommand.SetPresence(new WorkerId("busy"), PresenceKind.Available, null));
        await LowerAsync();

        Assert.That(floor.Current.LastCalls.Select(id => id.Value), Is.EqualTo(new[] { "zh" }), "the other one waits for somebody who speaks it");
        await offers.RaiseLastCallsAsync(FloorInMemory.Line, floor.Current, floor.Rules, FrozenSet<ContactId>.Empty, default);
        Assert.That(floor.Current.LastCalls, Has.Count.EqualTo(1), "not raised again for as long");

        Task LowerAsync() => offers.LowerLastCallsAsync(FloorInMemory.Line, floor.Current, floor.Rules, default);
    }
}
