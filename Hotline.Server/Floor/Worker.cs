using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hotline.Server.Floor;

/// <summary>Beside: in a conversation that somebody else holds.</summary>
public enum HoldingKind { Reserved, Engaged, WrapUp, Beside }

/// <summary>Capacity in use: reserved when offered, not when accepted.</summary>
public sealed record Holding(ContactId Contact, Channel Channel, HoldingKind Kind, Fence Fence);

/// <summary>What an administrator set of a worker.</summary>
public sealed record WorkerProfile(
    ImmutableArray<string> Languages, ImmutableDictionary<string, int> Skills, ImmutableArray<Channel> Channels, bool Supervisor)
{
    /// <summary>Level of a worker nobody has set one for.</summary>
    public const int UsualLevel = 2;

    /// <summary>How good a language without a level is: as a mother tongue.</summary>
    public const int HighestLevel = 5;

    /// <summary>1 (in training) to 5; who may take which band, and who is senior.</summary>
    public int Level { get; init; } = UsualLevel;

    /// <summary>Levels of languages, 1 to 5, where one was set.</summary>
    public ImmutableDictionary<string, int> LanguageLevels { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>0 when the worker does not speak it.</summary>
    public int LevelIn(string language) => Languages.Contains(language) ? LanguageLevels.GetValueOrDefault(language, HighestLevel) : 0;
}

/// <summary>An on-duty person of one line. No name: ids only.</summary>
public sealed record Worker
{
    public required WorkerId Id { get; init; }
    public required WorkerProfile Profile { get; init; }
    public required PresenceKind Presence { get; init; }
    public BreakReason? BreakReason { get; init; }
    public required DateTimeOffset PresenceSince { get; init; }

    /// <summary>Not responding because nobody answered the desk's question: any sign of the worker ends it.</summary>
    public bool Idle { get; init; }

    /// <summary>What the presence was before the console was lost; it comes back with the console.</summary>
    public PresenceKind? Resume { get; init; }

    public ImmutableArray<Holding> Holdings { get; init; } = [];

    /// <summary>When the worker last became free of all contacts; longest idle is served first.</summary>
    public required DateTimeOffset IdleSince { get; init; }

    /// <summary>No offers before this: the console did not show the last one, or a contact was just handed over.</summary>
    public DateTimeOffset? QuietUntil { get; init; }

    /// <summary>When the shift began: the last step from off duty.</summary>
    public DateTimeOffset? OnDutySince { get; init; }

    public int HighRiskThisShift { get; init; }

    [JsonIgnore]
    public bool IsOnDuty => (Presence is PresenceKind.ConsoleLost ? Resume : Presence) is not (null or PresenceKind.OffDuty);

    public Holding? Find(ContactId contact) => Holdings.FirstOrDefault(holding => holding.Contact == contact);
}
