using Hotline.Console.Access;
using Hotline.Console.Live;
using Hotline.Console.Parts;
using Hotline.Contracts;

namespace Hotline.Console.Desk;

/// <summary>All this console keeps about one held contact. In memory only.</summary>
public sealed record HeldContact(string ContactId, NoteDraft Note, AssessmentSheet Sheet)
{
    public ContactRecord? Record { get; internal set; }

    /// <summary>Why the record could not be read; null when it was, or is being read.</summary>
    public string? Refusal { get; internal set; }

    /// <summary>What may be asked, by the rules that grade the contact; null until it was read.</summary>
    public InstrumentsView? Instruments { get; internal set; }

    public string? InstrumentsRefusal { get; internal set; }

    internal bool AskedForInstruments { get; set; }

    /// <summary>Evidence the record was last fetched for; see <see cref="EngagementView"/>.</summary>
    internal string? ReadFor { get; set; }

    /// <summary>Fence of the holding; goes with every order about it.</summary>
    internal string Fence { get; set; } = "";
}

/// <summary>The contacts this worker holds, as this console knows them. Reads a record when it is first held and when its evidence grew.</summary>
public sealed class HeldContacts : IDisposable
{
    private const int MostReads = 60;
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, HeldContact> held = [];
    private readonly DeskFeed desk;
    private readonly ConsoleApi api;
    private readonly Commands commands;
    private readonly BrowserPage browser;
    private readonly TimeProvider time;
    private bool guarded;

    public HeldContacts(DeskFeed desk, ConsoleApi api, Commands commands, BrowserPage browser, TimeProvider time)
    {
        (this.desk, this.api, this.commands, this.browser, this.time) = (desk, api, commands, browser, time);
        desk.Changed += Follow;
    }

    public event Action? Changed;

    /// <summary>Notes of contacts no longer held that the server does not have yet.</summary>
    public IReadOnlyList<HeldContact> LeftBehind =>
        [.. held.Values.Where(one => !one.Note.IsSafe && (desk.View is null || !IsMine(desk.View, one.ContactId)))];

    public HeldContact Of(string contactId)
    {
        if (held.TryGetValue(contactId, out var known))
            return known;
        var note = new NoteDraft(text => api.SaveNote(contactId, text), time);
        var sheet = new AssessmentSheet(item => commands.Send(
            nameof(IConsoleHub.AssessContact), new AssessOrder(commands.NextId(), contactId, held[contactId].Fence, [item])));
        note.Changed += NoteChanged;
        return held[contactId] = new HeldContact(contactId, note, sheet);
    }

    public async Task Read(string contactId)
    {
        var one = Of(contactId);
        if (await UntilAnswered(contactId, api.ReadContact, slug => one.Refusal = slug) is { } record)
        {
            one.Record = record;
            one.Sheet.Adopt(record.Evidence);
            one.Note.Adopt(record.Note);
            // Other rules grade the contact since.
            if (one.Instruments is { } known && record.Assessments is [.., var latest] && latest.RuleSet != known.Version)
                await ReadInstruments(contactId);
        }
        Changed?.Invoke();
    }

    public async Task ReadInstruments(string contactId)
    {
        var one = Of(contactId);
        one.AskedForInstruments = true;
        one.Instruments = await UntilAnswered(contactId, api.ReadInstruments, slug => one.InstrumentsRefusal = slug) ?? one.Instruments;
        Changed?.Invoke();
    }

    // A record still being written, or a store that is away: asked again while the contact is here.
    private async Task<T?> UntilAnswered<T>(string contactId, Func<string, Task<Answer<T>>> read, Action<string?> refused) where T : class
    {
        var answer = await read(contactId);
        for (var tries = 0; answer.Passes && tries < MostReads && held.ContainsKey(contactId); tries++)
        {
            refused(answer.Slug);
            Changed?.Invoke();
            await Task.Delay(ReadAgainAfter, time);
            answer = await read(contactId);
        }
        refused(answer.Slug);
        return answer.Value;
    }

    private void Follow()
    {
        if (desk.View is not { } view)
        {
            // Another person may sit down here next.
            foreach (var gone in held.Values)
                gone.Note.Dispose();
            held.Clear();
            return;
        }
        foreach (var engagement in view.Engagements)
        {
            var one = Of(engagement.ContactId);
            one.Fence = engagement.Fence;
            if (!one.AskedForInstruments)
                _ = ReadInstruments(engagement.ContactId);
            var evidence = Evidence(engagement);
            if (one.ReadFor == evidence)
                continue;
            one.ReadFor = evidence;
            _ = Read(engagement.ContactId);
        }
        foreach (var beside in view.Beside ?? [])
        {
            var evidence = FormattableString.Invariant($"beside|{beside.Basis}|{beside.Score}|{beside.Band}|{string.Join(',', beside.Reasons)}");
            if (Of(beside.ContactId) is var one && one.ReadFor == evidence)
                continue;
            one.ReadFor = evidence;
            _ = Read(beside.ContactId);
        }
        foreach (var gone in held.Values.Where(one => one.Note.IsSafe && !IsMine(view, one.ContactId)).ToList())
        {
            gone.Note.Dispose();
            held.Remove(gone.ContactId);
        }
    }

    private static bool IsMine(DeskView view, string contactId) =>
        view.Engagements.Any(held => held.ContactId == contactId) || view.Handed?.Any(handed => handed.ContactId == contactId) == true
        || view.Beside?.Any(beside => beside.ContactId == contactId) == true;

    private static string Evidence(EngagementView view) =>
        FormattableString.Invariant($"{view.Basis}|{view.Score}|{view.Band}|{string.Join(',', view.Reasons)}");

    private void NoteChanged()
    {
        Changed?.Invoke();
        var unsafeNow = held.Values.Any(one => !one.Note.IsSafe);
        if (unsafeNow == guarded)
            return;
        guarded = unsafeNow;
        _ = browser.Guard(unsafeNow);
    }

    public void Dispose()
    {
        desk.Changed -= Follow;
        foreach (var one in held.Values)
            one.Note.Dispose();
    }
}
