namespace Hotline.Tests.Chaos.Checks;

/// <summary>An entry of a line's journal as SQL's timeline has it.</summary>
internal sealed record RecordedEntry(long Epoch, long Sequence, string Tag);

/// <summary>Where SQL says that an epoch's record stands.</summary>
internal sealed record RecordedMark(long Epoch, long Sequence, string Tag);

/// <summary>An entry as Redis still has it.</summary>
internal sealed record LiveEntry(long Epoch, long Sequence, string Tag, string PreviousTag);

/// <summary>The journal is gapless per line and epoch, ends where the watermark says, and its tags are chained.</summary>
internal static class JournalCheck
{
    /// <param name="finished">Marks of the epochs before the current one.</param>
    /// <param name="live">What Redis has of the current epoch, in order of sequence.</param>
    public static IReadOnlyList<string> Faults(
        string line, RecordedMark current, IReadOnlyCollection<RecordedMark> finished, IEnumerable<RecordedEntry> entries, IReadOnlyList<LiveEntry> live)
    {
        List<string> faults = [];
        var byEpoch = entries.GroupBy(entry => entry.Epoch).ToDictionary(group => group.Key, group => group.OrderBy(entry => entry.Sequence).ToList());
        if (finished.Any(mark => mark.Epoch >= current.Epoch)) faults.Add($"{line}: an epoch finished at or after the current one, {current.Epoch}");
        foreach (var mark in finished.Append(current))
        {
            var own = byEpoch.GetValueOrDefault(mark.Epoch, []);
            byEpoch.Remove(mark.Epoch);
            faults.AddRange(Gaps(line, own));
            var last = own.LastOrDefault();
            if ((last?.Sequence ?? 0) != mark.Sequence) faults.Add($"{line}: epoch {mark.Epoch} ends at {last?.Sequence ?? 0}, its mark says {mark.Sequence}");
            else if (last is not null && last.Tag != mark.Tag) faults.Add($"{line}: entry {mark.Epoch}.{last.Sequence} has the tag {last.Tag}, its mark says {mark.Tag}");
        }
        faults.AddRange(byEpoch.Keys.Select(epoch => $"{line}: the timeline has entries of epoch {epoch}, which SQL never began"));
        faults.AddRange(Unchained(line, live));
        var recorded = entries.ToLookup(entry => (entry.Epoch, entry.Sequence), entry => entry.Tag);
        faults.AddRange(live.Where(entry => recorded[(entry.Epoch, entry.Sequence)].Any(tag => tag != entry.Tag))
            .Select(entry => $"{line}: entry {entry.Epoch}.{entry.Sequence} is {entry.Tag} in Redis and another in SQL"));
        return faults;
    }

    private static IEnumerable<string> Gaps(string line, IReadOnlyList<RecordedEntry> entries)
    {
        for (var i = 0; i < entries.Count; i++)
            if (entries[i].Sequence != (i == 0 ? 1 : entries[i - 1].Sequence + 1))
                yield return $"{line}: a gap before entry {entries[i].Epoch}.{entries[i].Sequence}";
    }

    private static IEnumerable<string> Unchained(string line, IReadOnlyList<LiveEntry> live)
    {
        for (var i = 1; i < live.Count; i++)
            if (live[i].Sequence != live[i - 1].Sequence + 1 || live[i].PreviousTag != live[i - 1].Tag)
                yield return $"{line}: entry {live[i].Epoch}.{live[i].Sequence} in Redis does not follow the one before it";
    }
}
