using Hotline.Server.Floor;

namespace Hotline.Server.Recording;

/// <summary>Up to where a journal is in SQL.</summary>
/// <param name="Epoch">Whose journal.</param>
/// <param name="Tag">Tag of the entry at <paramref name="Sequence"/>; of the epoch itself when that is 0.</param>
/// <param name="Current">The line's epoch in SQL: equal to <paramref name="Epoch"/>, but for what is left of a finished one.</param>
internal sealed record RecordPoint(LineId Line, long Epoch, long Sequence, string Tag, long Current)
{
    public RecordPoint After(JournalEntry entry) => this with { Sequence = entry.Sequence, Tag = entry.Tag };
}

/// <summary>What the journal shows after a point.</summary>
internal abstract record JournalLook
{
    private JournalLook() { }

    /// <summary>At least one entry, each chained to the one before.</summary>
    public sealed record Next(IReadOnlyList<JournalEntry> Entries) : JournalLook;

    public sealed record Nothing : JournalLook;

    /// <summary>The floor and the record no longer fit: a new epoch is due.</summary>
    /// <param name="Why">no_floor, behind, broken_chain, missing_entry or unpublished_epoch.</param>
    public sealed record Broken(string Why) : JournalLook;

    /// <summary>SQL has lost this epoch, Redis lives: the record starts again from the floor.</summary>
    public sealed record SqlBehind(long Epoch) : JournalLook;
}
