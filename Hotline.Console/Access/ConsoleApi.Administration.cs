using Hotline.Contracts;

namespace Hotline.Console.Access;

/// <summary>The administrator's calls.</summary>
public sealed partial class ConsoleApi
{
    public Task<Answer<IReadOnlyList<LineSettingsView>>> ReadLines() =>
        Send(HttpMethod.Get, "api/v1/admin/lines", WireJson.Default.IReadOnlyListLineSettingsView);

    public Task<Answer<LineSettingsView>> CreateLine(LineSettingsView line) =>
        Send(HttpMethod.Post, "api/v1/admin/lines", WireJson.Default.LineSettingsView, Body(line, WireJson.Default.LineSettingsView));

    public Task<Answer<LineSettingsView>> SaveLine(LineSettingsView line) =>
        Send(HttpMethod.Put, $"api/v1/admin/lines/{Uri.EscapeDataString(line.Id)}", WireJson.Default.LineSettingsView, Body(line, WireJson.Default.LineSettingsView));

    public Task<Answer<RoutingView>> ReadRouting(string line) =>
        Send(HttpMethod.Get, $"api/v1/admin/lines/{Uri.EscapeDataString(line)}/routing", WireJson.Default.RoutingView);

    public Task<Answer<RoutingView>> SaveRouting(RoutingView routing) =>
        Send(HttpMethod.Put, $"api/v1/admin/lines/{Uri.EscapeDataString(routing.Line)}/routing", WireJson.Default.RoutingView, Body(routing, WireJson.Default.RoutingView));

    /// <summary>What supervisors switched on the line.</summary>
    public Task<Answer<LineModeView>> ReadMode(string line) =>
        Send(HttpMethod.Get, $"api/v1/admin/lines/{Uri.EscapeDataString(line)}/mode", WireJson.Default.LineModeView);

    public Task<Answer<IReadOnlyList<WorkerAccountView>>> ReadWorkers() =>
        Send(HttpMethod.Get, "api/v1/admin/workers", WireJson.Default.IReadOnlyListWorkerAccountView);

    public Task<Answer<InvitationLink>> CreateWorker(SaveWorkerRequest worker) =>
        Send(HttpMethod.Post, "api/v1/admin/workers", WireJson.Default.InvitationLink, Body(worker, WireJson.Default.SaveWorkerRequest));

    public Task<Answer<WorkerAccountView>> SaveWorker(string id, SaveWorkerRequest worker) =>
        Send(HttpMethod.Put, $"api/v1/admin/workers/{Uri.EscapeDataString(id)}", WireJson.Default.WorkerAccountView, Body(worker, WireJson.Default.SaveWorkerRequest));

    public Task<Answer<InvitationLink>> ResetPassword(string id) =>
        Send(HttpMethod.Post, $"api/v1/admin/workers/{Uri.EscapeDataString(id)}/reset", WireJson.Default.InvitationLink);

    public Task<Answer<IReadOnlyList<ChannelKeyView>>> ReadKeys() =>
        Send(HttpMethod.Get, "api/v1/admin/keys", WireJson.Default.IReadOnlyListChannelKeyView);

    public Task<Answer<CreatedKey>> CreateKey(CreateKeyRequest key) =>
        Send(HttpMethod.Post, "api/v1/admin/keys", WireJson.Default.CreatedKey, Body(key, WireJson.Default.CreateKeyRequest));

    public Task<Answer<bool>> RevokeKey(string id) => Send(HttpMethod.Delete, $"api/v1/admin/keys/{Uri.EscapeDataString(id)}");

    /// <param name="chain">Null = every chain.</param>
    /// <param name="before">Number to continue below; null = newest.</param>
    public Task<Answer<IReadOnlyList<AuditEntryView>>> ReadAudit(string? chain, long? before)
    {
        var query = new List<string>();
        if (chain is not null)
            query.Add($"chain={Uri.EscapeDataString(chain)}");
        if (before is not null)
            query.Add(FormattableString.Invariant($"before={before}"));
        return Send(HttpMethod.Get, "api/v1/admin/audit" + (query.Count == 0 ? "" : "?" + string.Join('&', query)), WireJson.Default.IReadOnlyListAuditEntryView);
    }

    public Task<Answer<IReadOnlyList<AuditVerification>>> VerifyAudit() =>
        Send(HttpMethod.Get, "api/v1/admin/audit/verify", WireJson.Default.IReadOnlyListAuditVerification);
}
