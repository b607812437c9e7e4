using Hotline.Server.Records;

namespace Hotline.Server.Audit;

/// <summary>One fact for a hash chain. Ids, codes and hashes only, never personal data.</summary>
/// <param name="Chain"><c>line:{id}</c> or <c>administration</c>.</param>
/// <param name="Actor">kind:id.</param>
/// <param name="Action">Event or order name, past tense.</param>
/// <param name="Subject">kind:id of what it is about.</param>
/// <param name="Data">Canonical JSON; "{}" when there is nothing more.</param>
public sealed record AuditFact(string Chain, DateTimeOffset At, string Actor, string Action, string Subject, string Data);

/// <summary>Append-only, gapless, SHA-256-chained.</summary>
public interface IAuditTrail
{
    /// <summary>Appends inside the caller's transaction; the caller saves. A clash of numbers makes that save fail.</summary>
    Task AppendAsync(RecordsDb db, IReadOnlyList<AuditFact> facts, CancellationToken cancel);

    /// <summary>Appends in a transaction of its own, tried again on a clash.</summary>
    Task RecordAsync(AuditFact fact, CancellationToken cancel);
}
