using Hotline.Contracts;

namespace Hotline.Console.Escalations;

/// <summary>A field that two people changed at once.</summary>
public sealed record FieldClash(string Path, string Mine, string Theirs);

/// <summary>Brings a change together with one that came before it: what only one side touched stands, what both touched is shown.</summary>
public static class FormMerge
{
    /// <param name="from">What both began with.</param>
    public static IReadOnlyList<FieldClash> Clashes(EscalationForm from, EscalationForm mine, EscalationForm theirs)
    {
        var (before, own, other) = (FormSheet.Lines(from), FormSheet.Lines(mine), FormSheet.Lines(theirs));
        return [.. Paths(own, other).Where(path => path != "where.knownAt" && Value(own, path) != Value(before, path) && Value(other, path) != Value(before, path) && Value(own, path) != Value(other, path))
            .Select(path => new FieldClash(path, Value(own, path), Value(other, path)))];
    }

    /// <summary>Theirs, with what only I changed put over it, and of the clashes those that stay mine.</summary>
    public static EscalationForm Merged(EscalationForm from, EscalationForm mine, EscalationForm theirs, IReadOnlyCollection<string> keepMine)
    {
        var (before, own, other) = (FormSheet.Lines(from), FormSheet.Lines(mine), FormSheet.Lines(theirs));
        var ours = Paths(own, before).Where(path => Value(own, path) != Value(before, path) && (Value(other, path) == Value(before, path) || keepMine.Contains(path, StringComparer.OrdinalIgnoreCase)))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        T Take<T>(string path, T my, T their) => ours.Contains(path) ? my : their;
        var (who, where, what) = (mine.Who, mine.Where, mine.What);
        return new EscalationForm(
            new WhoPart(
                Take("who.name", who.Name, theirs.Who.Name), Take("who.number", who.Number, theirs.Who.Number), Take("who.callBack", who.CallBack, theirs.Who.CallBack),
                Take("who.language", who.Language, theirs.Who.Language), Take("who.stillOnLine", who.StillOnLine, theirs.Who.StillOnLine)),
            new WherePart(
                Take("where.address", where.Address, theirs.Where.Address), Take("where.district", where.District, theirs.Where.District), Take("where.latitude", where.Latitude, theirs.Where.Latitude),
                Take("where.longitude", where.Longitude, theirs.Where.Longitude), Take("where.uncertaintyMetres", where.UncertaintyMetres, theirs.Where.UncertaintyMetres),
                Take("where.floor", where.Floor, theirs.Where.Floor), Take("where.access", where.Access, theirs.Where.Access), Take("where.knownHow", where.KnownHow, theirs.Where.KnownHow),
                Take("where.knownAt", where.KnownAt, theirs.Where.KnownAt)),
            new WhatPart(
                Take("what.happening", what.Happening, theirs.What.Happening), Take("what.attemptInProgress", what.AttemptInProgress, theirs.What.AttemptInProgress),
                Take("what.method", what.Method, theirs.What.Method), Take("what.substance", what.Substance, theirs.What.Substance), Take("what.amount", what.Amount, theirs.What.Amount),
                Take("what.since", what.Since, theirs.What.Since), Take("what.means", what.Means, theirs.What.Means), Take("what.others", what.Others, theirs.What.Others),
                Take("what.medical", what.Medical, theirs.What.Medical), Take("what.mentalState", what.MentalState, theirs.What.MentalState),
                Take("what.medication", what.Medication, theirs.What.Medication), Take("what.hazards", what.Hazards, theirs.What.Hazards)),
            new CallerPart(Take("caller.name", mine.Caller.Name, theirs.Caller.Name), Take("caller.directLine", mine.Caller.DirectLine, theirs.Caller.DirectLine)),
            Take("wanted", mine.Wanted, theirs.Wanted), Take("ground", mine.Ground, theirs.Ground), Take("groundNote", mine.GroundNote, theirs.GroundNote));
    }

    private static IEnumerable<string> Paths(params IReadOnlyDictionary<string, string>[] sides) => sides.SelectMany(side => side.Keys).Distinct(StringComparer.OrdinalIgnoreCase);

    private static string Value(IReadOnlyDictionary<string, string> lines, string path) => lines.GetValueOrDefault(path, "");
}
