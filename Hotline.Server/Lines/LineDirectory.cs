using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Hotline.Server.Floor;
using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Lines;

/// <summary>All lines of this node's memory, in order of id.</summary>
public sealed record LineBook(IReadOnlyList<Line> All, FrozenDictionary<LineId, Line> ById)
{
    public static readonly LineBook Empty = new([], FrozenDictionary<LineId, Line>.Empty);
}

/// <summary>Lines as read from SQL.</summary>
public sealed class LineDirectory(IOptions<LinesOptions> options, IDbContextFactory<RecordsDb> records, LoopBeats loops, TimeProvider clock, ILogger<LineDirectory> logger)
    : Remembered<LineBook>(Kinds.Lines, LineBook.Empty, records, loops, clock, logger), ILineDirectory
{
    public IReadOnlyList<Line> All => Current.All;

    public Line? Find(LineId id) => Current.ById.GetValueOrDefault(id);

    protected override async Task<LineBook> LoadAsync(RecordsDb db, CancellationToken cancel)
    {
        var rows = await db.Set<LineRecord>().AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancel);
        Line[] lines = [.. rows.Select(row => LineReading.Read(row, options.Value.Minute))];
        return new LineBook(lines, lines.ToFrozenDictionary(line => line.Id));
    }
}
