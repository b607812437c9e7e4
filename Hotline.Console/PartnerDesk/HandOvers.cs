using Hotline.Console.Access;
using Hotline.Console.Escalations;
using Hotline.Console.Live;
using Hotline.Contracts;

namespace Hotline.Console.PartnerDesk;

/// <summary>A hand-over as it was read.</summary>
/// <param name="Changed">Paths whose words are other than when this partner last said that it had seen them.</param>
public sealed record HandOver(EscalationFile File, IReadOnlySet<string> Changed);

/// <summary>What this partner's desk has read; in memory only. Each reading is audited, so only what is on the screen is read, and again when it has moved.</summary>
public sealed class HandOvers : IDisposable
{
    private readonly Dictionary<string, HandOver> read = [];
    private readonly Dictionary<string, string?> refused = [];
    private readonly Dictionary<string, string> readFor = [];
    private readonly Dictionary<string, EscalationForm> seen = [];
    private readonly ConsoleApi api;
    private readonly PartnerFeed feed;
    private string? shown;

    public HandOvers(ConsoleApi api, PartnerFeed feed)
    {
        (this.api, this.feed) = (api, feed);
        feed.Changed += Follow;
    }

    public event Action? Changed;

    public HandOver? Of(string id) => read.GetValueOrDefault(id);

    /// <summary>Why it could not be read; null when it was, or is being read.</summary>
    public string? Refusal(string id) => refused.GetValueOrDefault(id);

    /// <summary>This one is on the screen from now on.</summary>
    public void Show(string? id)
    {
        shown = id;
        Follow();
    }

    /// <summary>What changed was looked at.</summary>
    public void See(string id)
    {
        if (read.TryGetValue(id, out var one))
            (seen[id], read[id]) = (one.File.Form, one with { Changed = new HashSet<string>() });
        Changed?.Invoke();
    }

    public async Task Read(string id)
    {
        var answer = await api.ReadHandOver(id);
        refused[id] = answer.Slug;
        if (answer.Value is { } file)
        {
            seen.TryAdd(id, file.Form);
            read[id] = new HandOver(file, Differences(seen[id], file.Form));
        }
        else if (!answer.Passes)
        {
            // No longer this partner's to read: what was read is put away.
            read.Remove(id);
        }
        else
        {
            readFor.Remove(id);
        }
        Changed?.Invoke();
    }

    private void Follow()
    {
        if (feed.View is not { } view)
        {
            // Another person may sit down here next.
            read.Clear();
            refused.Clear();
            readFor.Clear();
            seen.Clear();
            return;
        }
        if (shown is null || view.Open.Concat(view.Recent).FirstOrDefault(row => row.EscalationId == shown) is not { } row)
            return;
        var print = FormattableString.Invariant($"{row.FormVersion}|{row.Messages}|{row.Step}|{row.State == ChainState.Delivered || row.State == ChainState.Asked}|{row.Cancel}");
        if (readFor.GetValueOrDefault(row.EscalationId) == print)
            return;
        readFor[row.EscalationId] = print;
        _ = Read(row.EscalationId);
    }

    private static HashSet<string> Differences(EscalationForm before, EscalationForm now)
    {
        var (old, present) = (FormSheet.Lines(before), FormSheet.Lines(now));
        return [.. present.Where(line => line.Key != "where.knownAt" && old.GetValueOrDefault(line.Key) != line.Value).Select(line => line.Key)];
    }

    public void Dispose() => feed.Changed -= Follow;
}
