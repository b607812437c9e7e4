using Microsoft.AspNetCore.Components;

namespace Hotline.Console.Parts;

/// <summary>The chosen option of a select over an enum. Binding it directly would bring TypeConverter, thirty kilobytes, on the first load.</summary>
public static class Choice
{
    public static TEnum Of<TEnum>(ChangeEventArgs change) where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(change.Value as string, out var chosen) ? chosen : default;
}
