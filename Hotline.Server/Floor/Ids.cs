using System.Globalization;

namespace Hotline.Server.Floor;

/// <summary>A line's slug: lower-case letters, digits, dashes.</summary>
public readonly record struct LineId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Pseudonymous id of a contact; derived from (channel key, Idempotency-Key).</summary>
public readonly record struct ContactId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Pseudonymous id of a worker's account.</summary>
public readonly record struct WorkerId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct OfferId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Unix milliseconds, a dash, random hex. The time lets the ledger refuse ids older than its memory.</summary>
public readonly record struct CommandId(string Value)
{
    /// <summary>When the command was issued, unix ms; 0 when the id does not say.</summary>
    public long IssuedAtMs
    {
        get
        {
            var dash = Value.IndexOf('-', StringComparison.Ordinal);
            return dash > 0 && long.TryParse(Value.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var ms) ? ms : 0;
        }
    }

    /// <summary>False for what would tear the journal's text: a separator, a control character, nothing, or more than an id needs.</summary>
    public bool IsWellFormed => Value is { Length: > 0 and <= 128 } && !Value.Contains('|', StringComparison.Ordinal) && !Value.Any(char.IsControl);

    public override string ToString() => Value;
}

/// <summary>Grows with every offer of a contact, and with every epoch: whoever holds the higher fence holds the contact.</summary>
public readonly record struct Fence(long Epoch, long Number) : IComparable<Fence>
{
    public static readonly Fence None = new(0, 0);

    public Fence Next(long epoch) => epoch > Epoch ? new Fence(epoch, 1) : new Fence(Epoch, Number + 1);

    public int CompareTo(Fence other) => Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Number.CompareTo(other.Number);

    public static bool operator <(Fence a, Fence b) => a.CompareTo(b) < 0;
    public static bool operator >(Fence a, Fence b) => a.CompareTo(b) > 0;
    public static bool operator <=(Fence a, Fence b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Fence a, Fence b) => a.CompareTo(b) >= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}.{Number}");

    /// <summary>Reads "epoch.number"; <see cref="None"/> when malformed.</summary>
    public static Fence Parse(string? text)
    {
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot > 0
            && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            && long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Fence(epoch, number) : None;
    }
}

/// <summary>Who gave a command.</summary>
/// <param name="Kind">worker, supervisor, channel, system or administrator.</param>
public sealed record Actor(string Kind, string Id)
{
    public static readonly Actor System = new("system", "floor");
}
