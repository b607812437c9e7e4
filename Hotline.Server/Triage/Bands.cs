using Hotline.Server.Floor;

namespace Hotline.Server.Triage;

/// <summary>Score ranges of the bands. A score lies in the range of its band, always.</summary>
public static class Bands
{
    public const int Moderate = 25;
    public const int High = 50;
    public const int Imminent = 85;
    public const int Top = 100;

    public static Band Of(int score) => score switch
    {
        >= Imminent => Band.Imminent,
        >= High => Band.High,
        >= Moderate => Band.Moderate,
        _ => Band.Low,
    };
}
