using Hotline.Contracts;

namespace Hotline.Console.Access;

/// <summary>The calls about hand-overs to emergency partners, from either side.</summary>
public sealed partial class ConsoleApi
{
    private const string Escalations = "api/v1/console/escalations";
    private const string HandOvers = "api/v1/partner-desk/hand-overs";

    public Task<Answer<EscalationDraft>> ReadEscalationDraft(string contactId) =>
        Send(HttpMethod.Get, $"api/v1/console/contacts/{Uri.EscapeDataString(contactId)}/escalation-draft", WireJson.Default.EscalationDraft);

    public Task<Answer<EscalationPreview>> PreviewEscalation(string contactId, PreviewRequest request) =>
        Send(HttpMethod.Post, $"api/v1/console/contacts/{Uri.EscapeDataString(contactId)}/escalation-preview", WireJson.Default.EscalationPreview, Body(request, WireJson.Default.PreviewRequest));

    public Task<Answer<EscalationReceipt>> BeginEscalation(BeginEscalation order) =>
        Send(HttpMethod.Post, Escalations, WireJson.Default.EscalationReceipt, Body(order, WireJson.Default.BeginEscalation));

    public Task<Answer<EscalationFile>> ReadEscalation(string id) => Send(HttpMethod.Get, $"{Escalations}/{Uri.EscapeDataString(id)}", WireJson.Default.EscalationFile);

    public Task<Answer<EscalationReceipt>> UpdateEscalation(string id, UpdateEscalation order) =>
        Send(HttpMethod.Put, $"{Escalations}/{Uri.EscapeDataString(id)}/form", WireJson.Default.EscalationReceipt, Body(order, WireJson.Default.UpdateEscalation));

    /// <param name="what">confirm, proceed, cancel, ask, question, answer or note.</param>
    public Task<Answer<EscalationReceipt>> OrderEscalation(string id, string what, EscalationOrder order) => Order(Escalations, id, what, Body(order, WireJson.Default.EscalationOrder));

    public Task<Answer<EscalationReceipt>> ReportEscalation(string id, ReportOrder order) => Order(Escalations, id, "report", Body(order, WireJson.Default.ReportOrder));

    public Task<Answer<EscalationReceipt>> SayReached(string id, ReachedOrder order) => Order(Escalations, id, "reached", Body(order, WireJson.Default.ReachedOrder));

    /// <summary>Only what this partner may see.</summary>
    public Task<Answer<EscalationFile>> ReadHandOver(string id) => Send(HttpMethod.Get, $"{HandOvers}/{Uri.EscapeDataString(id)}", WireJson.Default.EscalationFile);

    public Task<Answer<EscalationReceipt>> ReportHandOver(string id, ReportOrder order) => Order(HandOvers, id, "report", Body(order, WireJson.Default.ReportOrder));

    /// <param name="kind">question, answer or note.</param>
    public Task<Answer<EscalationReceipt>> SayOfHandOver(string id, string kind, EscalationOrder order) => Order(HandOvers, id, kind, Body(order, WireJson.Default.EscalationOrder));

    public Task<Answer<EscalationReceipt>> AnswerCancel(string id, CancelAnswer answer) => Order(HandOvers, id, "cancel-answer", Body(answer, WireJson.Default.CancelAnswer));

    private Task<Answer<EscalationReceipt>> Order(string of, string id, string what, HttpContent body) =>
        Send(HttpMethod.Post, $"{of}/{Uri.EscapeDataString(id)}/{what}", WireJson.Default.EscalationReceipt, body);
}
