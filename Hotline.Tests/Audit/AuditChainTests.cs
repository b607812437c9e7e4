using Hotline.Server.Audit;
using Hotline.Server.Records.Model;
using Hotline.Tests.Records;
using Hotline.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Hotline.Tests.Audit;

[TestFixture(RecordsNode.Sqlite)]
[TestFixture(RecordsNode.Postgres)]
internal sealed class AuditChainTests(string provider)
{
    private RecordsNode node = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => node = await RecordsNode.StartAsync(provider);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (node is not null) await node.DisposeAsync();
    }

    [Test]
    public async Task Many_writers_on_two_nodes_make_one_gapless_unbroken_chain()
    {
        await using var twin = node.Twin();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => (i % 2 == 0 ? twin : node).Audit.RecordAsync(Fact("line:storm", $"Read{i}"), default))));

        var verdict = await node.Chains.VerifyAsync("line:storm", default);

        Assert.That(verdict, Is.EqualTo(new Contracts.AuditVerification("line:storm", 60, true, null)));
    }

    [Test]
    public async Task Many_facts_of_one_transaction_stand_in_one_chain_with_few_before_between_and_after_them()
    {
        await node.Audit.RecordAsync(Fact("line:many", "First"), default);
        await node.Store.WriteAsync(async db =>
        {
            foreach (var (count, kind) in new[] { (40, "Many"), (3, "Few"), (25, "ManyAgain"), (1, "Last") })
                await node.Audit.AppendAsync(db, [.. Enumerable.Range(0, count).Select(i => Fact("line:many", kind + i))], default);
        }, default);

        Assert.That(await node.Chains.VerifyAsync("line:many", default), Is.EqualTo(new Contracts.AuditVerification("line:many", 70, true, null)));
        await using var db = node.Open();
        Assert.That(await db.AuditEntries.Where(row => row.Chain == "line:many").OrderBy(row => row.Number).Select(row => row.Action).ToListAsync(), Is.EqualTo(
            new[] { "First" }.Concat(Enumerable.Range(0, 40).Select(i => "Many" + i)).Concat(Enumerable.Range(0, 3).Select(i => "Few" + i))
                .Concat(Enumerable.Range(0, 25).Select(i => "ManyAgain" + i)).Append("Last0")));
    }

    [Test]
    public async Task Many_facts_of_a_transaction_that_fails_leave_nothing()
    {
        Assert.That(async () => await node.Store.WriteAsync(async db =>
        {
            await node.Audit.AppendAsync(db, [.. Enumerable.Range(0, 40).Select(i => Fact("line:none", "Many" + i))], default);
            throw new InvalidDataException("no");
        }, default), Throws.TypeOf<InvalidDataException>());

        await using var db = node.Open();
        Assert.That(await db.AuditEntries.AnyAsync(row => row.Chain == "line:none"), Is.False);
    }

    [Test]
    public async Task The_database_refuses_to_change_or_delete_an_entry()
    {
        await node.Audit.RecordAsync(Fact("line:kept", "Read"), default);
        await using var db = node.Open();

        Assert.That(async () => await db.Database.ExecuteSqlRawAsync("UPDATE \"AuditEntries\" SET \"Actor\" = 'nobody'"), Throws.Exception.With.Message.Contains("append-only"));
        Assert.That(async () => await db.Database.ExecuteSqlRawAsync("DELETE FROM \"AuditEntries\""), Throws.Exception.With.Message.Contains("append-only"));
        if (provider == RecordsNode.Postgres)
            Assert.That(async () => await db.Database.ExecuteSqlRawAsync("TRUNCATE \"AuditEntries\""), Throws.Exception.With.Message.Contains("append-only"));
    }

    [TestCase("actor", "\"Actor\" = 'nobody'")]
    [TestCase("time", "\"At\" = \"At\" + 1")]
    [TestCase("data", "\"Data\" = '[]'")]
    [TestCase("hash", "\"Hash\" = \"PreviousHash\"")]
    [TestCase("number", "\"Number\" = 99")]
    public async Task Who_gets_past_the_triggers_is_found_out(string what, string change)
    {
        var chain = "line:tampered-" + what;
        var sql = string.Concat("UPDATE \"AuditEntries\" SET ", change, " WHERE \"Chain\" = {0} AND \"Number\" = 3");
        for (var i = 0; i < 5; i++) await node.Audit.RecordAsync(Fact(chain, "Read", """{"b":1,"a":[2,{"z":null}]}"""), default);
        await using (var db = node.Open())
            await WithoutTriggersAsync(() => db.Database.ExecuteSqlRawAsync(sql, chain));

        var verdict = await node.Chains.VerifyAsync(chain, default);

        Assert.That((verdict.Unbroken, verdict.BrokenAt), Is.EqualTo((false, (long?)3)));
    }

    [Test]
    public async Task Facts_are_appended_in_the_callers_transaction_and_vanish_with_it()
    {
        await using var db = node.Open();
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            await node.Audit.AppendAsync(db, [Fact("line:undone", "A"), Fact("line:undone", "B")], default);
            await node.Audit.AppendAsync(db, [Fact("line:undone", "C")], default);
            await db.SaveChangesAsync();
            Assert.That(await db.AuditEntries.Where(row => row.Chain == "line:undone").OrderBy(row => row.Number).Select(row => row.Number).ToListAsync(), Is.EqualTo(new[] { 1L, 2, 3 }));
        }
        Assert.That((await node.Chains.VerifyAsync("line:undone", default)).Entries, Is.Zero);
    }

    [Test]
    public async Task Pages_come_newest_first_and_go_on_before_the_last_seen()
    {
        for (var i = 1; i <= 5; i++) await node.Audit.RecordAsync(Fact("line:paged", $"Read{i}"), default);

        var first = await node.Chains.PageAsync("line:paged", null, 2, default);
        var second = await node.Chains.PageAsync("line:paged", first[^1].Number, 2, default);

        Assert.That(first.Concat(second).Select(entry => entry.Action), Is.EqualTo(new[] { "Read5", "Read4", "Read3", "Read2" }));
        Assert.That(await node.Chains.ChainsAsync(default), Does.Contain("line:paged"));
    }

    [Test]
    public async Task Data_is_stored_in_one_spelling()
    {
        await node.Audit.RecordAsync(Fact("line:spelled", "Read", """{ "b" : 1.50, "a" : { "d": "é", "c": [ 1 , 2 ] } }"""), default);
        await using var db = node.Open();
        var row = await db.AuditEntries.SingleAsync(row => row.Chain == "line:spelled");
        Assert.That(row.Data, Is.EqualTo("""{"a":{"c":[1,2],"d":"\u00E9"},"b":1.50}"""));
    }

    private static AuditFact Fact(string chain, string action, string data = "{}") => new(chain, A.T0.AddTicks(7), "worker:w1", action, "contact:c1", data);

    private async Task WithoutTriggersAsync(Func<Task> change)
    {
        await using var db = node.Open();
        string[] off = provider == RecordsNode.Postgres
            ? ["ALTER TABLE \"AuditEntries\" DISABLE TRIGGER USER"]
            : ["DROP TRIGGER \"AuditEntries_no_UPDATE\""];
        string[] on = provider == RecordsNode.Postgres
            ? ["ALTER TABLE \"AuditEntries\" ENABLE TRIGGER USER"]
            : ["CREATE TRIGGER \"AuditEntries_no_UPDATE\" BEFORE UPDATE ON \"AuditEntries\" BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END"];
        foreach (var sql in off) await db.Database.ExecuteSqlRawAsync(sql);
        await change();
        foreach (var sql in on) await db.Database.ExecuteSqlRawAsync(sql);
    }
}
