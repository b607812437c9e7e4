namespace Hotline.Contracts;

/// <summary>GET <c>/api/v1/console/disclosures</c>: what left for partners in a period, newest first.</summary>
/// <param name="Line">Null: of all lines.</param>
/// <param name="IsCut">There is more than is shown; the CSV has all of it.</param>
public sealed record DisclosureLog(string? Line, DateTimeOffset From, DateTimeOffset Until, bool IsCut, IReadOnlyList<DisclosureEntry> Entries);
