using System.Security.Cryptography;
using Hotline.Server.Platform;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records;
using Hotline.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NUnit.Framework;

namespace Hotline.Tests.Records;

/// <summary>A start with wrong settings is refused in words; a right one leaves the stores as they must be.</summary>
internal sealed class StartTests
{
    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("hotline-start-").FullName;

    [TearDown]
    public void DropFolder()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public void All_faults_of_the_settings_are_told_at_once()
    {
        var faults = Faults(RecordsNode.Build(folder, null, settings: [("Records:Provider", "postgres"), ("Records:DataFolder", ""), ("Sealing:Key", "short"), ("Sealing:KeyFile", "/nowhere/key")]));
        Assert.That(faults, Has.Some.Contains("ConnectionStrings:Records"));
        Assert.That(faults, Has.Some.Contains("Records:DataFolder"));
        Assert.That(faults, Has.Some.Contains("Sealing:Key must be 32 bytes"));
        Assert.That(faults, Has.Some.Contains("keep one"));
        Assert.That(faults, Has.Some.Contains("no file /nowhere/key"));
    }

    [TestCase("Records:Provider", "oracle", "must be sqlite or postgres")]
    [TestCase("ConnectionStrings:Records", "Host=somewhere", "Records:Provider is not postgres")]
    public void A_wrong_setting_is_named(string key, string value, string told) => Assert.That(Faults(RecordsNode.Build(folder, null, settings: (key, value))), Has.Some.Contains(told));

    [Test]
    public void The_settings_by_themselves_are_right_in_Development() => Assert.That(Faults(RecordsNode.Build(folder, null)), Is.Empty);

    [Test]
    public void Production_without_a_key_is_refused() =>
        Assert.That(Faults(RecordsNode.Build(folder, null, environment: "Production")), Has.Some.Contains("Sealing:KeyFile"));

