using System.Collections.Immutable;

namespace Hotline.Server.Floor;

/// <summary>Numbers the decisions need; settings of a line. Defaults are those of domain.md.</summary>
public sealed record FloorRules
{
    public static readonly FloorRules Default = new();

    public ImmutableDictionary<Band, TimeSpan> OfferFor { get; init; } = ImmutableDictionary<Band, TimeSpan>.Empty
        .Add(Band.Imminent, TimeSpan.FromSeconds(15)).Add(Band.High, TimeSpan.FromSeconds(20))
        .Add(Band.Moderate, TimeSpan.FromSeconds(20)).Add(Band.Low, TimeSpan.FromSeconds(30));

    /// <summary>How many workers an imminent contact is offered to at once.</summary>
    public int ParallelOffers { get; init; } = 3;

    /// <summary>How long a worker who declined or missed a contact is not asked again for it.</summary>
    public TimeSpan ExcludeFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>When nobody else can: the pause before the same worker is asked again.</summary>
    public TimeSpan AskAgainAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>An offer not confirmed as shown by then is rescinded.</summary>
    public TimeSpan UnshownAfter { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>A worker whose console did not show an offer gets none for this long.</summary>
    public TimeSpan QuietFor { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan WrapUpFor { get; init; } = TimeSpan.FromSeconds(60);
    public TimeSpan ExtendBy { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>An engaged chat or sms whose console is lost is offered again after this.</summary>
    public TimeSpan ReofferLostAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A closed contact leaves the floor once recorded and this old.</summary>
    public TimeSpan ForgetAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Units a worker may hold at once in chat and sms together.</summary>
    public int TextCap { get; init; } = 2;

    /// <summary>Units that one chat and one sms cost; everything else is exclusive.</summary>
    public int ChatUnits { get; init; } = 1;
    public int SmsUnits { get; init; } = 1;

    /// <summary>When each further ring of the search opens, counted from the arrival: every ring drops the least of the wishes left, the last one all.</summary>
    public ImmutableArray<TimeSpan> Rings { get; init; } = [TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60)];

    /// <summary>Above this band a wish holds nothing back: it only says who comes first.</summary>
    public Band WishesHoldUpTo { get; init; } = Band.High;

    /// <summary>How long a contact is kept for the worker it prefers; zero: never kept, only put first.</summary>
    public TimeSpan PreferredFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Above this band nobody is waited for.</summary>
    public Band PreferredUpTo { get; init; } = Band.Moderate;

    /// <summary>Least level of a worker (1 to 5) that may take a contact of a band; a band without one: anybody.</summary>
    public ImmutableDictionary<Band, int> LevelFor { get; init; } = ImmutableDictionary<Band, int>.Empty;

    /// <summary>Least level in the contact's language, 1 to 5.</summary>
    public int LanguageLevel { get; init; } = 1;

    /// <summary>So many free workers of <see cref="SeniorLevel"/> are kept for imminent contacts; others get them only after <see cref="ReserveYieldsAfter"/>.</summary>
    public int Reserve { get; init; }
    public int SeniorLevel { get; init; } = 3;
    public TimeSpan ReserveYieldsAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Supervisors alone are asked; contacts stay where they stand.</summary>
    public bool Diverted { get; init; }

    /// <summary>Workers may take the next contact themselves, whatever their presence.</summary>
    public bool PullNext { get; init; }

    /// <summary>So long after an answer a supervisor takes over without a typed reason.</summary>
    public TimeSpan TakeOverFreeFor { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long somebody is sought for a hand-over before it returns to the sender's choice.</summary>
    public TimeSpan TransferFor { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After so long without a sign of an available worker the desk asks; zero: never.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long the desk waits for an answer to that.</summary>
    public TimeSpan IdleAnswerFor { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a debrief is protected: nobody else ends it, nothing is assigned.</summary>
    public TimeSpan DebriefFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a hand-over to partners waits for a second person before its worker may go on alone.</summary>
    public TimeSpan SecondPersonFor { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>So long after a partner accepted, it is asked whether help has reached the person.</summary>
    public TimeSpan ReachAfter { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The same, once somebody is there, or gone.</summary>
    public TimeSpan ReachSoon { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a message to a partner is tried.</summary>
    public TimeSpan ParcelFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Rank credit for each point of score.</summary>
    public TimeSpan CreditPerPoint { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>One lease life: how long restored offers and holders are kept.</summary>
    public TimeSpan LeaseLife { get; init; } = TimeSpan.FromSeconds(12);
}
