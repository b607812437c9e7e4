using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Hotline.Server.Records;

/// <summary>For <c>dotnet ef</c>: the model without a server. An empty connection string stands for no database at all.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteRecordsDb>
{
    public SqliteRecordsDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteRecordsDb>().UseSqlite(args.FirstOrDefault() ?? "Data Source=:memory:").Options);
}

/// <summary>For <c>dotnet ef -- "Host=…"</c>; the migration bundle takes its own <c>--connection</c>.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresRecordsDb>
{
    public PostgresRecordsDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresRecordsDb>().UseNpgsql(args.FirstOrDefault() ?? "Host=localhost;Database=hotline").Options);
}
