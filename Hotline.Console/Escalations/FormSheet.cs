using System.Globalization;
using Hotline.Contracts;

namespace Hotline.Console.Escalations;

/// <summary>The form of a hand-over while it is written. In memory only; never in the browser's storage.</summary>
public sealed class FormSheet
{
    private readonly Dictionary<string, string> texts = new(StringComparer.OrdinalIgnoreCase);

    public FormSheet(EscalationForm form) => Take(form);

    public bool? AttemptInProgress { get; private set; }
    public bool? StillOnLine { get; private set; }
    public IReadOnlyList<ResponseWanted> Wanted { get; private set; } = [];
    public DisclosureGround? Ground { get; private set; }
    public DateTimeOffset? KnownAt { get; private set; }

    public event Action? Changed;

    public string this[string path] => texts.GetValueOrDefault(path, "");

    /// <param name="now">Ledger time: a place that is typed is known since then.</param>
    public void Write(string path, string? value, DateTimeOffset now)
    {
        texts[path] = value ?? "";
        if (path is "where.address" or "where.district" or "where.latitude" or "where.longitude")
        {
            KnownAt = now;
            if (this["where.knownHow"].Length == 0)
                texts["where.knownHow"] = "said";
        }
        Changed?.Invoke();
    }

    public void Say(bool? attempt, bool? onLine)
    {
        (AttemptInProgress, StillOnLine) = (attempt, onLine);
        Changed?.Invoke();
    }

    public void Turn(ResponseWanted wanted)
    {
        Wanted = Wanted.Contains(wanted) ? [.. Wanted.Where(one => one != wanted)] : [.. Wanted.Append(wanted).Order()];
        Changed?.Invoke();
    }

    public void Choose(DisclosureGround ground)
    {
        Ground = ground;
        Changed?.Invoke();
    }

    /// <summary>Whether anything stands under a path.</summary>
    public bool Has(string path) => path.ToLowerInvariant() switch
    {
        "wanted" => Wanted.Count > 0,
        "ground" => Ground is not null,
        "what.attemptinprogress" => AttemptInProgress is not null,
        "who.stillonline" => StillOnLine is not null,
        _ => this[path].Trim().Length > 0,
    };

    /// <summary>What a partner needs and is empty: named always, in the way only where there is time.</summary>
    public IReadOnlyList<string> Missing() => [.. MustPaths.Of(this).Where(path => !IsMet(path))];

    /// <summary>Of an address and a position one is enough.</summary>
    private bool IsMet(string path) => Has(path)
        || (path == "where.address" && Number("where.latitude") is not null && Number("where.longitude") is not null);

    public EscalationForm Form() => new(
        new WhoPart(Of("who.name"), Of("who.number"), Of("who.callBack"), Of("who.language"), StillOnLine),
        new WherePart(
            Of("where.address"), Of("where.district"), Number("where.latitude"), Number("where.longitude"), (int?)Number("where.uncertaintyMetres"), Of("where.floor"), Of("where.access"),
            Of("where.knownHow"), KnownAt),
        new WhatPart(
            Of("what.happening"), AttemptInProgress, Of("what.method"), Of("what.substance"), Of("what.amount"), Of("what.since"), Of("what.means"), Of("what.others"), Of("what.medical"),
            Of("what.mentalState"), Of("what.medication"), Of("what.hazards")),
        new CallerPart(Of("caller.name"), Of("caller.directLine")), Wanted, Ground, Of("groundNote"));

    /// <summary>Takes over a form as it was read.</summary>
    public void Take(EscalationForm form)
    {
        var (who, where, what) = (form.Who, form.Where, form.What);
        foreach (var (path, value) in new (string, string?)[]
        {
            ("who.name", who.Name), ("who.number", who.Number), ("who.callBack", who.CallBack), ("who.language", who.Language),
            ("where.address", where.Address), ("where.district", where.District), ("where.latitude", Written(where.Latitude)), ("where.longitude", Written(where.Longitude)),
            ("where.uncertaintyMetres", Written(where.UncertaintyMetres)), ("where.floor", where.Floor), ("where.access", where.Access), ("where.knownHow", where.KnownHow),
            ("what.happening", what.Happening), ("what.method", what.Method), ("what.substance", what.Substance), ("what.amount", what.Amount), ("what.since", what.Since),
            ("what.means", what.Means), ("what.others", what.Others), ("what.medical", what.Medical), ("what.mentalState", what.MentalState), ("what.medication", what.Medication),
            ("what.hazards", what.Hazards), ("caller.name", form.Caller.Name), ("caller.directLine", form.Caller.DirectLine), ("groundNote", form.GroundNote),
        })
            texts[path] = value ?? "";
        (AttemptInProgress, StillOnLine, Wanted, Ground, KnownAt) = (what.AttemptInProgress, who.StillOnLine, form.Wanted, form.Ground, where.KnownAt);
        Changed?.Invoke();
    }

    /// <summary>What was typed before the form was read stays.</summary>
    public void Fill(EscalationForm form) => Take(FormMerge.Merged(EscalationForm.Empty, Form(), form, [.. FormPaths.InOrder, "wanted", "ground"]));

    /// <summary>Paths → values as they would be read out; only what is filled.</summary>
    public static IReadOnlyDictionary<string, string> Lines(EscalationForm form)
    {
        var sheet = new FormSheet(form);
        var lines = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (form.Wanted.Count > 0)
            lines["wanted"] = string.Join(',', form.Wanted);
        foreach (var path in FormPaths.InOrder)
            if (path switch { "what.attemptInProgress" => Written(sheet.AttemptInProgress), "who.stillOnLine" => Written(sheet.StillOnLine), _ => sheet.Of(path) } is { } value)
                lines[path] = value;
        if (form.Where.KnownAt is { } known)
            lines["where.knownAt"] = known.ToString("o", CultureInfo.InvariantCulture);
        if (form.Ground is { } ground)
            lines["ground"] = ground.ToString();
        return lines;
    }

    private string? Of(string path) => this[path].Trim() is { Length: > 0 } text ? text : null;

    private double? Number(string path) => double.TryParse(this[path], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static string? Written(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture);

    private static string? Written(bool? said) => said is { } answer ? (answer ? "yes" : "no") : null;
}
