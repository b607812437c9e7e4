using Hotline.Console.Access;
using Hotline.Contracts;

namespace Hotline.Console.Desk;

public enum NoteState { Untouched, Unsaved, Saving, Saved, NotSaved, Clashed }

/// <summary>A note that saves itself a moment after the last key. Kept in memory until the server has it, whatever happens; never in browser storage.</summary>
public sealed class NoteDraft : IDisposable
{
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(800);

    /// <summary>Steady typing is saved at least this often.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(3);

    private readonly Func<SaveNote, Task<Answer<NoteSaved>>> save;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private DateTimeOffset? dirtySince;
    private long edits;
    private bool saving;

    public NoteDraft(Func<SaveNote, Task<Answer<NoteSaved>>> save, TimeProvider time)
    {
        (this.save, this.time) = (save, time);
        timer = time.CreateTimer(_ => _ = Save(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Text { get; private set; } = "";
    public NoteState State { get; private set; } = NoteState.Untouched;
    public int Version { get; private set; }
    public DateTimeOffset? SavedAt { get; private set; }

    /// <summary>Why it is not saved, as a slug.</summary>
    public string? Refusal { get; private set; }

    public bool IsSafe => State is NoteState.Untouched or NoteState.Saved;

    public event Action? Changed;

    /// <summary>The record was read. Own unsaved text is never overwritten by it.</summary>
    public void Adopt(NoteEntry? kept)
    {
        if (kept is null || !IsSafe || saving || kept.Version < Version)
            return;
        (Text, Version, SavedAt) = (kept.Text, kept.Version, kept.SavedAt);
        Become(NoteState.Saved);
    }

    public void Type(string text)
    {
        if (text == Text)
            return;
        Text = text;
        edits++;
        if (State == NoteState.Clashed)
        {
            Become(NoteState.Clashed);
            return;
        }
        dirtySince ??= time.GetUtcNow();
        if (!saving)
            Become(NoteState.Unsaved);
        var latest = dirtySince.Value + Longest - time.GetUtcNow();
        Wake(latest < Quiet ? latest : Quiet);
    }

    public async Task Save()
    {
        if (saving || IsSafe || State == NoteState.Clashed)
            return;
        saving = true;
        var sent = edits;
        Become(NoteState.Saving);
        var answer = await save(new SaveNote(Text, Version));
        saving = false;
        Refusal = answer.Slug;
        if (answer is { Succeeded: true, Value: { } saved })
        {
            (Version, SavedAt) = (saved.Version, saved.SavedAt);
            dirtySince = sent == edits ? null : time.GetUtcNow();
            Become(sent == edits ? NoteState.Saved : NoteState.Unsaved);
            if (sent != edits)
                Wake(Quiet);
        }
        else if (answer.Slug is "note_changed" or "conflict")
        {
            Become(NoteState.Clashed);
        }
        else
        {
            Become(NoteState.NotSaved);
            if (answer.Passes)
                Wake(RetryAfter);
        }
    }

    /// <summary>After a clash: this text goes over the other one.</summary>
    public Task KeepMine(NoteEntry? theirs)
    {
        Version = theirs?.Version ?? Version;
        State = NoteState.Unsaved;
        return Save();
    }

    /// <summary>After a clash: the other text stands.</summary>
    public void TakeTheirs(NoteEntry theirs)
    {
        (Text, Version, SavedAt, dirtySince) = (theirs.Text, theirs.Version, theirs.SavedAt, null);
        Become(NoteState.Saved);
    }

    private void Wake(TimeSpan after) => timer.Change(after < TimeSpan.Zero ? TimeSpan.Zero : after, Timeout.InfiniteTimeSpan);

    private void Become(NoteState state)
    {
        State = state;
        Changed?.Invoke();
    }

    public void Dispose() => timer.Dispose();
}
