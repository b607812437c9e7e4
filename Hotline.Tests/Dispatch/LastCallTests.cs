using System.Collections.Frozen;
using System.Globalization;
using Hotline.Server.Dispatch;
using Hotline.Server.Floor;
using Hotline.Tests.Recording;
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
}
