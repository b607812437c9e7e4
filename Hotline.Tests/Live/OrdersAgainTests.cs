using Hotline.Contracts;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Live;

/// <summary>Every order of a console, doubled, late and in another order: the first answer again, and nothing moves.</summary>
internal sealed class OrdersAgainTests
{
    private readonly List<(DeskConsole Console, string Method, object Order, Receipt First)> given = [];

    [Test]
    public async Task Orders_sent_again_return_their_first_answer_and_change_nothing()
    {
        given.Clear();
        await using var server = await RunningServer.StartAsync();
        await using var worker = await DeskConsole.StartAsync(server, "demo-operator");
        await using var supervisor = await DeskConsole.StartAsync(server, "demo-supervisor");
        await GiveAsync(worker, nameof(IConsoleHub.SetPresence), new PresenceOrder(Next(), Presence.Available, null));

        // Accepted, assessed, ended, wrapped up.
        var first = await PostAsync(server, "cssrs.2");
        var offer = await worker.OfferedAsync(first);
        await GiveAsync(worker, nameof(IConsoleHub.ShowOffer), new OfferOrder(Next(), first, offer.OfferId, offer.Fence));
        await GiveAsync(worker, nameof(IConsoleHub.AcceptOffer), new OfferOrder(Next(), first, offer.OfferId, offer.Fence));
        await GiveAsync(worker, nameof(IConsoleHub.AssessContact), new AssessOrder(Next(), first, offer.Fence, [EvidenceItem.Of("cssrs.3", "no")]));
        await GiveAsync(worker, nameof(IConsoleHub.EndContact), new EndOrder(Next(), first, offer.Fence, Outcome.Supported));
        await GiveAsync(worker, nameof(IConsoleHub.ExtendWrapUp), new ContactOrder(Next(), first, offer.Fence));
        await GiveAsync(worker, nameof(IConsoleHub.FinishWrapUp), new ContactOrder(Next(), first, offer.Fence));

        var operatorId = (await server.ReadPlaceAsync(first)).Holder!;

        // Declined; then moved about by the supervisor while nobody is available.
        var second = await PostAsync(server, "cssrs.3");
        var declined = await worker.OfferedAsync(second);
        await GiveAsync(worker, nameof(IConsoleHub.DeclineOffer), new OfferOrder(Next(), second, declined.OfferId, declined.Fence));
        await GiveAsync(supervisor, nameof(IConsoleHub.SetWorkerPresence), new WorkerPresenceOrder(Next(), operatorId, Presence.Break, BreakReason.Meal, "test of orders"));
        await GiveAsync(supervisor, nameof(IConsoleHub.TakeOverContact), new SupervisorOrder(Next(), second, null, "test of orders"));
        await GiveAsync(supervisor, nameof(IConsoleHub.RequeueContact), new SupervisorOrder(Next(), second, null, "test of orders"));
        await GiveAsync(supervisor, nameof(IConsoleHub.ForceContact), new ForceOrder(Next(), second, Phase.Closed, null, Outcome.Other, "test of orders"));

        var before = (Of(await server.ReadPlaceAsync(first)), Of(await server.ReadPlaceAsync(second)));
        foreach (var (console, method, order, answer) in Enumerable.Reverse(given)) await AgainAsync(console, method, order, answer);
        Assert.That((Of(await server.ReadPlaceAsync(first)), Of(await server.ReadPlaceAsync(second))), Is.EqualTo(before));
        Assert.That((before.Item1.Phase, before.Item2.Phase), Is.EqualTo((Phase.Closed, Phase.Closed)));
        await using var board = await BoardWatcher.StartAsync(server);
        await Until.True(() => board.Latest?.Workers.Any(row => row.WorkerId == operatorId) == true, "the board is shown");
        Assert.That(board.Latest!.Workers.Single(row => row.WorkerId == operatorId).Presence, Is.EqualTo(Presence.Break), "the late 'available' did not end the break");
    }

    private async Task GiveAsync(DeskConsole console, string method, object order)
    {
        var answer = await console.OrderAsync(method, order);
        Assert.That(answer.Done, Is.True, $"{method}: {answer.Refusal}");
        await AgainAsync(console, method, order, answer);
        given.Add((console, method, order, answer));
    }

    private static async Task AgainAsync(DeskConsole console, string method, object order, Receipt first)
    {
        var again = await console.OrderAsync(method, order);
        // These two had no entry of their own to point to: the offer was shown before, the evidence is looked up by its holder. Late, they are refused.
        if (method is nameof(IConsoleHub.ShowOffer) or nameof(IConsoleHub.AssessContact) && !again.Done)
        {
            Assert.That(again.Refusal, Is.Null.Or.AnyOf("not_holder", "offer_already_accepted"), method);
            return;
        }
        Assert.That(again.Done, Is.True, $"{method}: {again.Refusal}");
        Assert.That((again.Epoch, again.Sequence), Is.EqualTo((first.Epoch, first.Sequence)), method);
    }

    private static async Task<string> PostAsync(RunningServer server, string kind) =>
        (await server.PostContactAsync(new OpenContactRequest(null, "en", null, [EvidenceItem.Of(kind, "yes")], null, null, null))).ContactId;

    private static (Phase Phase, string? Outcome, string? Holder, string? Fence) Of(ContactPlace place) => (place.Phase, place.Outcome, place.Holder, place.Fence);

    private static string Next() => CommandIds.Next(TimeProvider.System.GetUtcNow());
}
