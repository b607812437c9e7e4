using Hotline.Console.Parts;

namespace Hotline.Console.Admin.Rules;

public static class UseWords
{
    /// <param name="language">Empty for every language.</param>
    public static string Language(Words text, string language) => language.Length == 0 ? text["rules.everylanguage"] : text.Language(language);
}
