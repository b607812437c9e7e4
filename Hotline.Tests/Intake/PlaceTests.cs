using System.Net;
using System.Net.Http.Json;
using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Intake;

public sealed class PlaceTests
{
    private PaperHost host = null!;
    private string contact = null!;

    [SetUp]
    public async Task Start()
    {
        host = await PaperHost.StartAsync();
        contact = (await host.OpenedAsync()).ContactId;
    }

    [TearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task Somebody_who_waits_is_told_the_place_and_nothing_else_is_known()
    {
        var place = await PlaceAsync();

        Assert.That(place, Is.EqualTo(new Wire.ContactPlace(
            contact, Wire.Phase.Waiting, Wire.Band.Moderate, 1, A.T0, null, null, null, null, null, true, place.EmergencyNumbers, Paper.Harbour.OverflowLine)));
    }

    [Test]
    public async Task From_answer_to_end_the_holder_and_the_fence_are_there()
    {
        host.Ledger.Floor.Worker("w1").Plan();
        host.Ledger.Floor.Accepted(contact, "w1");
        var engaged = await PlaceAsync();
        var state = (ContactState.Engaged)host.OnFloor(contact).State;
        host.Ledger.Floor.Now += TimeSpan.FromMinutes(3);
        host.Ledger.Floor.Do(new FloorCommand.EndContact(new ContactId(contact), state.Worker, state.Fence, Outcome.Supported));
        var ended = await PlaceAsync();

        Assert.That((engaged.Phase, engaged.Place, engaged.Holder, engaged.Fence, engaged.AnsweredAt), Is.EqualTo((Wire.Phase.Engaged, (int?)null, "w1", "1.1", A.T0)));
        Assert.That((ended.Phase, ended.Holder, ended.Outcome, ended.EndedAt), Is.EqualTo((Wire.Phase.WrapUp, "w1", "Supported", A.T0.AddMinutes(3))));
    }

    [Test]
    public async Task What_the_floor_has_forgotten_is_read_from_the_records()
    {
        host.Ledger.Floor.Do(new FloorCommand.WithdrawContact(new ContactId(contact), "hung_up"));
        host.Records.Recorded[new ContactId(contact)] = host.OnFloor(contact);
        host.Ledger.Floor.Now += TimeSpan.FromHours(1);
        host.Ledger.Floor.Do(new FloorCommand.ForgetContacts([new ContactId(contact)]));
        Assume.That(host.Ledger.Floor.State.Contacts, Is.Empty);

        var place = await PlaceAsync();

        Assert.That((place.Phase, place.Outcome, place.EndedAt), Is.EqualTo((Wire.Phase.Abandoned, "hung_up", A.T0)));
    }

    [Test]
    public async Task What_only_the_inbox_has_waits_without_a_place()
    {
        host.Ledger.Away = true;
        var waiting = await host.OpenedAsync(key: "second");

        var place = await PlaceAsync(waiting.ContactId);

        Assert.That((place.Phase, place.Place, place.ArrivedAt), Is.EqualTo((Wire.Phase.Waiting, (int?)null, A.T0)));
    }

    [Test]
    public async Task Without_the_records_the_floor_still_tells()
    {
        host.Records.Away = true;

        Assert.That((await PlaceAsync()).Place, Is.EqualTo(1));
        Assert.That((await host.PlaceAsync("cunknown")).StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
    }

    [Test]
    public async Task Another_channel_is_told_nothing()
    {
        var answer = await host.PlaceAsync(contact, "k2/harbour/Chat");

        Assert.That((answer.StatusCode, (await PaperHost.ProblemAsync(answer)).Slug), Is.EqualTo((HttpStatusCode.NotFound, "unknown_contact")));
    }

    [Test]
    public async Task A_place_is_never_cached() =>
        Assert.That((await host.PlaceAsync(contact)).Headers.CacheControl?.NoStore, Is.True);

    private async Task<Wire.ContactPlace> PlaceAsync(string? id = null) =>
        (await (await host.PlaceAsync(id ?? contact)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync(Wire.WireJson.Default.ContactPlace))!;
}
