using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Floor;
using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Escalations.Registry;

/// <summary>A partner with the secret before the present one, while that signs too.</summary>
internal sealed record KeptPartner(Partner Alone, Partner WithPrevious, DateTimeOffset? PreviousUntil)
{
    public Partner At(DateTimeOffset now) => PreviousUntil > now ? WithPrevious : Alone;
}

/// <summary>All partners of this node's memory.</summary>
internal sealed record PartnerBook(FrozenDictionary<LineId, ImmutableArray<KeptPartner>> ByLine)
{
    public static readonly PartnerBook Empty = new(FrozenDictionary<LineId, ImmutableArray<KeptPartner>>.Empty);
}

/// <summary>Partners as read from SQL.</summary>
internal sealed class PartnerDirectory(IDbContextFactory<RecordsDb> records, PartnerSecrets secrets, LoopBeats loops, TimeProvider clock, ILogger<PartnerDirectory> logger)
    : Remembered<PartnerBook>(Kinds.Partners, PartnerBook.Empty, records, loops, clock, logger), IPartnerDirectory
{
    public IReadOnlyList<Partner> OfLine(LineId line)
    {
        var now = Clock.GetUtcNow();
        return [.. Kept(line).Select(partner => partner.At(now))];
    }

    public Partner? Find(LineId line, string partnerId) => Kept(line).FirstOrDefault(partner => partner.Alone.Id == partnerId)?.At(Clock.GetUtcNow());

    protected override async Task<PartnerBook> LoadAsync(RecordsDb db, CancellationToken cancel)
    {
        var rows = await db.Set<PartnerRecord>().AsNoTracking().ToListAsync(cancel);
        List<KeptPartner> kept = [];
        foreach (var row in rows)
            kept.Add(await ReadAsync(db, row, cancel));
        return new PartnerBook(kept.GroupBy(partner => partner.Alone.Line).ToFrozenDictionary(
            line => line.Key,
            line => line.OrderBy(partner => partner.Alone.Settings.Order).ThenBy(partner => partner.Alone.Id, StringComparer.Ordinal).ToImmutableArray()));
    }

    private ImmutableArray<KeptPartner> Kept(LineId line) => Current.ByLine.TryGetValue(line, out var partners) ? partners : [];

    private async Task<KeptPartner> ReadAsync(RecordsDb db, PartnerRecord row, CancellationToken cancel)
    {
        var (newest, previous) = await secrets.OpenAsync(db, row, cancel);
        var alone = PartnerReading.Read(row, newest is null ? [] : [newest]);
        return newest is null || previous is null
            ? new KeptPartner(alone, alone, null)
            : new KeptPartner(alone, alone with { Secrets = [newest, previous] }, row.PreviousUntil);
    }
}
