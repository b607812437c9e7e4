using Hotline.Console.Access;
using Hotline.Console.Escalations;
using Hotline.Console.Live;
using Hotline.Contracts;

namespace Hotline.Console.PartnerDesk;

/// <summary>What a partner does with a hand-over of its own. The receipt is the form's to show.</summary>
public sealed class PartnerOrders(ConsoleApi api, Commands commands, TimeProvider time)
{
    public Task<EscalationReceipt> Report(string id, ReportDraft said)
    {
        var order = said.Order(commands.NextId(), null);
        return HttpOrders.UntilAnswered(() => api.ReportHandOver(id, order), time);
    }

    /// <param name="kind">question, answer or note.</param>
    public Task<EscalationReceipt> Say(string id, string kind, string text)
    {
        var order = new EscalationOrder(commands.NextId(), text);
        return HttpOrders.UntilAnswered(() => api.SayOfHandOver(id, kind, order), time);
    }

    public Task<EscalationReceipt> AnswerCancel(string id, bool agreed)
    {
        var order = new CancelAnswer(commands.NextId(), agreed);
        return HttpOrders.UntilAnswered(() => api.AnswerCancel(id, order), time);
    }
}
