using Hotline.Server.Triage.Signals;

namespace Hotline.Tests.Triage.Signals;

/// <summary>The shipped signals, compiled once for all tests.</summary>
internal static class Signalled
{
    public static readonly TextSignals Shipped = new(SignalLexicon.Shipped());

    public static IReadOnlyList<TextSignal> In(string text) => Shipped.Read(text, "en");

    /// <summary>Kinds with how they are meant: <c>text.intent</c>, <c>text.intent/Negated</c>.</summary>
    public static IEnumerable<string> Kinds(string text) =>
        In(text).Select(signal => signal.Meant == Meant.Direct ? signal.Kind : $"{signal.Kind}/{signal.Meant}").Distinct();

    /// <summary>Kinds of signals that count as risk of the writer, now.</summary>
    public static IEnumerable<string> Risks(string text) =>
        In(text).Where(signal => signal.Meant == Meant.Direct && signal.Kind is not ("text.distress" or "text.reasons_to_live" or "text.denied")).Select(signal => signal.Kind).Distinct();

    public static string Cut(string text, TextSignal signal) => text.Substring(signal.Start, signal.Length);
}
