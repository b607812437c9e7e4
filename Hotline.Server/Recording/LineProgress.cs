using Hotline.Server.Floor;

namespace Hotline.Server.Recording;

/// <summary>How far one line is recorded, who waits for it, and since when the oldest commit does.</summary>
internal sealed class LineProgress(LineId line)
{
    private const int MostSamples = 10_000;
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(50);
    private readonly Lock gate = new();
    private readonly Dictionary<(long Epoch, long Sequence), List<(string Tag, TaskCompletionSource<bool> Answer)>> waiting = [];
    private readonly Queue<(long Epoch, long Sequence, DateTimeOffset At)> samples = new();
    private (long Epoch, long Sequence) recorded;
    private DateTimeOffset lastSampleAt;

    public LineId Line => line;

    public bool IsWaitedFor
    {
        get { lock (gate) return waiting.Count > 0; }
    }

    public Task<bool> Wait(JournalEntry entry)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (!waiting.TryGetValue((entry.Epoch, entry.Sequence), out var list)) waiting[(entry.Epoch, entry.Sequence)] = list = [];
            list.Add((entry.Tag, answer));
        }
        return answer.Task;
    }

    public void GiveUp(JournalEntry entry, Task<bool> answer)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue((entry.Epoch, entry.Sequence), out var list)) return;
            list.RemoveAll(one => one.Answer.Task == answer);
            if (list.Count == 0) waiting.Remove((entry.Epoch, entry.Sequence));
        }
    }

    public bool HasPassed(JournalEntry entry)
    {
        lock (gate) return (entry.Epoch, entry.Sequence).CompareTo(recorded) <= 0;
    }

    /// <summary>What is waited for and lies at or before the record.</summary>
    public IReadOnlyList<(long Epoch, long Sequence)> Passed()
    {
        lock (gate) return [.. waiting.Keys.Where(place => place.CompareTo(recorded) <= 0)];
    }

    /// <param name="tag">Of the entry recorded at this place; null when none was.</param>
    public void Answer(long epoch, long sequence, string? tag)
    {
        lock (gate)
        {
            if (!waiting.Remove((epoch, sequence), out var list)) return;
            foreach (var one in list) one.Answer.TrySetResult(one.Tag == tag);
        }
    }

    /// <summary>Never back: what is left of a finished epoch is recorded behind the current one.</summary>
    public void MoveTo(long epoch, long sequence)
    {
        lock (gate)
        {
            if ((epoch, sequence).CompareTo(recorded) > 0) recorded = (epoch, sequence);
            while (samples.TryPeek(out var oldest) && (oldest.Epoch, oldest.Sequence).CompareTo(recorded) <= 0) samples.Dequeue();
        }
    }

    public void Sample(JournalEntry entry)
    {
        lock (gate)
        {
            if ((entry.Epoch, entry.Sequence).CompareTo(recorded) <= 0 || samples.Count >= MostSamples) return;
            if (samples.Count > 0 && entry.At - lastSampleAt < SampleEvery) return;
            samples.Enqueue((entry.Epoch, entry.Sequence, entry.At));
            lastSampleAt = entry.At;
        }
    }

    public (long Entries, TimeSpan Age) Lag(FloorState state, DateTimeOffset now)
    {
        lock (gate)
        {
            var entries = state.Epoch < recorded.Epoch ? 0 : state.Epoch > recorded.Epoch ? state.Sequence : Math.Max(0, state.Sequence - recorded.Sequence);
            var age = entries > 0 && samples.TryPeek(out var oldest) && now > oldest.At ? now - oldest.At : TimeSpan.Zero;
            return (entries, age);
        }
    }
}
