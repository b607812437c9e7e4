using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.JSInterop;

namespace Hotline.Console.Parts;

/// <summary>What a person likes. The only thing the browser keeps between visits; nothing of a help seeker is ever in it.</summary>
/// <param name="Theme">auto, light or dark.</param>
/// <param name="Volume">0–1.</param>
/// <param name="Keys">Key of each act, as <see cref="KeyChord"/> writes it; empty = switched off.</param>
public sealed record Liking(string? Culture, string Theme, double Volume, bool Muted, bool KeysOn, IReadOnlyDictionary<string, string> Keys)
{
    public static readonly Liking Default = new(null, "auto", 0.6, false, true, Acts.DefaultKeys);

    public string KeyOf(string act) => Keys.TryGetValue(act, out var key) ? key : Acts.DefaultKeys.GetValueOrDefault(act, "");
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Liking))]
internal sealed partial class LikingJson : JsonSerializerContext;

public sealed class Preferences(BrowserPage browser, Words words)
{
    public Liking Now { get; private set; } = Liking.Default;

    public event Action? Changed;

    public async Task Load()
    {
        Now = Read(await browser.ReadPreferences());
        words.Speak(Now.Culture ?? await browser.Language() ?? CultureInfo.CurrentUICulture.Name);
        await Dress();
        await browser.WatchPreferences(DotNetObjectReference.Create(this));
    }

    /// <summary>Another tab has kept these.</summary>
    [JSInvokable]
    public Task Reread(string? json) => Take(Read(json));

    public async Task Keep(Liking liking)
    {
        await Take(liking);
        await browser.WritePreferences(JsonSerializer.Serialize(liking, LikingJson.Default.Liking));
    }

    private Task Take(Liking liking)
    {
        var spoken = Now.Culture;
        Now = liking;
        if (liking.Culture is { } culture && culture != spoken)
            words.Speak(culture);
        Changed?.Invoke();
        return Dress();
    }

    internal static Liking Read(string? json)
    {
        if (string.IsNullOrEmpty(json))
            return Liking.Default;
        try
        {
            var read = JsonSerializer.Deserialize(json, LikingJson.Default.Liking) ?? Liking.Default;
            return read with
            {
                Theme = read.Theme is "light" or "dark" ? read.Theme : "auto",
                Volume = double.IsFinite(read.Volume) ? Math.Clamp(read.Volume, 0, 1) : Liking.Default.Volume,
                Keys = read.Keys ?? Acts.DefaultKeys,
            };
        }
        catch (JsonException)
        {
            return Liking.Default;
        }
    }

    private Task Dress() => browser.Dress(Now.Theme, words.Culture.Name);
}
