using Hotline.Console.Parts;
using Hotline.Contracts;

namespace Hotline.Console.Desk;

/// <summary>What a learned model weighed, in words.</summary>
public static class ModelWords
{
    private const string Aside = "/aside";
    private const string Class = "class.";

    /// <param name="what">Words of the texts, a signal's code such as <c>text.method</c>, or a class of words such as <c>class.plan</c>.</param>
    public static string Name(Words text, string what, IReadOnlyDictionary<string, BothWords>? labels)
    {
        if (what.EndsWith(Aside, StringComparison.Ordinal)) return text.With("model.aside", Name(text, what[..^Aside.Length], labels));
        if (what.StartsWith(Class, StringComparison.Ordinal)) return text.Find("model." + what) ?? text.With("model.class", what[Class.Length..]);
        return labels?.GetValueOrDefault(what) is { } label ? text.Of(label) : text.With("model.words", what);
    }
}
