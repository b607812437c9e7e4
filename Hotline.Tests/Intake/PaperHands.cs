using Hotline.Server.Floor;
using Hotline.Server.Records;

namespace Hotline.Tests.Intake;

/// <summary>Nothing is handed by hand here but what a test puts in.</summary>
internal sealed class PaperHands : IHands
{
    public List<Hand> Open { get; } = [];

    public Task<IReadOnlyList<Hand>> OpenAsync(LineId line, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Hand>>([.. Open]);

    public Task<HandAnswer> PutAsync(LineId line, Hand hand, string reason, CancellationToken cancel)
    {
        Open.Add(hand);
        return Task.FromResult(HandAnswer.Handed);
    }

    public Task<bool> IsKnownAsync(CommandId command, CancellationToken cancel) => Task.FromResult(Open.Any(hand => hand.Command == command));

    public Task<bool> TakeAsync(LineId line, ContactId contact, WorkerId worker, DateTimeOffset at, CancellationToken cancel) => Task.FromResult(false);

    public Task<bool> WithdrawAsync(LineId line, ContactId contact, CommandId order, WorkerId by, string reason, DateTimeOffset at, CancellationToken cancel) => Task.FromResult(false);

    public Task SettleAsync(LineId line, Hand hand, string result, DateTimeOffset at, CancellationToken cancel)
    {
        Open.Remove(hand);
        return Task.CompletedTask;
    }
}
