using System.Globalization;
using System.Text.Json;

namespace Hotline.Server.Intake.Reading;

/// <summary>Who the help seeker is and how to call back. A number that is wrongly typed is still a number to call.</summary>
internal static class ReadPerson
{
    private const int Longest = 2000;

    public static Wire.Particulars? Particulars(JsonElement value, ReadNotes notes)
    {
        if (!IsObject(value, "particulars", notes)) return null;
        string? name = null, number = null, address = null, note = null;
        foreach (var (member, content) in Members.Of(value))
        {
            switch (member)
            {
                case "name": name = Line(content, "particulars.name", notes); break;
                case "number": number = Line(content, "particulars.number", notes); break;
                case "address": address = Line(content, "particulars.address", notes); break;
                case "note": note = Line(content, "particulars.note", notes); break;
                default: Unknown("particulars", member, notes); break;
            }
        }
        return name is null && number is null && address is null && note is null ? null : new Wire.Particulars(name, number, address, note);
    }

    public static Wire.CallbackConsent? Callback(JsonElement value, ReadNotes notes)
    {
        if (!IsObject(value, "callback", notes)) return null;
        bool? consent = null, leaveMessage = null;
        string? number = null, from = null, until = null;
        foreach (var (member, content) in Members.Of(value))
        {
            switch (member)
            {
                case "consent": consent = Members.Flag(content, "callback.consent", notes); break;
                case "number": number = Line(content, "callback.number", notes); break;
                case "safetoleavemessage": leaveMessage = Members.Flag(content, "callback.safeToLeaveMessage", notes); break;
                case "safefrom": from = TimeOfDay(content, "callback.safeFrom", notes); break;
                case "safeuntil": until = TimeOfDay(content, "callback.safeUntil", notes); break;
                default: Unknown("callback", member, notes); break;
            }
        }
        // Consent is given or it is not: anything but true is no consent.
        return new Wire.CallbackConsent(consent is true, number, leaveMessage, from, until);
    }

    private static bool IsObject(JsonElement value, string field, ReadNotes notes)
    {
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null)) notes.Warn(field, "wrong_type", $"{field} is not an object; it was left out.");
        return value.ValueKind == JsonValueKind.Object;
    }

    private static string? Line(JsonElement value, string field, ReadNotes notes) =>
        Members.Text(value, field, Longest, notes)?.Trim() is { Length: > 0 } text ? text : null;

    private static string? TimeOfDay(JsonElement value, string field, ReadNotes notes)
    {
        if (Members.Text(value, field, 64, notes) is not { } text) return null;
        if (TimeOnly.TryParseExact(text.Trim(), ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time.ToString("HH:mm", CultureInfo.InvariantCulture);
        notes.Warn(field, "unknown_value", $"{field} is not a time of day (HH:mm); it was left out.");
        return null;
    }

    private static void Unknown(string field, string member, ReadNotes notes) =>
        notes.Warn($"{field}.{Members.Named(member)}", "unknown_member", $"{field} has a member that is not known; it was left out.");
}
