using Hotline.Console.Parts;
using Hotline.Contracts;
using Microsoft.AspNetCore.Components;

namespace Hotline.Console.Escalations;

/// <summary>Begins a hand-over: numbers to dial at once, the few fields that matter, whom to ask in which order, and what will leave.</summary>
public sealed partial class EscalatePanel
{
    private ElementReference heading;
    private bool tried;
    private bool busy;
    private string? problem;

    [Inject] private EscalationDrafts Drafts { get; set; } = null!;
    [Inject] private EscalationOrders Orders { get; set; } = null!;
    [Inject] private Notices Notices { get; set; } = null!;

    [Parameter, EditorRequired] public required EngagementView View { get; set; }
    [Parameter] public EventCallback OnClose { get; set; }

    private PreparedEscalation Prepared { get; set; } = null!;

    /// <summary>By the live band: it may have risen since the draft was read.</summary>
    private bool IsImminent => View.Band == Band.Imminent || Prepared.Draft is { NeedsSecond: false };

    private IReadOnlyList<string> Missing => Prepared.Sheet.Missing();

    private string Next
    {
        get
        {
            var first = Prepared.Asked.FirstOrDefault();
            if (!IsImminent)
                return Text["escalate.next.second"];
            return first is null ? Text["escalate.next.proposed"]
                : Text.With(first.Delivery == PartnerDelivery.Voice ? "escalate.next.call" : "escalate.next.now", EscalationWords.Name(Text, first));
        }
    }

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Prepared = Drafts.Of(View.ContactId);
        Prepared.Sheet.Changed += Refresh;
        _ = Drafts.Read(Prepared, Refresh);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await heading.FocusAsync();
    }

    private async Task Start()
    {
        if (busy)
            return;
        (tried, busy, problem) = (true, true, null);
        var receipt = await Orders.Begin(View.ContactId, View.Fence, Prepared.Sheet.Form(), Prepared.Chain);
        busy = false;
        if (receipt.Done)
        {
            Notices.Say(IsImminent ? "escalate.started" : "escalate.held");
            Drafts.Begun(Prepared);
            await OnClose.InvokeAsync();
            return;
        }
        problem = receipt.Missing.Count > 0
            ? Text.With("escalate.refused.missing", EscalationWords.Fields(Text, receipt.Missing))
            : Text.Code("refusal", receipt.Refusal ?? "unknown");
    }

    protected override void Close() => Prepared.Sheet.Changed -= Refresh;
}
