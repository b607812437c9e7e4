namespace Hotline.Console.Parts;

public sealed record Notice(long Number, string Key, bool IsError);

/// <summary>Short messages about what a worker just did. Refusals stay until dismissed; the rest leave after some seconds.</summary>
public sealed class Notices(TimeProvider time)
{
    private readonly List<Notice> shown = [];
    private long last;

    public IReadOnlyList<Notice> Shown => shown;

    public event Action? Changed;

    /// <param name="key">Key of the sentence.</param>
    public void Say(string key)
    {
        var notice = Add(key, isError: false);
        _ = LeaveLater(notice);
    }

    /// <param name="slug">Refusal slug.</param>
    public void Refuse(string? slug) => Add("refusal." + (slug ?? "unknown"), isError: true);

    public void Dismiss(Notice notice)
    {
        if (shown.Remove(notice))
            Changed?.Invoke();
    }

    private Notice Add(string key, bool isError)
    {
        shown.RemoveAll(old => old.Key == key);
        if (shown.Count == 3)
            shown.RemoveAt(0);
        var notice = new Notice(++last, key, isError);
        shown.Add(notice);
        Changed?.Invoke();
        return notice;
    }

    private async Task LeaveLater(Notice notice)
    {
        await Task.Delay(TimeSpan.FromSeconds(6), time);
        Dismiss(notice);
    }
}
