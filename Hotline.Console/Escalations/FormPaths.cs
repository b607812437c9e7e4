namespace Hotline.Console.Escalations;

/// <summary>The fields of a hand-over by their paths, in the order in which they are read out.</summary>
public static class FormPaths
{
    public static readonly IReadOnlyList<string> Place = ["where.district", "where.floor", "where.access", "where.knownHow", "where.latitude", "where.longitude", "where.uncertaintyMetres"];
    public static readonly IReadOnlyList<string> Event = ["what.method", "what.substance", "what.amount", "what.since", "what.others", "what.hazards"];
    public static readonly IReadOnlyList<string> Health = ["what.medical", "what.mentalState", "what.medication"];
    public static readonly IReadOnlyList<string> Person = ["who.name", "who.number", "who.callBack", "who.language"];
    public static readonly IReadOnlyList<string> Caller = ["caller.name", "caller.directLine"];

    public static readonly IReadOnlyList<string> InOrder =
    [
        "where.address", .. Place, "what.happening", "what.attemptInProgress", "what.means", .. Event, .. Health, .. Person, "who.stillOnLine", .. Caller, "groundNote",
    ];

    /// <summary>Yes, no, or not known.</summary>
    public static bool IsAsked(string path) => path is "what.attemptInProgress" or "who.stillOnLine";

    /// <summary>So many lines it is written in; 1 = a single line.</summary>
    public static int Rows(string path) => path is "what.happening" ? 3 : path is "where.access" or "what.others" or "what.medical" or "what.mentalState" or "what.hazards" ? 2 : 1;
}

/// <summary>What a hand-over should hold for what is wanted; as the server names it, in the order of the desk.</summary>
public static class MustPaths
{
    private static readonly IReadOnlyList<string> Always = ["wanted", "where.address", "what.happening", "ground"];

    /// <summary>In the order in which they are asked for.</summary>
    public static IReadOnlyList<string> Of(FormSheet sheet) =>
    [
        .. Always.Concat(sheet.Wanted.SelectMany(wanted => Contracts.EscalationRules.MustFields(wanted, sheet.AttemptInProgress == true))).Append("caller.directLine")
            // Acting without consent has to be justified in words.
            .Concat(sheet.Ground is null or Contracts.DisclosureGround.Consent ? [] : ["groundNote"])
            .Where(path => path != "who.callBack" || !sheet.Has("who.number")).Distinct(),
    ];
}
