namespace Hotline.Console.Live;

public enum LinkState
{
    /// <summary>Nobody is signed in, or the session ended.</summary>
    Closed,

    /// <summary>First connection of this page.</summary>
    Opening,

    /// <summary>Was connected, and tries again.</summary>
    Away,

    /// <summary>Connected, but not yet presented to the floor.</summary>
    Joining,

    Live,
}

/// <summary>Whether the console may be trusted to show the floor as it is.</summary>
public static class LinkHealth
{
    /// <summary>The server beats every 4 s; two seconds of grace make a missing beat a lost connection.</summary>
    public static readonly TimeSpan BeatOverdueAfter = TimeSpan.FromSeconds(6);

    public static bool IsLost(LinkState state, DateTimeOffset? lastHeard, DateTimeOffset now) => state switch
    {
        LinkState.Away or LinkState.Joining => true,
        LinkState.Live => lastHeard is { } heard && now - heard > BeatOverdueAfter,
        _ => false,
    };
}
