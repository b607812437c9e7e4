using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Records;

[TestFixture(RecordsNode.Sqlite)]
[TestFixture(RecordsNode.Postgres)]
internal sealed class InboxTests(string provider)
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
    public async Task The_same_key_and_payload_are_stored_once()
    {
        var item = RecordsNode.Item("same");
        Assert.That(await node.Inbox.PutAsync(item, default), Is.EqualTo(InboxAnswer.Stored));
        Assert.That(await node.Inbox.PutAsync(item, default), Is.EqualTo(InboxAnswer.AlreadyStored));
    }

    [Test]
    public async Task The_same_key_with_another_payload_is_a_reuse()
    {
        await node.Inbox.PutAsync(RecordsNode.Item("reuse", "h1"), default);
        Assert.That(await node.Inbox.PutAsync(RecordsNode.Item("reuse", "h2"), default), Is.EqualTo(InboxAnswer.KeyReused));
    }

    [Test]
    public async Task What_was_put_is_found_by_its_key_with_its_warnings()
    {
        await node.Inbox.PutAsync(RecordsNode.Item("warned", "abc", warnings: [new Wire.IntakeWarning("evidence[0].kind", "unknown_kind", "my cat died")]), default);

        var found = await node.Inbox.FindAsync("channel-key", "warned", default);

        Assert.That(found!.Value.Contact, Is.EqualTo(new ContactId("c-warned")));
        Assert.That(found.Value.PayloadHash, Is.EqualTo("abc"));
        Assert.That(found.Value.Warnings.Single().Detail, Is.EqualTo("my cat died"));
        Assert.That(await node.Inbox.FindAsync("channel-key", "never", default), Is.Null);
        Assert.That(await node.Inbox.FindAsync("other-key", "warned", default), Is.Null);
    }

    [Test]
    public async Task Puts_from_two_nodes_at_once_store_each_contact_once_and_answer_every_caller()
    {
        await using var twin = node.Twin();
        // Every contact comes four times, spread over both nodes.
        var puts = Enumerable.Range(0, 400).Select(i => Task.Run(() =>
            (i % 3 == 0 ? twin : node).Inbox.PutAsync(RecordsNode.Item($"storm{i / 4}", text: "hello", evidence: [RecordsNode.Evidence("cssrs.1", "yes")]), default)));

        var answers = await Task.WhenAll(puts);

        Assert.That(answers.Count(answer => answer == InboxAnswer.Stored), Is.EqualTo(100));
        Assert.That(answers.Count(answer => answer == InboxAnswer.AlreadyStored), Is.EqualTo(300));
        await using var db = node.Open();
        Assert.That(await db.Inbox.CountAsync(row => row.IdempotencyKey.StartsWith("storm")), Is.EqualTo(100));
        Assert.That(await db.Evidence.CountAsync(row => row.ContactId.StartsWith("c-storm")), Is.EqualTo(100));
        Assert.That(await db.Texts.CountAsync(row => row.ContactId.StartsWith("c-storm")), Is.EqualTo(100));
    }

    [Test]
    public async Task Concurrent_puts_share_transactions()
    {
        List<int> batches = [];
        var first = new TaskCompletionSource();
        var group = new GroupCommit<int, int>(async items =>
        {
            lock (batches) batches.Add(items.Count);
            await first.Task;
            return [.. items.Select(item => item == 13 ? Task.FromException<int>(new InvalidOperationException("13")) : Task.FromResult(item * 2))];
        }, 64);

        var puts = Enumerable.Range(0, 101).Select(i => group.PutAsync(i, default)).ToArray();
        first.SetResult();

        Assert.That(async () => await puts[13], Throws.InvalidOperationException);
        Assert.That(await puts[100], Is.EqualTo(200));
        Assert.That(batches.Sum(), Is.EqualTo(101));
        Assert.That(batches, Has.Count.LessThan(20));
    }

    [Test]
    public async Task A_caller_who_gives_up_does_not_take_the_others_along()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var item = RecordsNode.Item("given-up");

        Assert.That(async () => await node.Inbox.PutAsync(item, cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await node.Inbox.PutAsync(RecordsNode.Item("patient"), default), Is.EqualTo(InboxAnswer.Stored));
    }

    [Test]
    public async Task Evidence_that_came_before_the_inbox_row_is_kept_and_numbered_on()
    {
        await node.File.AddEvidenceAsync(RecordsNode.Line, new ContactId("c-late"), [RecordsNode.Evidence("cssrs.2", "yes")], null, default);

        Assert.That(await node.Inbox.PutAsync(RecordsNode.Item("late", evidence: [RecordsNode.Evidence("cssrs.1", "no")]), default), Is.EqualTo(InboxAnswer.Stored));

        var record = await node.File.ReadAsync(RecordsNode.Line, new ContactId("c-late"), default);
        Assert.That(record!.Evidence.Select(item => (item.Number, item.Kind)), Is.EqualTo(new[] { (1, "cssrs.2"), (2, "cssrs.1") }));
    }

    [Test]
    public async Task Unopened_rows_are_given_with_the_command_that_opens_them_and_never_again_once_recorded()
    {
        var line = new LineId("unopened");
        var item = RecordsNode.Item("waiting") with { Line = line };
        await node.Inbox.PutAsync(item, default);
        Assert.That(await node.Inbox.UnopenedAsync(line, TimeSpan.FromHours(1), 10, default), Is.Empty, "too young");

        var unopened = await node.Inbox.UnopenedAsync(line, TimeSpan.Zero, 10, default);
        Assert.That(unopened.Single().Command, Is.EqualTo(item.Command));
        Assert.That(unopened.Single().Open with { Skills = [], Grade = item.Open.Grade }, Is.EqualTo(item.Open with { Skills = [] }));
        Assert.That(unopened.Single().Open.Grade.Band, Is.EqualTo(item.Open.Grade.Band));

        // The recorder came first and found no row to mark.
        await node.Store.WriteAsync(db => Task.FromResult(db.Contacts.Add(new ContactRow
        {
            ContactId = "c-waiting", Line = line.Value, Epoch = 1, Sequence = 1, Value = "{}", Channel = Wire.Channel.Chat, Language = "en", Phase = Wire.Phase.Closed,
            Band = Wire.Band.Low, Score = 1, ArrivedAt = item.Open.ArrivedAt, Fence = "0.0", OnFloor = false,
        })), default);
        Assert.That(await node.Inbox.UnopenedAsync(line, TimeSpan.Zero, 10, default), Is.Empty);
        await using var db = node.Open();
        Assert.That((await db.Inbox.SingleAsync(row => row.ContactId == "c-waiting")).OpenedAt, Is.Not.Null);
    }

    [Test]
    public async Task The_sweeper_reads_only_the_index_of_unopened_rows()
    {
        await using var db = node.Open();
        var plan = provider == RecordsNode.Sqlite
            ? string.Join('\n', await PlanAsync(db, "EXPLAIN QUERY PLAN SELECT * FROM \"Inbox\" WHERE \"Line\" = 'x' AND \"OpenedAt\" IS NULL AND \"AcceptedAt\" <= 5 ORDER BY \"AcceptedAt\"", 3))
            : string.Join('\n', await PlanAsync(db, "SET enable_seqscan = off; EXPLAIN SELECT * FROM \"Inbox\" WHERE \"Line\" = 'x' AND \"OpenedAt\" IS NULL AND \"AcceptedAt\" <= 5 ORDER BY \"AcceptedAt\"", 0));
        Assert.That(plan, Does.Contain("IX_Inbox_Unopened"));
    }

    private static async Task<List<string>> PlanAsync(RecordsDb db, string sql, int column)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        List<string> lines = [];
        while (await reader.ReadAsync()) lines.Add(reader.GetString(column));
        return lines;
    }
}
