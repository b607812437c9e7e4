using System.Text;

namespace Hotline.Server.Platform.Sealing;

/// <summary>Where a sealed value stands. It is bound to that place: moved to another row, column or table it no longer opens.</summary>
/// <param name="Row">Key of the row; may be anything, because it comes last.</param>
public readonly record struct SealPlace(string Table, string Column, string Row)
{
    internal byte[] AssociatedData() => Encoding.UTF8.GetBytes($"{Table}|{Column}|{Row}");
}

/// <summary>A sealed value does not open: another key, another place, or it was changed.</summary>
public sealed class SealBrokenException(string message, Exception? inner = null) : Exception(message, inner);
