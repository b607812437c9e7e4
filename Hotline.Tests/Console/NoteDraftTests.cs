using Hotline.Console.Access;
using Hotline.Console.Desk;
using Hotline.Contracts;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace Hotline.Tests.Console;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NoteDraftTests
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider time = new(T0);
    private readonly Shelf shelf = new();

    [Test]
    public void A_note_saves_itself_a_moment_after_the_last_key()
    {
        using var note = Draft();
        note.Type("calm");
        time.Advance(NoteDraft.Quiet / 2);
        note.Type("calmer");
        time.Advance(NoteDraft.Quiet / 2);
        Assert.That(shelf.Saved, Is.Empty);
        Assert.That(note.State, Is.EqualTo(NoteState.Unsaved));
        time.Advance(NoteDraft.Quiet / 2);
        Assert.That(shelf.Saved, Is.EqualTo(new[] { new SaveNote("calmer", 0) }));
        Assert.That(note.State, Is.EqualTo(NoteState.Saved));
    }

    [Test]
    public void Steady_typing_is_saved_all_the_same()
    {
        using var note = Draft();
        for (var key = 0; key < 20; key++)
        {
            note.Type(new string('x', key + 1));
            time.Advance(TimeSpan.FromMilliseconds(300));
        }
        Assert.That(shelf.Saved, Is.Not.Empty);
    }

    [Test]
    public void A_note_that_could_not_be_saved_is_kept_and_tried_again()
    {
        using var note = Draft();
        shelf.Slug = "unreachable";
        note.Type("kept here");
        time.Advance(NoteDraft.Quiet);
        Assert.That(note.State, Is.EqualTo(NoteState.NotSaved));
        Assert.That(note.Text, Is.EqualTo("kept here"));
        shelf.Slug = null;
        time.Advance(NoteDraft.RetryAfter);
        Assert.That(note.State, Is.EqualTo(NoteState.Saved));
        Assert.That(shelf.Saved[^1].Text, Is.EqualTo("kept here"));
    }

    [Test]
    public void What_will_stay_refused_is_not_tried_for_ever()
    {
        using var note = Draft();
        shelf.Slug = "not_your_contact";
        note.Type("kept here");
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.That(shelf.Saved, Has.Count.EqualTo(1));
        Assert.That(note.Refusal, Is.EqualTo("not_your_contact"));
    }

    [Test]
    public void Versions_follow_each_other()
    {
        using var note = Draft();
        note.Type("one");
        time.Advance(NoteDraft.Quiet);
        note.Type("two");
        time.Advance(NoteDraft.Quiet);
        Assert.That(shelf.Saved.Select(saved => saved.Version), Is.EqualTo(new[] { 0, 1 }));
    }

    [Test]
    public async Task After_a_clash_neither_text_is_lost_until_the_worker_chooses()
    {
        using var note = Draft();
        shelf.Version = 4;
        note.Type("mine");
        time.Advance(NoteDraft.Quiet);
        Assert.That(note.State, Is.EqualTo(NoteState.Clashed));
        note.Type("mine, more");
        time.Advance(NoteDraft.Longest);
        Assert.That(shelf.Saved, Has.Count.EqualTo(1), "a clash waits for the worker");

        await note.KeepMine(new NoteEntry("theirs", 4, T0));
        Assert.That(note.State, Is.EqualTo(NoteState.Saved));
        Assert.That(shelf.Saved[^1], Is.EqualTo(new SaveNote("mine, more", 4)));
    }

    [Test]
    public void After_a_clash_the_other_text_may_stand()
    {
        using var note = Draft();
        shelf.Version = 4;
        note.Type("mine");
        time.Advance(NoteDraft.Quiet);
        note.TakeTheirs(new NoteEntry("theirs", 4, T0));
        Assert.That((note.Text, note.Version, note.State), Is.EqualTo(("theirs", 4, NoteState.Saved)));
    }

    [Test]
    public void A_read_record_never_overwrites_what_is_being_typed()
    {
        using var note = Draft();
        note.Type("typing");
        note.Adopt(new NoteEntry("from the other tab", 2, T0));
        Assert.That(note.Text, Is.EqualTo("typing"));
    }

    private NoteDraft Draft() => new(shelf.Save, time);

    /// <summary>Keeps notes as the server does: by version.</summary>
    private sealed class Shelf
    {
        public List<SaveNote> Saved { get; } = [];
        public int Version { get; set; }
        public string? Slug { get; set; }

        public Task<Answer<NoteSaved>> Save(SaveNote note)
        {
            Saved.Add(note);
            if (Slug is not null) return Task.FromResult(new Answer<NoteSaved>(null, Slug, null));
            if (note.Version != Version) return Task.FromResult(new Answer<NoteSaved>(null, "note_changed", null));
            return Task.FromResult(new Answer<NoteSaved>(new NoteSaved(++Version, T0), null, null));
        }
    }
}
