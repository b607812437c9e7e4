using Hotline.Console.Access;
using Hotline.Console.Live;
using Hotline.Console.Parts;
using Hotline.Contracts;

namespace Hotline.Console.Board;

/// <summary>Sounds new alarms on whichever page a supervisor is, from when sound was armed. Each once, in one tab.</summary>
public sealed class AlarmBell : IDisposable
{
    private readonly BoardFeed feed;
    private readonly ConsoleLink link;
    private readonly SignedIn signedIn;
    private readonly Sound sound;
    private readonly HashSet<string> heard = [];

    public AlarmBell(BoardFeed feed, ConsoleLink link, SignedIn signedIn, Sound sound)
    {
        (this.feed, this.link, this.signedIn, this.sound) = (feed, link, signedIn, sound);
        feed.Changed += Hear;
        sound.Changed += Follow;
        signedIn.Changed += Follow;
    }

    /// <summary>How often it was to sound in this tab.</summary>
    public int Sounded { get; private set; }

    private void Follow() => _ = link.WatchTotals(this, sound.Armed && signedIn.Session is { Line: not null } && signedIn.Has(Roles.Supervisor));

    private void Hear()
    {
        var fresh = false;
        foreach (var alarm in (feed.View?.Alarms ?? []).Where(alarm => !alarm.Acknowledged && !alarm.IsQuiet))
            fresh |= heard.Add(alarm.AlarmId);
        if (!fresh || !sound.Armed)
            return;
        Sounded++;
        _ = sound.Alarm();
    }

    public void Dispose()
    {
        feed.Changed -= Hear;
        sound.Changed -= Follow;
        signedIn.Changed -= Follow;
    }
}
