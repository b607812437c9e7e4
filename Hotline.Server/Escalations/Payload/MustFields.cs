namespace Hotline.Server.Escalations.Payload;

/// <summary>What a hand-over should hold for what is wanted. It is named, and never keeps an imminent one from leaving.</summary>
public static class MustFields
{
    /// <summary>Paths that are empty and should not be, in the order of the form. Of an address and a position one is enough; of a number and a call-back too.</summary>
    public static IReadOnlyList<string> Missing(Wire.EscalationForm form)
    {
        var filled = FormPaths.Filled(form).Select(field => field.Path).ToHashSet(StringComparer.Ordinal);
        var wanted = Wanted(form).ToHashSet(StringComparer.Ordinal);
        if (filled.Contains("where.latitude") && filled.Contains("where.longitude")) wanted.Remove("where.address");
        if (filled.Contains("who.number")) wanted.Remove("who.callBack");
        return [.. FormPaths.All.Select(path => path.Path).Where(path => wanted.Contains(path) && !filled.Contains(path))];
    }

    private static IEnumerable<string> Wanted(Wire.EscalationForm form) =>
    [
        "where.address", "what.happening", "caller.directLine", "wanted", "ground",
        // Acting without consent has to be justified in words.
        .. form.Ground is { } ground && ground != Wire.DisclosureGround.Consent ? new[] { "groundNote" } : [],
        .. form.Wanted.Distinct().SelectMany(kind => For(kind, form.What)),
    ];

    private static IEnumerable<string> For(Wire.ResponseWanted kind, Wire.WhatPart what) => kind switch
    {
        Wire.ResponseWanted.Medical => what.AttemptInProgress == true ? ["what.attemptInProgress", "what.method", "what.since"] : ["what.attemptInProgress"],
        Wire.ResponseWanted.Police => ["what.means", "what.hazards"],
        Wire.ResponseWanted.MobileCrisisTeam => ["who.callBack", "what.mentalState", "what.means"],
        Wire.ResponseWanted.Fire => ["what.hazards"],
        Wire.ResponseWanted.ChildProtection => ["who.name", "what.others"],
        Wire.ResponseWanted.WelfareCheck => ["who.name", "who.callBack"],
        _ => [],
    };
}
