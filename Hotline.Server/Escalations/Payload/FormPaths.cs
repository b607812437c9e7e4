using System.Collections.Immutable;
using System.Globalization;

namespace Hotline.Server.Escalations.Payload;

/// <summary>One member of the form by its path.</summary>
/// <param name="Read">As text; null when it is empty.</param>
internal sealed record FormPath(string Path, Func<Wire.EscalationForm, string?> Read, Func<Wire.EscalationForm, Wire.EscalationForm> Clear);

/// <summary>Every member of an <see cref="Wire.EscalationForm"/>, in its order. A test shows that none is left out.</summary>
internal static class FormPaths
{
    public static readonly ImmutableArray<FormPath> All =
    [
        Who("name", who => who.Name, who => who with { Name = null }),
        Who("number", who => who.Number, who => who with { Number = null }),
        Who("callBack", who => who.CallBack, who => who with { CallBack = null }),
        Who("language", who => who.Language, who => who with { Language = null }),
        Who("stillOnLine", who => Text(who.StillOnLine), who => who with { StillOnLine = null }),

        Where("address", where => where.Address, where => where with { Address = null }),
        Where("district", where => where.District, where => where with { District = null }),
        Where("latitude", where => Text(where.Latitude), where => where with { Latitude = null }),
        Where("longitude", where => Text(where.Longitude), where => where with { Longitude = null }),
        Where("uncertaintyMetres", where => Text(where.UncertaintyMetres), where => where with { UncertaintyMetres = null }),
        Where("floor", where => where.Floor, where => where with { Floor = null }),
        Where("access", where => where.Access, where => where with { Access = null }),
        Where("knownHow", where => where.KnownHow, where => where with { KnownHow = null }),
        Where("knownAt", where => where.KnownAt?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), where => where with { KnownAt = null }),

        What("happening", what => what.Happening, what => what with { Happening = null }),
        What("attemptInProgress", what => Text(what.AttemptInProgress), what => what with { AttemptInProgress = null }),
        What("method", what => what.Method, what => what with { Method = null }),
        What("substance", what => what.Substance, what => what with { Substance = null }),
        What("amount", what => what.Amount, what => what with { Amount = null }),
        What("since", what => what.Since, what => what with { Since = null }),
        What("means", what => what.Means, what => what with { Means = null }),
        What("others", what => what.Others, what => what with { Others = null }),
        What("medical", what => what.Medical, what => what with { Medical = null }),
        What("mentalState", what => what.MentalState, what => what with { MentalState = null }),
        What("medication", what => what.Medication, what => what with { Medication = null }),
        What("hazards", what => what.Hazards, what => what with { Hazards = null }),

        new("caller.name", form => form.Caller.Name, form => form with { Caller = form.Caller with { Name = null } }),
        new("caller.directLine", form => form.Caller.DirectLine, form => form with { Caller = form.Caller with { DirectLine = null } }),
        new("wanted", form => string.Join(", ", form.Wanted), form => form with { Wanted = [] }),
        new("ground", form => form.Ground?.ToString(), form => form with { Ground = null }),
        new("groundNote", form => form.GroundNote, form => form with { GroundNote = null }),
    ];

    /// <summary>Paths that hold something, with what they hold.</summary>
    public static IEnumerable<Wire.FormField> Filled(Wire.EscalationForm form) =>
        from path in All
        let value = path.Read(form)
        where !string.IsNullOrWhiteSpace(value)
        select new Wire.FormField(path.Path, value.Trim());

    private static FormPath Who(string name, Func<Wire.WhoPart, string?> read, Func<Wire.WhoPart, Wire.WhoPart> clear) =>
        new("who." + name, form => read(form.Who), form => form with { Who = clear(form.Who) });

    private static FormPath Where(string name, Func<Wire.WherePart, string?> read, Func<Wire.WherePart, Wire.WherePart> clear) =>
        new("where." + name, form => read(form.Where), form => form with { Where = clear(form.Where) });

    private static FormPath What(string name, Func<Wire.WhatPart, string?> read, Func<Wire.WhatPart, Wire.WhatPart> clear) =>
        new("what." + name, form => read(form.What), form => form with { What = clear(form.What) });

    private static string? Text(bool? value) => value switch { true => "yes", false => "no", null => null };

    private static string? Text(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture);

    private static string? Text(int? value) => value?.ToString(CultureInfo.InvariantCulture);
}
