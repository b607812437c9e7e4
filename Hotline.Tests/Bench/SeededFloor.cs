using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Hotline.Tests.Bench.Load;
using Hotline.Tests.Records;
using Hotline.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Bench;

/// <summary>A floor of waiting contacts on the drill line, put into SQL as a recorder would have left it: the server that starts on it restores it.</summary>
/// <param name="Records">Connection string of its database.</param>
/// <param name="SealingKey">The same for all who open it.</param>
internal sealed record SeededFloor(string Records, string SealingKey)
{
    /// <summary>Nobody on the drill line speaks it.</summary>
    public const string UnspokenLanguage = "fr";

    public (string Name, string Value) Setting => ("Sealing__Key", SealingKey);

    /// <summary>A database with the newest tables and so many contacts, the first of them the first by rank.</summary>
    public static async Task<SeededFloor> PutAsync(PostgresServer on, int contacts, string language, Func<int, Band> bandOf)
    {
        var floor = new SeededFloor(await on.NewDatabaseAsync(), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        var folder = Directory.CreateTempSubdirectory("hotline-seed-").FullName;
        await using var records = RecordsNode.Build(folder, floor.Records, settings: [("Sealing:Key", floor.SealingKey)]);
        await records.Services.GetRequiredService<RecordsCheck>().CheckAsync(CancellationToken.None);
        var start = records.Services.GetRequiredService<TimeProvider>().GetUtcNow() - TimeSpan.FromHours(3);
        await using var db = await records.Services.GetRequiredService<IDbContextFactory<RecordsDb>>().CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await ManyRows.AddAsync(db, [.. Enumerable.Range(0, contacts).Select(number => Row(IdOf(number), BenchCrew.Line, language, bandOf(number), start + TimeSpan.FromMilliseconds(number * 100)))], CancellationToken.None);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        Directory.Delete(folder, recursive: true);
        return floor;
    }

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"seeded-{number:000000}");

    /// <summary>A waiting contact as the recorder leaves it.</summary>
    public static ContactRow Row(string id, string line, string language, Band band, DateTimeOffset arrived)
    {
        var contact = new Contact
        {
            Id = new ContactId(id), Channel = Channel.Voice, Language = language, ArrivedAt = arrived,
            Grade = new Grade(band switch { Band.Imminent => 100, Band.High => 70, Band.Moderate => 40, _ => 10 }, band, "spine-1", [new Reason("cssrs.2", 20, "yes")], 1),
            State = new ContactState.Waiting(arrived),
        };
        return new ContactRow
        {
            ContactId = contact.Id.Value, Line = line, Epoch = 0, Sequence = 0, Value = JsonSerializer.Serialize(contact, FloorJson.Default.Contact),
            Channel = Wire.Channel.Voice, Language = language, Phase = Wire.Phase.Waiting, Band = (Wire.Band)band, Score = contact.Grade.Score, ArrivedAt = arrived, Fence = "0.0", OnFloor = true,
        };
    }
}
