using Microsoft.Extensions.Options;
using Npgsql;

namespace Hotline.Server.Records;

/// <summary>Section <c>Records</c>. PostgreSQL's address is <c>ConnectionStrings:Records</c>.</summary>
public sealed class RecordsOptions
{
    public const string Section = "Records";
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    /// <summary>sqlite (default: a file in the data folder) or postgres.</summary>
    public string Provider { get; set; } = Sqlite;

    /// <summary>Folder of the SQLite file and of the key file made in Development. Default: <c>hotline</c> in the user's local application data.</summary>
    public string DataFolder { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "hotline");

    /// <summary>Whether migrations are applied at start; default: with SQLite only.</summary>
    public bool? ApplyMigrations { get; set; }

    internal bool IsPostgres => string.Equals(Provider, Postgres, StringComparison.OrdinalIgnoreCase);
    internal bool AppliesMigrations => ApplyMigrations ?? !IsPostgres;
    internal string SqliteFile => Path.Combine(DataFolder, "records.db");
}

/// <summary>Reports every fault at once, naming the setting; never the connection string.</summary>
internal sealed class ValidateRecords(IConfiguration configuration) : IValidateOptions<RecordsOptions>
{
    public ValidateOptionsResult Validate(string? name, RecordsOptions options)
    {
        List<string> faults = [];
        var address = configuration.GetConnectionString("Records");
        if (!options.IsPostgres && !string.Equals(options.Provider, RecordsOptions.Sqlite, StringComparison.OrdinalIgnoreCase))
            faults.Add($"Records:Provider is '{options.Provider}'; it must be sqlite or postgres.");
        if (options.IsPostgres && string.IsNullOrWhiteSpace(address))
            faults.Add("ConnectionStrings:Records must be set when Records:Provider is postgres.");
        if (options.IsPostgres && !string.IsNullOrWhiteSpace(address) && !IsConnectionString(address))
            faults.Add("ConnectionStrings:Records is not a connection string of PostgreSQL, such as Host=…;Database=…;Username=…;Password=….");
        if (!options.IsPostgres && !string.IsNullOrWhiteSpace(address))
            faults.Add("ConnectionStrings:Records is set, but Records:Provider is not postgres: SQLite's file is in Records:DataFolder.");
        if (!Path.IsPathFullyQualified(options.DataFolder) && !IsRelativeFolder(options.DataFolder))
            faults.Add("Records:DataFolder must be set to a folder that the server may write.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    // A user without a home has no local application data: the default is then a bare "hotline".
    private static bool IsRelativeFolder(string folder) => !string.IsNullOrWhiteSpace(folder) && folder != "hotline";

    private static bool IsConnectionString(string text)
    {
        try
        {
            return !string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(text).Host);
        }
        catch (Exception failed) when (failed is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
