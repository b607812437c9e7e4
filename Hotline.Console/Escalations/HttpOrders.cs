using Hotline.Console.Access;
using Hotline.Console.Live;
using Hotline.Contracts;

namespace Hotline.Console.Escalations;

/// <summary>Orders by HTTP, sent under one command id until they are answered, as <see cref="Commands"/> does over the hub.</summary>
public static class HttpOrders
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    /// <summary>Never throws; the receipt says why when it was not done.</summary>
    public static async Task<EscalationReceipt> UntilAnswered(Func<Task<Answer<EscalationReceipt>>> send, TimeProvider time)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            var answer = await send();
            if (answer is { Succeeded: true, Value: { } receipt })
                return receipt;
            if (!answer.Passes)
                return Refused(answer.Slug ?? "unknown", answer.Problem);
            if (time.GetElapsedTime(begun) > Commands.Patience)
                return Refused("not_sent", null);
            await Task.Delay(Pause, time);
        }
    }

    private static EscalationReceipt Refused(string slug, Problem? problem) => new(false, null, slug, problem?.Detail, problem?.Missing ?? [], false);
}
