using System.Globalization;
using Hotline.Server.Floor;
using Hotline.Tests.Support;

namespace Hotline.Tests.Bench.Micro;

/// <summary>A floor with 1,000 waiting and 100 workers; one contact more in each state a lifecycle passes.</summary>
internal sealed class BusyFloor
{
    private const int Waiting = 1000;
    private const int Workers = 100;

    public BusyFloor()
    {
        var paper = new PaperFloor();
        for (var at = 0; at < Workers; at++) paper.Worker(Name("w", at));
        for (var at = 0; at < Waiting; at++) paper.Do(A.Arrival(Name("c", at), (Band)(at % 3), A.T0.AddSeconds(-at % 7200), (Channel)(at / 2 % 2)));
        paper.BringTo("offered", "w1", "Offered").BringTo("engaged", "w2", "Engaged").BringTo("wrapup", "w3", "WrapUp");
        State = paper.State;
        Make = new FloorCommand.MakeOffers(new ContactId("c500"), [paper.Target("w4")], State.Sequence);
        var offer = paper.PendingOf("offered", "w1");
        Accept = new FloorCommand.AcceptOffer(new ContactId("offered"), offer.Id, offer.Worker, offer.Fence);
        End = new FloorCommand.EndContact(new ContactId("engaged"), new WorkerId("w2"), paper.Contact("engaged").LastFence, Outcome.Supported);
        Finish = new FloorCommand.FinishWrapUp(new ContactId("wrapup"), new WorkerId("w3"), paper.Contact("wrapup").LastFence);
    }

    public FloorState State { get; }
    public FloorRules Rules { get; } = FloorRules.Default;
    public FloorCommand.OpenContact Open { get; } = A.Arrival("new");
    public FloorCommand.MakeOffers Make { get; }
    public FloorCommand.AcceptOffer Accept { get; }
    public FloorCommand.EndContact End { get; }
    public FloorCommand.FinishWrapUp Finish { get; }

    /// <exception cref="InvalidOperationException">Nothing came of it: the case would measure a refusal.</exception>
    public Decision.Changed Decide(IFloorView view, FloorCommand command) =>
        FloorDecision.Decide(view, command, new Moment(A.T0, State.Epoch), Rules) as Decision.Changed ?? throw new InvalidOperationException($"Nothing came of {command}.");

    private static string Name(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}{number}");
}
