using Hotline.Server.Floor;
using NUnit.Framework;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Intake;

/// <summary>What a help seeker is told of the wait.</summary>
public sealed class ExpectedWaitTests
{
    private const string Moderate = """{"evidence":[{"kind":"cssrs.2","value":"yes"},{"kind":"cssrs.3","value":"yes"},{"kind":"cssrs.4","value":"no"},{"kind":"cssrs.5","value":"no"}]}""";
    private PaperHost host = null!;

    [SetUp]
    public async Task Start() => host = await PaperHost.StartAsync();

    [TearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task Nobody_on_duty_is_told_no_wait() => Assert.That((await host.OpenedAsync(Moderate)).ExpectedWait, Is.Null);

    [Test]
    public async Task Somebody_free_is_told_a_short_one_and_the_floor_keeps_what_was_told()
    {
        host.Ledger.Floor.Worker("w1");

        var receipt = await host.OpenedAsync(Moderate);

        Assert.That(receipt.ExpectedWait, Is.Not.Null);
        Assert.That(receipt.ExpectedWait!.FromSeconds, Is.Zero);
        var contact = host.OnFloor(receipt.ContactId);
        Assert.That((contact.ExpectedSeconds, contact.ExpectedRange), Is.EqualTo(((int?)0, new WaitRange(0, receipt.ExpectedWait.UntilSeconds))));
    }

    [Test]
    public async Task Behind_others_it_is_what_the_head_has_waited_counts_down_and_is_silent_once_it_was_wrong()
    {
        var floor = host.Ledger.Floor.Worker("w1");
        // Two chats are all a worker takes.
        foreach (var key in new[] { "one", "two" }) floor.Engaged((await host.OpenedAsync(Moderate, key)).ContactId, "w1");
        await host.OpenedAsync(Moderate, "head");
        host.Ledger.Reread();
        floor.Now += TimeSpan.FromSeconds(120);

        var told = await host.OpenedAsync(Moderate, "next");
        Assert.That(host.OnFloor(told.ContactId).ExpectedSeconds, Is.EqualTo(120));
        floor.Now += TimeSpan.FromSeconds(60);
        var later = await PlaceAsync(told.ContactId);
        Assert.That(later.ExpectedWait, Is.EqualTo(new Wire.ExpectedWaitView(Math.Max(0, told.ExpectedWait!.FromSeconds - 60), told.ExpectedWait.UntilSeconds - 60)));
        floor.Now += TimeSpan.FromSeconds(told.ExpectedWait.UntilSeconds);

        Assert.That((await PlaceAsync(told.ContactId)).ExpectedWait, Is.Null);
    }

    [Test]
    public async Task Raised_to_imminent_or_answered_nobody_is_told_a_number()
    {
        var floor = host.Ledger.Floor.Worker("w1");
        var raised = await host.OpenedAsync(Moderate, "raised");
        var answered = await host.OpenedAsync(Moderate, "answered");
        using var more = await host.PostAsync(raised.ContactId, "evidence", """{"evidence":[{"kind":"act_in_progress","value":"yes"}]}""");
        floor.Engaged(answered.ContactId, "w1");

        Assert.That((await PaperHost.ReceiptAsync(more)).ExpectedWait, Is.Null);
        Assert.That((await PlaceAsync(answered.ContactId)).ExpectedWait, Is.Null);
    }

    private async Task<Wire.ContactPlace> PlaceAsync(string contact)
    {
        using var answer = await host.PlaceAsync(contact);
        return (await System.Net.Http.Json.HttpContentJsonExtensions.ReadFromJsonAsync(answer.Content, Wire.WireJson.Default.ContactPlace))!;
    }
}
