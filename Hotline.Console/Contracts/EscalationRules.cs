namespace Hotline.Contracts;

/// <summary>What follows from a form before anything is sent: desk and server say the same because they ask here.</summary>
public static class EscalationRules
{
    /// <summary>Characters of a typed reason, a question, an answer or a note of the line.</summary>
    public const int ShortestText = 3;

    /// <summary>Characters of any text.</summary>
    public const int LongestText = 500;

    /// <summary>Characters of a partner's own number.</summary>
    public const int LongestNumber = 64;

    /// <summary>Whom a line falls back on for a number to dial.</summary>
    public static IReadOnlyList<PartnerKind> Dispatchers { get; } = [PartnerKind.Ambulance, PartnerKind.Police];

    /// <summary>Kinds of partners that can give what is wanted.</summary>
    public static IReadOnlyList<PartnerKind> KindsOf(ResponseWanted wanted) => wanted switch
    {
        ResponseWanted.Medical => [PartnerKind.Ambulance, PartnerKind.Hospital],
        ResponseWanted.Police => [PartnerKind.Police],
        ResponseWanted.MobileCrisisTeam => [PartnerKind.MobileCrisisTeam],
        ResponseWanted.Fire => [PartnerKind.Fire],
        ResponseWanted.ChildProtection => [PartnerKind.ChildProtection],
        ResponseWanted.WelfareCheck => [PartnerKind.MobileCrisisTeam, PartnerKind.Police],
        _ => [],
    };

    /// <summary>Paths that should be filled for what is wanted, beside those that always should.</summary>
    public static IReadOnlyList<string> MustFields(ResponseWanted wanted, bool attemptInProgress) => wanted switch
    {
        ResponseWanted.Medical => attemptInProgress ? ["what.attemptInProgress", "what.method", "what.since"] : ["what.attemptInProgress"],
        ResponseWanted.Police => ["what.means", "what.hazards"],
        ResponseWanted.MobileCrisisTeam => ["who.callBack", "what.mentalState", "what.means"],
        ResponseWanted.Fire => ["what.hazards"],
        ResponseWanted.ChildProtection => ["who.name", "what.others"],
        ResponseWanted.WelfareCheck => ["who.name", "who.callBack"],
        _ => [],
    };
}
