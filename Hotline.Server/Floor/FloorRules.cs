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

    /// <summary>Chat and sms together.</summary>
    public int TextCap { get; init; } = 2;

    /// <summary>Rank credit for each point of score.</summary>
    public TimeSpan CreditPerPoint { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>One lease life: how long restored offers and holders are kept.</summary>
    public TimeSpan LeaseLife { get; init; } = TimeSpan.FromSeconds(12);
}
