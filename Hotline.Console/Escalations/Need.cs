using Hotline.Contracts;

namespace Hotline.Console.Escalations;

/// <summary>Who must do what about a hand-over; what needs a person at this console comes first.</summary>
public enum Need { Dial, GoOn, Confirm, Answer, SayReached, WaitSecond, WaitPartner, WaitHelp, Over }

public static class Needs
{
    /// <param name="now">Ledger time.</param>
    public static Need Of(EscalationView view, DateTimeOffset now) => view switch
    {
        { IsOver: true } or { Step: EscalationStep.Cancelled } => Need.Over,
        { Step: EscalationStep.Unanswered } => Need.Dial,
        { Step: EscalationStep.Held, Mine: false } => Need.Confirm,
        { Step: EscalationStep.Held } => view.ConfirmFrom > now ? Need.WaitSecond : Need.GoOn,
        { Step: EscalationStep.Submitted or EscalationStep.Delivered, Dial: not null } => Need.Dial,
        { OpenQuestions: > 0 } => Need.Answer,
        _ when IsAskedReached(view) && view.ReachDueAt <= now => Need.SayReached,
        { Step: EscalationStep.Closed } when IsAskedReached(view) => Need.SayReached,
        { Step: EscalationStep.Submitted or EscalationStep.Delivered } => Need.WaitPartner,
        { Step: EscalationStep.Closed } => Need.Over,
        _ => Need.WaitHelp,
    };

    /// <summary>A partner has had it, and nobody has said that help reached the person.</summary>
    public static bool IsAskedReached(EscalationView view) => view is { ReachDueAt: not null, Reached: not true, IsOver: false };

    /// <summary>A person at a console must do something.</summary>
    public static bool IsUrgent(Need need) => need <= Need.SayReached;

    public static IReadOnlyList<EscalationView> InOrder(IEnumerable<EscalationView> views, DateTimeOffset now) =>
        [.. views.OrderBy(view => Of(view, now) is var need && IsUrgent(need) ? 0 : need == Need.Over ? 2 : 1).ThenByDescending(view => view.Band).ThenBy(view => view.BeganAt)];
}
