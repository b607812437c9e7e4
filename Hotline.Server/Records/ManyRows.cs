using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;

namespace Hotline.Server.Records;

/// <summary>
/// Many new rows of one table at once. PostgreSQL takes them by COPY, one statement for all of them and nothing tracked; elsewhere, and where
/// there are few, they are added as any row is. By the model's own columns and conversions.
/// </summary>
internal static class ManyRows
{
    private const int WorthCopying = 12;
    private static readonly ConcurrentDictionary<Type, Shape> Shapes = new();

    /// <summary>Within the transaction that is open: copied now, or added to what is saved with it. Rows that are there already clash as any insert does.</summary>
    public static async Task AddAsync<T>(RecordsDb db, IReadOnlyList<T> rows, CancellationToken cancel)
        where T : class
    {
        if (rows.Count < WorthCopying || db is not PostgresRecordsDb || db.Database.CurrentTransaction is null)
        {
            db.AddRange(rows);
            return;
        }
        var shape = Shapes.GetOrAdd(typeof(T), type => Shape.Of(db.Model.FindEntityType(type)!));
        await using var copy = await ((NpgsqlConnection)db.Database.GetDbConnection()).BeginBinaryImportAsync(shape.Command, cancel);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancel);
            foreach (var (property, converter) in shape.Columns)
            {
                var value = property.GetValue(row);
                if ((converter?.ConvertToProvider(value) ?? value) is { } given) await copy.WriteAsync(given, cancel);
                else await copy.WriteNullAsync(cancel);
            }
        }
        await copy.CompleteAsync(cancel);
    }

    private sealed record Shape(string Command, (PropertyInfo Property, ValueConverter? Converter)[] Columns)
    {
        public static Shape Of(IEntityType table)
        {
            var columns = table.GetProperties().Where(property => property.PropertyInfo is not null).ToArray();
            return new Shape(
                $"COPY \"{table.GetTableName()}\" ({string.Join(", ", columns.Select(column => $"\"{column.GetColumnName()}\""))}) FROM STDIN (FORMAT BINARY)",
                [.. columns.Select(column => (column.PropertyInfo!, column.GetTypeMapping().Converter))]);
        }
    }
}
