using Hotline.Console.Access;
using Hotline.Console.Parts;
using Hotline.Contracts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Hotline.Console.Admin.Routing;

/// <summary>How a line searches, keeps and alarms: read, changed, in force with the answer.</summary>
public sealed partial class RoutingPage
{
    private readonly SettingFaults faults = new();
    private RoutingDraft? draft;
    private LineModeView? mode;
    private LineSettingsView? line;
    private string? refusal;
    private string? leavingTo;
    private bool saving;
    private bool leaving;

    [Parameter, EditorRequired] public required string Line { get; set; }
    [Inject] private ConsoleApi Api { get; set; } = null!;
    [Inject] private Notices Notices { get; set; } = null!;
    [Inject] private LeftDrafts Drafts { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private bool IsChanged => draft?.IsChanged == true;
    private string Name => line is null ? Line : Text.IsChinese ? line.NameZh : line.Name;

    protected override async Task OnParametersSetAsync()
    {
        if (draft?.Line == Line)
            return;
        if (Drafts.Take(Line) is { } left)
        {
            draft = left;
            await LoadBeside();
        }
        else
        {
            await Load();
        }
    }

    private async Task Load()
    {
        var answer = await Api.ReadRouting(Line);
        refusal = answer.Slug;
        if (answer.Value is { } read)
        {
            draft = RoutingDraft.Of(read);
            faults.Take(null);
        }
        await LoadBeside();
    }

    private async Task LoadBeside()
    {
        mode = (await Api.ReadMode(Line)).Value ?? mode;
        line = (await Api.ReadLines()).Value?.FirstOrDefault(one => one.Id == Line) ?? line;
    }

    private async Task Save()
    {
        // Never disabled for want of a change: a number still being typed is one only when the field is left, by this very press.
        if (draft is null || saving || !IsChanged)
            return;
        saving = true;
        var answer = await Api.SaveRouting(draft.View());
        saving = false;
        faults.Take(answer.Problem?.Errors);
        refusal = faults.Count > 0 ? null : answer.Slug;
        if (answer.Value is not { } saved)
            return;
        draft = RoutingDraft.Of(saved);
        Notices.Say("routing.inforce");
    }

    private void Ask(LocationChangingContext context)
    {
        if (leaving || !IsChanged)
            return;
        if (Navigation.ToBaseRelativePath(Navigation.ToAbsoluteUri(context.TargetLocation).ToString()).StartsWith("desk", StringComparison.Ordinal))
        {
            // Somebody has been answered there: no question comes between. The draft waits here.
            Drafts.Leave(draft!);
            return;
        }
        context.PreventNavigation();
        leavingTo = context.TargetLocation;
        Refresh();
    }

    private void Stay() => leavingTo = null;

    private void Leave()
    {
        leaving = true;
        Navigation.NavigateTo(leavingTo!);
    }
}
