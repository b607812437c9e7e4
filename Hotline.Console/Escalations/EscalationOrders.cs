using Hotline.Console.Access;
using Hotline.Console.Live;
using Hotline.Console.Parts;
using Hotline.Contracts;

namespace Hotline.Console.Escalations;

/// <summary>What a worker or a supervisor can order about hand-overs. The receipt is the form's to show; <see cref="Tell"/> makes a notice of it.</summary>
public sealed class EscalationOrders(ConsoleApi api, Commands commands, Notices notices, TimeProvider time)
{
    /// <param name="fence">Null for who does not hold the contact.</param>
    public Task<EscalationReceipt> Begin(string contactId, string? fence, EscalationForm form, IReadOnlyList<string> chain)
    {
        var order = new BeginEscalation(commands.NextId(), contactId, fence, form, chain);
        return Send(() => api.BeginEscalation(order));
    }

    public Task<EscalationReceipt> Update(string id, EscalationForm form, int version)
    {
        var order = new UpdateEscalation(commands.NextId(), form, version);
        return Send(() => api.UpdateEscalation(id, order));
    }

    public Task<EscalationReceipt> Confirm(string id) => Order(id, "confirm", null);

    /// <summary>On without a second person.</summary>
    public Task<EscalationReceipt> Proceed(string id, string reason) => Order(id, "proceed", reason);

    public Task<EscalationReceipt> Cancel(string id, string reason) => Order(id, "cancel", reason);

    /// <summary>One more partner, or one again.</summary>
    public Task<EscalationReceipt> Ask(string id, string partnerId) => Order(id, "ask", partnerId);

    /// <param name="kind">question, answer or note.</param>
    public Task<EscalationReceipt> Say(string id, string kind, string text) => Order(id, kind, text);

    /// <summary>What a partner said on the telephone.</summary>
    public Task<EscalationReceipt> Report(string id, ReportDraft said, int link)
    {
        var order = said.Order(commands.NextId(), link);
        return Send(() => api.ReportEscalation(id, order));
    }

    public Task<EscalationReceipt> Reached(string id, bool reached)
    {
        var order = new ReachedOrder(commands.NextId(), reached);
        return Send(() => api.SayReached(id, order));
    }

    /// <summary>A refusal becomes a notice.</summary>
    /// <returns>Whether it was done.</returns>
    public bool Tell(EscalationReceipt receipt)
    {
        if (!receipt.Done)
            notices.Refuse(receipt.Refusal);
        return receipt.Done;
    }

    private Task<EscalationReceipt> Order(string id, string what, string? text)
    {
        var order = new EscalationOrder(commands.NextId(), text);
        return Send(() => api.OrderEscalation(id, what, order));
    }

    private Task<EscalationReceipt> Send(Func<Task<Answer<EscalationReceipt>>> send) => HttpOrders.UntilAnswered(send, time);
}
