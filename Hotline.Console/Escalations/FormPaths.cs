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

    /// <summary>So many lines it is written in; 1 = a single line.</summary>
    public static int Rows(string path) => path is "what.happening" ? 3 : path is "where.access" or "what.others" or "what.medical" or "what.mentalState" or "what.hazards" ? 2 : 1;
}
