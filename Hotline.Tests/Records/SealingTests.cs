using System.Security.Cryptography;
using System.Text;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records;
using Microsoft.Data.Sqlite;
using NUnit.Framework;
using Hotline.Tests.Support;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Records;

internal sealed class SealingTests
{
    private static readonly SealPlace Place = new("Texts", "Text", "c1/1");

    [Test]
    public void What_was_sealed_opens_at_its_place()
    {
        using var key = NewKey().MakeDataKey("contact:c1").Key;
        Assert.That(key.OpenText(Place, key.Seal(Place, "秘密 secret")), Is.EqualTo("秘密 secret"));
    }

    [Test]
    public void Moved_to_another_place_it_does_not_open([Values] bool table, [Values] bool column, [Values] bool row)
    {
        var moved = new SealPlace(table ? "Notes" : Place.Table, column ? "Other" : Place.Column, row ? "c2/1" : Place.Row);
        using var key = NewKey().MakeDataKey("contact:c1").Key;
        var value = key.Seal(Place, "secret");
        if (moved == Place) Assert.That(key.OpenText(moved, value), Is.EqualTo("secret"));
        else Assert.That(() => key.OpenText(moved, value), Throws.InstanceOf<SealBrokenException>());
    }

    [Test]
    public void A_changed_value_does_not_open()
    {
        using var key = NewKey().MakeDataKey("contact:c1").Key;
        var value = key.Seal(Place, "secret");
        for (var i = 0; i < value.Length; i++)
        {
            value[i] ^= 1;
            Assert.That(() => key.Open(Place, value), Throws.InstanceOf<SealBrokenException>(), $"byte {i}");
            value[i] ^= 1;
        }
    }

    [Test]
    public void A_data_key_opens_for_its_owner_and_under_its_own_key_only()
    {
        var encryption = NewKey();
        var (_, wrapped) = encryption.MakeDataKey("contact:c1");
        Assert.That(() => encryption.Unwrap("contact:c1", wrapped).Dispose(), Throws.Nothing);
        Assert.That(() => encryption.Unwrap("contact:c2", wrapped), Throws.InstanceOf<SealBrokenException>());
        Assert.That(() => NewKey().Unwrap("contact:c1", wrapped), Throws.InstanceOf<SealBrokenException>());
    }

    [Test]
    public void The_same_text_is_never_sealed_alike()
    {
        using var key = NewKey().MakeDataKey("contact:c1").Key;
        Assert.That(key.Seal(Place, "secret"), Is.Not.EqualTo(key.Seal(Place, "secret")));
    }

    [Test]
    public void A_number_is_found_however_it_is_written_and_only_with_the_key()
    {
        var key = NewKey();
        var hash = key.HashNumber("+86 (010) 8295-1332");
        Assert.That(key.HashNumber("008601082951332"), Is.EqualTo(hash));
        Assert.That(key.HashNumber("＋８６ 010 8295 1332"), Is.EqualTo(hash));
        Assert.That(key.HashNumber("+86 010 8295 1333"), Is.Not.EqualTo(hash));
        Assert.That(NewKey().HashNumber("+86 (010) 8295-1332"), Is.Not.EqualTo(hash));
        Assert.That(key.HashNumber("unknown"), Is.Null);
    }

    [Test]
    public async Task The_database_file_holds_no_word_of_a_person()
    {
        await using var node = await RecordsNode.StartAsync(RecordsNode.Sqlite);
        string[] secrets = ["Grace Hopper", "206-555-0199", "12 Elm Street", "I cannot go on", "she sounded tired", "asked for her sister", "my own words", "sent badly"];
        await node.Inbox.PutAsync(RecordsNode.Item(
            "secret", text: secrets[3], particulars: new Wire.Particulars(secrets[0], secrets[1], secrets[2], null), callback: new Wire.CallbackConsent(true, secrets[1], true, null, null),
            warnings: [new Wire.IntakeWarning("x", "y", secrets[7])], evidence: [RecordsNode.Evidence(secrets[6], "yes")]), default);
        var contact = new Server.Floor.ContactId("c-secret");
        await node.File.SaveNoteAsync(RecordsNode.Line, contact, secrets[4], 0, A.T0, default);
        await node.File.KeepReasonAsync(RecordsNode.Line, new Server.Floor.CommandId("1-r"), new Server.Floor.Actor("supervisor", "s1"), "contact:c-secret", secrets[5], A.T0, default);
        SqliteConnection.ClearAllPools();

        var bytes = Directory.GetFiles(node.Folder).Where(file => !file.EndsWith(".key", StringComparison.Ordinal)).SelectMany(File.ReadAllBytes).ToArray();

        // The control: what is meant to be in clear is found, so the search searches where the data is.
        Assert.That(bytes.AsSpan().IndexOf("c-secret"u8), Is.Positive);
        foreach (var secret in secrets)
        {
            Assert.That(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)), Is.Negative, secret);
            Assert.That(bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(secret)), Is.Negative, secret);
        }
    }

    private static KeyEncryptionKey NewKey() => new(RandomNumberGenerator.GetBytes(32));
}
