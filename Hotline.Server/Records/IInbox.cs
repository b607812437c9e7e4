using Hotline.Server.Floor;

namespace Hotline.Server.Records;

/// <summary>One piece of evidence as kept.</summary>
/// <param name="Number">1, 2, … per contact; 0 before it is stored.</param>
/// <param name="Value">yes, no, unknown, refused or a number, as text.</param>
public sealed record Evidence(int Number, string Kind, string Value, string Source, DateTimeOffset At, int Confidence = 100);

/// <summary>An accepted intake. Sealed members are sealed by the inbox itself.</summary>
/// <param name="PayloadHash">SHA-256 hex of the canonical request; same key with another hash is a reuse.</param>
/// <param name="Open">The command that opens it; its contact id is derived from (key, idempotency key).</param>
public sealed record InboxItem(
    LineId Line, string ChannelKeyId, string IdempotencyKey, string PayloadHash, CommandId Command, FloorCommand.OpenContact Open,
    IReadOnlyList<Evidence> Evidence, Wire.Particulars? Particulars, Wire.CallbackConsent? Callback, string? Text,
    IReadOnlyList<Wire.IntakeWarning> Warnings);

public enum InboxAnswer { Stored, AlreadyStored, KeyReused }

/// <summary>The one intake inbox, keyed by (channel key, Idempotency-Key). On disk when <see cref="PutAsync"/> returns.</summary>
public interface IInbox
{
    /// <summary>Stores row, particulars, evidence and text in one (grouped) transaction. Throws <see cref="RecordsUnavailableException"/>.</summary>
    Task<InboxAnswer> PutAsync(InboxItem item, CancellationToken cancel);

    /// <summary>The contact an idempotency key already stands for, with the hash it came with and its first warnings; null when new.</summary>
    Task<(ContactId Contact, string PayloadHash, IReadOnlyList<Wire.IntakeWarning> Warnings)?> FindAsync(string channelKeyId, string idempotencyKey, CancellationToken cancel);

    /// <summary>Rows whose opened event is not recorded yet, older than the given age; for the sweeper.</summary>
    Task<IReadOnlyList<(CommandId Command, FloorCommand.OpenContact Open)>> UnopenedAsync(LineId line, TimeSpan olderThan, int most, CancellationToken cancel);
}

/// <summary>SQL did not answer.</summary>
public sealed class RecordsUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
