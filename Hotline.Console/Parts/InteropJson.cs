using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hotline.Console.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Hotline.Console.Parts;

/// <summary>
/// What crosses to our small scripts. The console is published without reflection in JSON (it saves transfer), so the browser bridge is told each
/// type; written by hand, because the source generator would follow the object references into half the program.
/// </summary>
internal sealed class InteropJson : IJsonTypeInfoResolver
{
    public static void Teach(IJSRuntime runtime)
    {
        if (runtime is JSRuntime known)
            OptionsOf(known).TypeInfoResolverChain.Add(new InteropJson());
    }

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        type == typeof(object[]) ? JsonMetadataServices.CreateArrayInfo(options, new JsonCollectionInfoValues<object?[]>())
        : type == typeof(object) ? JsonMetadataServices.CreateValueInfo<object?>(options, JsonMetadataServices.ObjectConverter)
        : type == typeof(string[]) ? JsonMetadataServices.CreateArrayInfo(options, new JsonCollectionInfoValues<string[]>())
        : type == typeof(string) ? JsonMetadataServices.CreateValueInfo<string?>(options, JsonMetadataServices.StringConverter)
        : type == typeof(bool) ? JsonMetadataServices.CreateValueInfo<bool>(options, JsonMetadataServices.BooleanConverter)
        : type == typeof(int) ? JsonMetadataServices.CreateValueInfo<int>(options, JsonMetadataServices.Int32Converter)
        : type == typeof(double) ? JsonMetadataServices.CreateValueInfo<double>(options, JsonMetadataServices.DoubleConverter)
        : type == typeof(ElementReference) ? ByConverter<ElementReference>(options)
        : typeof(IJSObjectReference).IsAssignableFrom(type) ? ByConverter<IJSObjectReference>(options)
        : type == typeof(DotNetObjectReference<Keys>) ? ByConverter<DotNetObjectReference<Keys>>(options)
        : type == typeof(DotNetObjectReference<NetworkDoubt>) ? ByConverter<DotNetObjectReference<NetworkDoubt>>(options)
        : null;

    /// <summary>The bridge brings its own converters for references.</summary>
    private static JsonTypeInfo<T>? ByConverter<T>(JsonSerializerOptions options)
    {
        foreach (var converter in options.Converters)
            if (converter.CanConvert(typeof(T)))
                return JsonMetadataServices.CreateValueInfo<T>(options, converter is JsonConverterFactory factory ? factory.CreateConverter(typeof(T), options)! : converter);
        return null;
    }

    // Protected in the framework, and the only way to its serializer.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_JsonSerializerOptions")]
    private static extern JsonSerializerOptions OptionsOf(JSRuntime runtime);
}
