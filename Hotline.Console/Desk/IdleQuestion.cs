using Hotline.Contracts;

namespace Hotline.Console.Desk;

public enum IdleAct { None, Mark, Return }

/// <summary>"Still there?": asked of an available worker without a sign for long, answered by any sign, and by an offer. All times are the ledger's.</summary>
public sealed class IdleQuestion
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(5);
    private DateTimeOffset returnedAt;

    /// <summary>Null while nothing is asked.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    /// <param name="view">Null while nothing certain is known of the floor: then nothing is asked.</param>
    /// <param name="signAt">Last sign of the worker in any tab.</param>
    /// <param name="ownSignAt">In this tab: of several, one says that the worker is back.</param>
    /// <returns>What is to be ordered now.</returns>
    public IdleAct Look(DeskView? view, DateTimeOffset now, DateTimeOffset signAt, DateTimeOffset ownSignAt)
    {
        if (view is { AsOf: null, Me: { Chosen: Presence.NotResponding, Idle: true } marked })
        {
            AskedAt = null;
            if (ownSignAt <= marked.Since || now - returnedAt < AgainAfter)
                return IdleAct.None;
            returnedAt = now;
            return IdleAct.Return;
        }
        if (!IsIdle(view, now, signAt))
        {
            AskedAt = null;
            return IdleAct.None;
        }
        AskedAt ??= now;
        if (now - AskedAt < TimeSpan.FromSeconds(view!.Me.IdleAnswerSeconds))
            return IdleAct.None;
        // What comes of it is seen on the desk; until then the question stands.
        AskedAt = now;
        return IdleAct.Mark;
    }

    private static bool IsIdle(DeskView? view, DateTimeOffset now, DateTimeOffset signAt) =>
        view is { AsOf: null, Me: { Chosen: Presence.Available, IdleSeconds: > 0 } me, Offers.Count: 0, Engagements.Count: 0 }
        && view.Handed is null or []
        && now - (me.Since > signAt ? me.Since : signAt) >= TimeSpan.FromSeconds(me.IdleSeconds);
}
