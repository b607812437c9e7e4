using System.Globalization;
using System.Text.Json;
using Hotline.Server.Floor;

namespace Hotline.Server.Recording;

/// <summary>An event as timeline and audit name it. Codes and ids only: there is nothing else in an event.</summary>
internal static class EventText
{
    public static string KindOf(FloorEvent happened) => happened is FloorEvent.EscalationMoved moved ? "Escalation" + moved.What : happened.GetType().Name;

    public static string SubjectOf(FloorEvent happened) =>
        happened.About is { } contact ? $"contact:{contact}" : happened.Who is { } worker ? $"worker:{worker}" : "line";

    /// <summary>What the kind does not say; null when it says all.</summary>
    public static string? DetailOf(FloorEvent happened) => happened switch
    {
        FloorEvent.ContactOpened opened => Text(opened.Grade),
        FloorEvent.ContactRescored rescored => Text(rescored.Grade),
        FloorEvent.BandOverridden set => $"{set.Before} → {set.Set} (computed {set.Computed})",
        FloorEvent.ContactAbandoned abandoned => abandoned.Reason,
        FloorEvent.OfferRescinded rescinded => rescinded.Why,
        FloorEvent.ContactReturned returned => returned.Why,
        FloorEvent.ContactEngaged engaged => engaged.How,
        FloorEvent.ContactEnded ended => ended.Outcome.ToString(),
        FloorEvent.ContactClosed closed => closed.Outcome.ToString(),
        FloorEvent.TransferBegun begun => $"{begun.Kind} → {Text(begun.Target)}",
        FloorEvent.TransferEnded over => over.End.ToString(),
        FloorEvent.ContactHandedIn came => $"line:{came.Line} contact:{came.Origin}",
        FloorEvent.ContactSentOn sent => $"line:{sent.Line} contact:{sent.Other}",
        FloorEvent.ContactRecalled recalled => $"line:{recalled.Line}",
        FloorEvent.FileFollowed followed => $"line:{followed.Line}",
        FloorEvent.ParticipantJoined joined => joined.Role.ToString(),
        FloorEvent.ParticipantLeft left => left.Why,
        FloorEvent.ContactForced forced => $"{forced.From} → {forced.To}",
        FloorEvent.PresenceChanged changed => $"{changed.From} → {changed.To}{(changed.Reason is { } reason ? $" ({reason})" : "")}: {changed.Why}",
        FloorEvent.EscalationMoved moved => Text(moved),
        _ => null,
    };

    /// <summary>Data of the audit entry: where in the journal, by which command, and what the action does not say.</summary>
    public static string AuditData(JournalEntry entry, FloorEvent happened)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("command", entry.Command.Value);
            if (DetailOf(happened) is { } detail) writer.WriteString("detail", detail);
            writer.WriteString("entry", string.Create(CultureInfo.InvariantCulture, $"{entry.Epoch}.{entry.Sequence}"));
            if (happened is FloorEvent.ContactEngaged engaged) writer.WriteString("fence", engaged.Fence.ToString());
            writer.WriteString("tag", entry.Tag);
            if (happened.Who is { } worker) writer.WriteString("worker", worker.Value);
            writer.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private static string Text(TransferTarget target) => target switch
    {
        TransferTarget.Colleague colleague => $"worker:{colleague.Worker}",
        TransferTarget.Skilled skilled => string.Create(CultureInfo.InvariantCulture, $"skill:{skilled.Need.Skill}:{skilled.Need.Level}"),
        TransferTarget.OtherLine other => $"line:{other.Line}",
        _ => throw new System.Diagnostics.UnreachableException(target.GetType().Name),
    };

    private static string? Text(FloorEvent.EscalationMoved moved) => (moved.Partner, moved.Code) switch
    {
        ({ } partner, { } code) => $"partner:{partner}: {code}",
        ({ } partner, null) => $"partner:{partner}",
        _ => moved.Code,
    };

    private static string Text(Grade grade) => string.Create(CultureInfo.InvariantCulture, $"{grade.Band} {grade.Score}");
}
