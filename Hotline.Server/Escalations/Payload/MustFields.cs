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
        .. form.Wanted.Distinct().SelectMany(kind => Wire.EscalationRules.MustFields(kind, form.What.AttemptInProgress == true)),
    ];
}
