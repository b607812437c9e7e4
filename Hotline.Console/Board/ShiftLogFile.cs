using System.Globalization;
using System.Text;
using Hotline.Console.Parts;
using Hotline.Contracts;

namespace Hotline.Console.Board;

/// <summary>The log as a file for a spreadsheet: comma-separated, RFC 4180, with a byte order mark, as spreadsheets want it for Chinese.</summary>
public static class ShiftLogFile
{
    public static string Name(ShiftLogView log) =>
        string.Create(CultureInfo.InvariantCulture, $"shift-log-{log.Line}-{log.From.UtcDateTime:yyyyMMdd'T'HHmm'Z'}.csv");

    public static string Write(Words text, IEnumerable<ShiftLogEntry> entries)
    {
        var file = new StringBuilder("\uFEFF");
        Row(file, text["log.at"], text["log.group"], text["log.what"], text["log.by"], text["log.worker"], text["log.contact"], text["log.text"]);
        foreach (var entry in entries)
            Row(file, entry.At.ToString("o", CultureInfo.InvariantCulture), text.Of(entry.Group), ShiftLogWords.What(text, entry), entry.ByName, entry.WorkerName, entry.ContactId, entry.Text);
        return file.ToString();
    }

    private static void Row(StringBuilder file, params ReadOnlySpan<string?> cells)
    {
        for (var number = 0; number < cells.Length; number++)
            file.Append(number == 0 ? "" : ",").Append(Cell(cells[number] ?? ""));
        file.Append("\r\n");
    }

    // A cell that begins so would be a formula; people write these, and spreadsheets run them.
    private static string Cell(string value) =>
        '"' + (value.Length > 0 && "=+-@\t\r".Contains(value[0], StringComparison.Ordinal) ? "'" : "") + value.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
