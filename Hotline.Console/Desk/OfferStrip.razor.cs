using Hotline.Console.Live;
using Hotline.Console.Parts;
using Hotline.Contracts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Hotline.Console.Desk;

/// <summary>Shows offers, rings for them, tells the server they are on the screen, and answers by button or key.</summary>
public sealed partial class OfferStrip
{
    /// <summary>An offer the server still thinks unshown is confirmed again after this.</summary>
    private static readonly TimeSpan ConfirmAgain = TimeSpan.FromSeconds(1.5);

    private readonly Dictionary<string, string> answering = [];
    private readonly Dictionary<string, DateTimeOffset> confirmed = [];
    private DeskView? view;
    private string spoken = "";

    [Inject] private DeskFeed Desk { get; set; } = null!;
    [Inject] private DeskOrders Orders { get; set; } = null!;
    [Inject] private Sound Sound { get; set; } = null!;
    [Inject] private Attention Attention { get; set; } = null!;
    [Inject] private Keys Keys { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private IdleWatch Idle { get; set; } = null!;
    [Inject] private Signs Signs { get; set; } = null!;

    private List<OfferView> Ordered => view is null ? [] : [.. view.Offers.OrderByDescending(offer => offer.Band).ThenBy(offer => offer.Until)];

    /// <summary>Handed over by hand and not yet said to be taken.</summary>
    private IEnumerable<HandedView> Handed => (view?.Handed ?? []).Where(handed => handed.TakenAt is null).OrderByDescending(handed => handed.Band);

    private bool missed => view?.Me.Chosen == Presence.NotResponding;

    private bool asked => Idle.AskedAt is not null;

    private bool onDesk => Navigation.ToBaseRelativePath(Navigation.Uri).StartsWith("desk", StringComparison.Ordinal);

    /// <summary>The desk shows last calls itself; whoever is on another page hears them and must see why.</summary>
    private bool calledElsewhere => !onDesk && view is { LastCalls.Count: > 0, Engagements.Count: 0 };

    private DateTimeOffset? heard;

    protected override async Task OnInitializedAsync()
    {
        Desk.Changed += Follow;
        Keys.Pressed += Press;
        Idle.Changed += Refresh;
        Navigation.LocationChanged += Moved;
        Follow();
        await Keys.Listen();
        await Signs.Watch();
    }

    private void Moved(object? sender, LocationChangedEventArgs to) => Refresh();

    private void Follow()
    {
        view = Desk.View;
        var open = view?.Offers.Select(offer => offer.OfferId).ToHashSet() ?? [];
        foreach (var over in answering.Keys.Where(id => !open.Contains(id)).ToList())
            answering.Remove(over);
        foreach (var over in confirmed.Keys.Where(id => !open.Contains(id)).ToList())
            confirmed.Remove(over);
        // Said once for each set of offers: the countdown is not part of it.
        spoken = string.Join(' ', Ordered.Select(offer => Text.With("offer.spoken", Text.Of(offer.Band), Text.Of(offer.Channel), Text.Language(offer.Language)))
            .Concat(Handed.Select(handed => Text.With("handed.spoken", Text.Of(handed.Band), Text.Of(handed.Channel), handed.HandedBy)))
            .Concat((view?.LastCalls ?? []).Select(call => Text.With("lastcall.spoken", Text.Of(call.Band), Text.Of(call.Channel)))));
        Refresh();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var offers = Ordered;
        foreach (var offer in offers.Where(NeedsConfirming))
        {
            confirmed[offer.OfferId] = Time.GetUtcNow();
            _ = Orders.Show(offer);
        }
        var waiting = offers.Where(offer => !answering.ContainsKey(offer.OfferId)).ToList();
        var lastCall = view?.LastCalls.Count > 0 && view.Engagements.Count == 0;
        var handed = Handed.FirstOrDefault();
        await Sound.Ring(waiting.Count > 0 ? Sound.Pattern(waiting[0].Band) : handed is not null ? Sound.Pattern(handed.Band) : lastCall ? "lastcall" : null);
        if (asked && heard != Idle.AskedAt)
            await Sound.Ask();
        heard = Idle.AskedAt;
        if (waiting.Count > 0 || lastCall || handed is not null)
            await Attention.Call(Text["offer.title"], Text["offer.masked"]);
        else if (asked)
            await Attention.Call(Text["idle.question"], Text["idle.question"]);
        else
            await Attention.Rest();
    }

    private bool NeedsConfirming(OfferView offer) =>
        !offer.Shown && (!confirmed.TryGetValue(offer.OfferId, out var at) || Time.GetUtcNow() - at > ConfirmAgain);

    private void Press(string act)
    {
        if (act == Acts.Debrief && view is not null)
            _ = Orders.Be(Presence.Break, BreakReason.Debrief);
        if (Ordered.FirstOrDefault(offer => !answering.ContainsKey(offer.OfferId)) is not { } first)
            return;
        if (act == Acts.Accept)
            _ = Accept(first);
        else if (act == Acts.Decline)
            _ = Decline(first);
    }

    private async Task Accept(OfferView offer)
    {
        if (!Begin(offer, "offer.accepting"))
            return;
        if (await Orders.Accept(offer))
        {
            if (!onDesk)
                Navigation.NavigateTo("desk");
        }
        else
        {
            Stop(offer);
        }
    }

    private async Task Decline(OfferView offer)
    {
        if (Begin(offer, "offer.declining") && !await Orders.Decline(offer))
            Stop(offer);
    }

    private bool Begin(OfferView offer, string key)
    {
        if (!answering.TryAdd(offer.OfferId, key))
            return false;
        Refresh();
        return true;
    }

    private void Stop(OfferView offer)
    {
        answering.Remove(offer.OfferId);
        Refresh();
    }

    protected override void Close()
    {
        Desk.Changed -= Follow;
        Keys.Pressed -= Press;
        Idle.Changed -= Refresh;
        Navigation.LocationChanged -= Moved;
        _ = Sound.Ring(null);
    }
}
