using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hotline.Contracts;
using Microsoft.Data.Sqlite;

namespace Hotline.Tests.Support;

/// <summary>Sets the routing of a line of a running server with SQLite, and waits until nothing but time stands between it and the nodes.</summary>
internal static class RoutingSetting
{
    private static readonly JsonSerializerOptions Kept = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static async Task SetAsync(RunningServer server, Func<RoutingView, RoutingView> change, string line = "demo")
    {
        await using var connection = new SqliteConnection(string.Create(CultureInfo.InvariantCulture, $"Data Source={Path.Combine(server.DataFolder, "records.db")};Default Timeout=10;Pooling=False"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE Lines SET Routing = $routing, Version = Version + 1 WHERE Id = $line; UPDATE ChangeMarks SET Number = Number + 1 WHERE Kind = 'lines'";
        command.Parameters.AddWithValue("$routing", JsonSerializer.Serialize(change(RoutingView.Defaults(line)), Kept));
        command.Parameters.AddWithValue("$line", line);
        await command.ExecuteNonQueryAsync();
    }
}
