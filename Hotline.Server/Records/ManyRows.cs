using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;

namespace Hotline.Server.Records;

/// <summary>How a given row meets the one that is there. Columns not named take the given value.</summary>
/// <param name="UnlessGiven">Keep what is there where nothing (null) is given.</param>
/// <param name="First">Keep what is there where there is something.</param>
internal sealed record Merging(ImmutableArray<string> UnlessGiven, ImmutableArray<string> First)
{
    public static readonly Merging Replace = new([], []);
}

/// <summary>
/// Many rows of one table in one statement, past EF's tracking, by the model's own columns and conversions: on PostgreSQL as arrays, or by COPY where they
/// are many; on SQLite, which is in this process, row by row. Written at once, within the transaction that is open.
/// </summary>
internal static class ManyRows
{
    private const int WorthCopying = 64;
    private static readonly ConcurrentDictionary<(Type Table, bool IsPostgres), Shape> Shapes = new();

    /// <summary>New rows. Rows that are there already clash as any insert does.</summary>
    public static async Task AddAsync<T>(RecordsDb db, IReadOnlyList<T> rows, CancellationToken cancel)
        where T : class
    {
        if (rows.Count >= WorthCopying && db is PostgresRecordsDb) await CopyAsync(db, rows, cancel);
        else if (rows.Count > 0) await RunAsync(db, rows, ShapeOf<T>(db).Insert, cancel);
    }

    /// <summary>Rows that are new, or take the place of what their keys name. No key twice.</summary>
    public static async Task PutAsync<T>(RecordsDb db, IReadOnlyList<T> rows, Merging merging, CancellationToken cancel)
        where T : class
    {
        if (rows.Count > 0) await RunAsync(db, rows, ShapeOf<T>(db).PutOf(merging), cancel);
    }

    private static Shape ShapeOf<T>(RecordsDb db) => Shapes.GetOrAdd((typeof(T), db is PostgresRecordsDb), (table, model) => new Shape(model.FindEntityType(table.Table)!, table.IsPostgres), db.Model);

    private static async Task RunAsync<T>(RecordsDb db, IReadOnlyList<T> rows, string statement, CancellationToken cancel)
        where T : class
    {
        var shape = ShapeOf<T>(db);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = statement;
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        if (db is PostgresRecordsDb)
        {
            foreach (var column in shape.Columns) command.Parameters.Add(new NpgsqlParameter { Value = column.Of(rows) });
            await command.ExecuteNonQueryAsync(cancel);
            return;
        }
        var parameters = Array.ConvertAll(shape.Columns, column => Parameter(command, column));
        foreach (var row in rows)
        {
            for (var index = 0; index < parameters.Length; index++) parameters[index].Value = shape.Columns[index].Of(row) ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static DbParameter Parameter(DbCommand command, Column column)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@" + column.Name;
        command.Parameters.Add(parameter);
        return parameter;
    }

    private static async Task CopyAsync<T>(RecordsDb db, IReadOnlyList<T> rows, CancellationToken cancel)
        where T : class
    {
        var shape = ShapeOf<T>(db);
        await using var copy = await ((NpgsqlConnection)db.Database.GetDbConnection()).BeginBinaryImportAsync(shape.Copy, cancel);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancel);
            foreach (var column in shape.Columns)
            {
                if (column.Of(row) is { } given) await copy.WriteAsync(given, cancel);
                else await copy.WriteNullAsync(cancel);
            }
        }
        await copy.CompleteAsync(cancel);
    }

    private sealed record Column(string Name, string StoreType, PropertyInfo Property, ValueConverter? Converter)
    {
        /// <summary>What an array of it holds: nullable where a value may be missing.</summary>
        private readonly Type element = ElementOf(Converter?.ProviderClrType ?? Property.PropertyType, Property);

        /// <summary>As the store keeps it; null = NULL.</summary>
        public object? Of(object row) => Property.GetValue(row) is { } value ? Converter?.ConvertToProvider(value) ?? value : null;

        public Array Of<T>(IReadOnlyList<T> rows)
            where T : class
        {
            var all = Array.CreateInstance(element, rows.Count);
            for (var index = 0; index < rows.Count; index++) all.SetValue(Of(rows[index]), index);
            return all;
        }

        private static Type ElementOf(Type stored, PropertyInfo property)
        {
            var bare = Nullable.GetUnderlyingType(stored) ?? stored;
            return bare.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is not null ? typeof(Nullable<>).MakeGenericType(bare) : bare;
        }
    }

    private sealed class Shape
    {
        private readonly ConcurrentDictionary<Merging, string> puts = new(ReferenceEqualityComparer.Instance);
        private readonly string table;
        private readonly HashSet<string> keys;

        public Shape(IEntityType model, bool isPostgres)
        {
            table = $"\"{model.GetTableName()}\"";
            Columns = [.. model.GetProperties().Where(property => property.PropertyInfo is not null)
                .Select(property => new Column(property.GetColumnName(), property.GetColumnType(), property.PropertyInfo!, property.GetTypeMapping().Converter))];
            keys = [.. model.FindPrimaryKey()!.Properties.Select(property => property.GetColumnName())];
            var names = string.Join(", ", Columns.Select(column => $"\"{column.Name}\""));
            var arrays = string.Join(", ", Columns.Select((column, index) => string.Create(CultureInfo.InvariantCulture, $"${index + 1}::{column.StoreType}[]")));
            var values = string.Join(", ", Columns.Select(column => "@" + column.Name));
            Copy = $"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)";
            Insert = $"INSERT INTO {table} ({names}) " + (isPostgres ? $"SELECT * FROM unnest({arrays})" : $"VALUES ({values})");
        }

        public Column[] Columns { get; }
        public string Copy { get; }
        public string Insert { get; }

        public string PutOf(Merging merging) => puts.GetOrAdd(merging, wanted =>
            $"{Insert} ON CONFLICT ({string.Join(", ", keys.Select(key => $"\"{key}\""))}) DO UPDATE SET "
            + string.Join(", ", Columns.Where(column => !keys.Contains(column.Name)).Select(column => $"\"{column.Name}\" = {Merged(column.Name, wanted)}")));

        private string Merged(string column, Merging merging) =>
            merging.UnlessGiven.Contains(column) ? $"COALESCE(excluded.\"{column}\", {table}.\"{column}\")"
            : merging.First.Contains(column) ? $"COALESCE({table}.\"{column}\", excluded.\"{column}\")"
            : $"excluded.\"{column}\"";
    }
}
