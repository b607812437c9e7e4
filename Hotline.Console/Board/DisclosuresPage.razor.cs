using Hotline.Console.Access;
using Hotline.Console.Live;
using Hotline.Console.Parts;
using Hotline.Contracts;
using Microsoft.AspNetCore.Components;

namespace Hotline.Console.Board;

/// <summary>What left for partners. Read when asked for, not by itself: every read is audited.</summary>
public sealed partial class DisclosuresPage
{
    private const int UsualDays = 30;

    private DisclosureLog? log;
    private IReadOnlyList<LineSettingsView> lines = [];
    private DateTimeOffset readAt;
    private DateTime from;
    private DateTime until;
    private string contact = "";
    private string line = "";
    private string? refusal;
    private bool busy;

    [Inject] private ConsoleApi Api { get; set; } = null!;
    [Inject] private BrowserPage Browser { get; set; } = null!;
    [Inject] private ServerClock Clock { get; set; } = null!;
    [Inject] private SignedIn SignedIn { get; set; } = null!;

    // Of what is shown, not of what has been typed since.
    private string CsvAddress => ConsoleApi.DisclosuresAt(log!.From, log.Until, shownContact, log.Line ?? "") + "&format=csv";
    private string shownContact = "";

    protected override async Task OnInitializedAsync()
    {
        var today = Clock.Now.ToLocalTime().Date;
        (from, until) = (today.AddDays(-UsualDays), today);
        if (SignedIn.Has(Roles.Administrator))
            lines = (await Api.ReadLines()).Value ?? lines;
        await Load();
    }

    private async Task Load()
    {
        if (busy)
            return;
        busy = true;
        var asked = contact.Trim();
        // Until the end of the last day, by the clock of whoever asks.
        var answer = await Api.ReadDisclosures(Midnight(from), Midnight(until.AddDays(1)), asked, line);
        busy = false;
        refusal = answer.Slug;
        if (answer.Value is not { } read)
            return;
        (log, readAt, shownContact) = (read, Clock.Now, asked);
    }

    private static DateTimeOffset Midnight(DateTime day) => new(DateTime.SpecifyKind(day.Date, DateTimeKind.Local));

    private string LineName(string id) =>
        lines.FirstOrDefault(one => one.Id == id) is { } known ? (Text.IsChinese ? known.NameZh : known.Name)
        : SignedIn.Session?.LineInfo is { } own && own.Id == id ? (Text.IsChinese ? own.NameZh : own.Name) : id;

    private string Field(string path) => Text.Find("escalation.field." + path) ?? path;

    private Task Print() => Browser.Print();
}
