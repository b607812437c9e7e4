using Hotline.Console.Live;
using Hotline.Console.Parts;
using Hotline.Contracts;
using Microsoft.AspNetCore.Components;

namespace Hotline.Console.PartnerDesk;

/// <summary>A partner's desk: what is handed over to it. It sounds until somebody has answered, and tells the server what is on the screen.</summary>
public sealed partial class PartnerPage
{
    /// <summary>The list, on a telephone; without it an unanswered hand-over is shown by itself.</summary>
    public const string All = "all";

    /// <summary>A hand-over the server still thinks unshown is confirmed again after this.</summary>
    private static readonly TimeSpan ConfirmAgain = TimeSpan.FromSeconds(1.5);

    private readonly Dictionary<string, DateTimeOffset> confirmed = [];
    private string? held;
    private string spoken = "";

    [Inject] private PartnerFeed Feed { get; set; } = null!;
    [Inject] private PartnerLink Link { get; set; } = null!;
    [Inject] private HandOvers HandOvers { get; set; } = null!;
    [Inject] private Sound Sound { get; set; } = null!;
    [Inject] private Attention Attention { get; set; } = null!;
    [Inject] private Preferences Preferences { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;

    /// <summary>Of a hand-over, or <see cref="All"/>.</summary>
    [Parameter] public string? Id { get; set; }

    private IEnumerable<PartnerDeskRow> Unanswered => (Feed.View?.Open ?? []).Where(row => row.State is ChainState.Asked or ChainState.Delivered).OrderByDescending(row => row.Band).ThenBy(row => row.SentAt);

    /// <summary>What is on the screen stays there while it is open: another one that comes in is told, and takes nobody away from what they write.</summary>
    private string? Chosen => Id switch
    {
        null when Feed.View?.Open.Any(row => row.EscalationId == held) == true => held,
        null => (Unanswered.FirstOrDefault() ?? (Feed.View?.Open is [var first, ..] ? first : null))?.EscalationId,
        All => null,
        var id => Row(id)?.EscalationId,
    };

    private PartnerDeskRow? Row(string? id) => Feed.View is { } view ? view.Open.Concat(view.Recent).FirstOrDefault(row => row.EscalationId == id) : null;

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Feed.Changed += Follow;
        Sound.Changed += Refresh;
        Preferences.Changed += Refresh;
        Follow();
    }

    protected override void OnParametersSet() => Hold();

    private void Hold() => HandOvers.Show(held = Chosen);

    private void Follow()
    {
        // Said once for each set of hand-overs: the countdown is not part of it.
        spoken = string.Join(' ', Unanswered.Select(row => Text.With("partner.spoken", Text.Of(row.Band))));
        Hold();
        Refresh();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var now = Time.GetUtcNow();
        List<string> unshown = [.. Unanswered.Where(row => row.State == ChainState.Asked && (!confirmed.TryGetValue(row.EscalationId, out var at) || now - at > ConfirmAgain)).Select(row => row.EscalationId)];
        foreach (var id in unshown)
            confirmed[id] = now;
        if (unshown.Count > 0)
            await Link.Shown(unshown);
        var first = Unanswered.FirstOrDefault();
        await Sound.Ring(first is null ? null : Sound.Pattern(first.Band));
        if (first is not null)
            await Attention.Call(Text["partner.new"], Text["offer.masked"]);
        else
            await Attention.Rest();
    }

    private async Task Arm()
    {
        await Sound.Test(Band.Moderate);
        await Attention.AskPermission();
    }

    protected override void Close()
    {
        Feed.Changed -= Follow;
        Sound.Changed -= Refresh;
        Preferences.Changed -= Refresh;
        HandOvers.Show(null);
        _ = Sound.Ring(null);
    }
}
