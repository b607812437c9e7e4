using System.Globalization;
using CsvHelper;

namespace Hotline.Server.Escalations.Disclosures;

/// <summary>The log as a file for a spreadsheet: RFC 4180, UTF-8 with a byte order mark (as spreadsheets want it for Chinese), and no cell that one would run as a formula.</summary>
internal static class DisclosureFile
{
    private static readonly string[] Head =
    [
        "at", "disclosure", "contact", "escalation", "partner", "partner_name", "how", "where", "fields", "ground", "why", "worker", "worker_name", "second_worker", "second_worker_name", "body_sha256",
    ];

    public static byte[] Write(IEnumerable<Wire.DisclosureEntry> entries)
    {
        using var file = new MemoryStream();
        using (var csv = CsvWriter.Create(file, new CsvWriterOptions { Injection = CsvInjection.Escape, WriteByteOrderMark = true }, leaveOpen: true))
        {
            csv.WriteHeader(Head);
            foreach (var entry in entries)
                csv.WriteRecord(entry.At.ToString("o", CultureInfo.InvariantCulture), entry.DisclosureId, entry.ContactId, entry.EscalationId, entry.PartnerId, entry.PartnerName, entry.How, entry.Where,
                    string.Join("; ", entry.Fields), entry.Ground?.ToString(), entry.Why, entry.WorkerId, entry.WorkerName, entry.SecondWorkerId, entry.SecondWorkerName, entry.BodyHash);
        }

        return file.ToArray();
    }
}
