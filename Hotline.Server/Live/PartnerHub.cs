using System.Security.Claims;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Ledger;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Hotline.Server.Live;

/// <summary>The partners' door. Thin: who asks, of which partner; everything else is HTTP.</summary>
[Authorize(Policy = Policies.Partner)]
internal sealed class PartnerHub(PartnerRegister register, PushToPartner push, ILedger ledger) : Hub<Wire.IPartnerClient>, Wire.IPartnerHub
{
    private const int MostShown = 100;

    private WorkerId Me => new(Context.User!.FindFirstValue(ClaimTypes.NameIdentifier)!);
    private LineId Line => new(Context.User!.FindFirstValue(HotlineClaims.Line)!);
    private PartnerId Partner => new(Context.User!.FindFirstValue(HotlineClaims.Partner)!);

    public override async Task OnConnectedAsync()
    {
        var connection = new PartnerConnection(Context.ConnectionId, Me, Line, Partner, Context.User!, Context.Abort, Context.ConnectionAborted);
        register.Add(connection);
        _ = push.RunAsync(connection);
        await base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        register.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>Only of those that were put to this partner: the floor decides. A refusal is no news to a desk; it shows what is.</summary>
    [Authorize(Policy = Policies.Partner)]
    public async Task Shown(IReadOnlyList<string> escalationIds)
    {
        foreach (var id in escalationIds.Take(MostShown))
            await ledger.ExecuteAsync(
                Line, new CommandId(Wire.CommandIds.Next(ledger.Now)), new Actor("partner", Me.Value), new FloorCommand.ShowEscalation(new EscalationId(id), Partner), Context.ConnectionAborted);
    }
}
