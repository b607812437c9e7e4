namespace Hotline.Server.Triage.Signals;

/// <summary>A lexicon that cannot be read. Line and column count from 1, in the file the section stands in.</summary>
public sealed class LexiconException : Exception
{
    public LexiconException(long line, long column, string reason, Exception? inner = null)
        : base($"Line {line}, column {column}: {reason}", inner)
    {
        Line = line;
        Column = column;
        Reason = reason;
    }

    public long Line { get; }

    public long Column { get; }

    public string Reason { get; }
}
