using Hotline.Console.Access;
using Hotline.Console.Live;
using Hotline.Console.Parts;
using Hotline.Contracts;
using Microsoft.AspNetCore.Components;

namespace Hotline.Console.Board;

/// <summary>The shift log. Read when asked for, not by itself: every read is audited.</summary>
public sealed partial class ShiftLogPage
{
    private ShiftLogView? log;
    private ShiftLogGroup? filter;
    private DateTimeOffset readAt;
    private string? refusal;
    private string? problem;
    private string note = "";
    private bool busy;
    private int ago;

    [Inject] private ConsoleApi Api { get; set; } = null!;
    [Inject] private BoardOrders Orders { get; set; } = null!;
    [Inject] private BrowserPage Browser { get; set; } = null!;
    [Inject] private ServerClock Clock { get; set; } = null!;

    private IEnumerable<ShiftLogEntry> Shown => (log?.Entries ?? []).Where(entry => filter is null || entry.Group == filter);

    protected override Task OnInitializedAsync() => Load(0);

    private async Task Load(int wanted)
    {
        busy = true;
        var answer = await Api.ReadShiftLog(wanted);
        busy = false;
        refusal = answer.Slug;
        if (answer.Value is not { } view)
            return;
        (log, ago, readAt) = (view, view.Ago, Clock.Now);
    }

    private async Task Note()
    {
        if (busy)
            return;
        problem = note.Trim().Length == 0 ? Text["refusal.shift_note_length"] : null;
        if (problem is not null)
            return;
        busy = true;
        var receipt = await Orders.Note(note.Trim());
        busy = false;
        if (!receipt.Done)
        {
            problem = Text.Code("refusal", receipt.Refusal ?? "unknown");
            return;
        }
        note = "";
        await Load(0);
    }

    private Task Print() => Browser.Print();

    private Task Save() => Browser.SaveText(ShiftLogFile.Name(log!), ShiftLogFile.Write(Text, Shown), "text/csv");
}