    [Test]
    public async Task The_key_file_made_in_Development_is_readable_by_its_owner_only_and_used_again()
    {
        await CheckAsync(RecordsNode.Build(folder, null));
        var file = Path.Combine(folder, "sealing.key");
        var key = await File.ReadAllTextAsync(file);
        if (!OperatingSystem.IsWindows()) Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));

        await CheckAsync(RecordsNode.Build(folder, null));

        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo(key));
        Assert.That(Directory.GetFiles(folder, "sealing.key*"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Records_sealed_with_another_key_are_not_started_on()
    {
        var first = RecordsNode.Build(folder, null);
        await first.Services.GetRequiredService<RecordsCheck>().CheckAsync(default);
        await first.Services.GetRequiredService<IInbox>().PutAsync(RecordsNode.Item("one"), default);
        await first.DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "sealing.key"), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

        Assert.That(() => CheckAsync(RecordsNode.Build(folder, null)), Throws.InstanceOf<StartupRefusedException>().With.Message.Contains("Sealing:KeyFile"));
    }

    [Test]
    public async Task A_connection_to_SQLite_waits_for_the_disk_and_overwrites_what_it_deletes()
    {
        await using var node = await RecordsNode.StartAsync(RecordsNode.Sqlite);
        await using var db = node.Open();
        Assert.That(await PragmaAsync(db, "journal_mode"), Is.EqualTo("wal"));
        Assert.That(await PragmaAsync(db, "synchronous"), Is.EqualTo("2"));
        Assert.That(await PragmaAsync(db, "foreign_keys"), Is.EqualTo("1"));
        Assert.That(await PragmaAsync(db, "busy_timeout"), Is.EqualTo("5000"));
        Assert.That(await PragmaAsync(db, "secure_delete"), Is.EqualTo("1"));
    }

    [TestCase(RecordsNode.Sqlite)]
    [TestCase(RecordsNode.Postgres)]
    public async Task The_model_has_no_change_that_is_not_in_a_migration(string provider)
    {
        await using var node = await RecordsNode.StartAsync(provider);
        await using var db = node.Open();
        Assert.That(db.Database.HasPendingModelChanges(), Is.False, "Add the migration for both providers.");
        Assert.That(await db.Database.GetPendingMigrationsAsync(), Is.Empty);
    }

    [Test]
    public void Both_providers_have_the_same_migrations()
    {
        using RecordsDb sqlite = new SqliteDesign().CreateDbContext([]), postgres = new PostgresDesign().CreateDbContext([]);
        Assert.That(Names(sqlite), Is.EqualTo(Names(postgres)));
    }

    [Test]
    public async Task PostgreSQL_without_its_migrations_is_refused_with_the_command_to_apply_them()
    {
        var address = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        Assert.That(
            () => CheckAsync(RecordsNode.Build(folder, address, settings: ("Records:ApplyMigrations", null))),
            Throws.InstanceOf<StartupRefusedException>().With.Message.Contains("dotnet ef database update").And.Message.Contains("Records:ApplyMigrations=true"));
    }

    [Test]
    public async Task PostgreSQL_that_does_not_keep_what_it_acknowledges_is_refused()
    {
        var address = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        Assert.That(
            () => CheckAsync(RecordsNode.Build(folder, address + ";Options=-c synchronous_commit=off")),
            Throws.InstanceOf<StartupRefusedException>().With.Message.Contains("synchronous_commit"));
    }

    [Test]
    public void PostgreSQL_that_does_not_answer_is_told_without_its_password()
    {
        var address = $"Host=127.0.0.1;Port={FreePort.Next()};Database=x;Username=u;Password=very-secret";
        Assert.That(
            () => CheckAsync(RecordsNode.Build(folder, address)),
            Throws.InstanceOf<StartupRefusedException>().With.Message.Contains("ConnectionStrings:Records").And.Message.Not.Contains("very-secret"));
    }

    [Test]
    public async Task A_store_that_went_away_is_told_as_such_and_works_again_when_it_is_back()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var app = RecordsNode.Build(folder, await server.NewDatabaseAsync());
        await app.Services.GetRequiredService<RecordsCheck>().CheckAsync(default);
        var (inbox, file) = (app.Services.GetRequiredService<IInbox>(), app.Services.GetRequiredService<IContactFile>());
        Assert.That(await inbox.PutAsync(RecordsNode.Item("before"), default), Is.EqualTo(InboxAnswer.Stored));

        await server.KillAsync();
        Assert.That(() => inbox.PutAsync(RecordsNode.Item("meanwhile"), default), Throws.InstanceOf<RecordsUnavailableException>());
        Assert.That(() => file.ReadAsync(RecordsNode.Line, new Server.Floor.ContactId("c-before"), default), Throws.InstanceOf<RecordsUnavailableException>());

        await server.LaunchAsync();
        await Until.True(async () =>
        {
            try
            {
                return await inbox.PutAsync(RecordsNode.Item("before"), default) == InboxAnswer.AlreadyStored;
            }
            catch (RecordsUnavailableException)
            {
                return false;
            }
        }, "the inbox takes contacts again");
    }

    private static async Task CheckAsync(WebApplication app)
    {
        await using (app) await app.Services.GetRequiredService<RecordsCheck>().CheckAsync(default);
    }

    /// <summary>What the validation at start reports.</summary>
    private static IReadOnlyList<string> Faults(WebApplication app)
    {
        using (app)
        {
            try
            {
                app.Services.GetRequiredService<IStartupValidator>().Validate();
                return [];
            }
            catch (Exception failed) when (StartupErrors.Explains(failed))
            {
                return [.. StartupErrors.Lines(failed)];
            }
        }
    }

    private static IEnumerable<string> Names(RecordsDb db) => db.Database.GetMigrations().Select(id => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..]);

    private static async Task<string> PragmaAsync(RecordsDb db, string name)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA " + name;
        return Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture)!;
    }
}
