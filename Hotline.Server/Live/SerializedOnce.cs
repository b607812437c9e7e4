using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hotline.Server.Live;

/// <summary>Writes a view that many consoles get as JSON once; every further console gets the same bytes.</summary>
internal sealed class SerializedOnce<T>(JsonTypeInfo<T> shape) : JsonConverter<T>
    where T : class
{
    private readonly ConditionalWeakTable<T, byte[]> written = [];

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonSerializer.Deserialize(ref reader, shape);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteRawValue(written.GetValue(value, view => JsonSerializer.SerializeToUtf8Bytes(view, shape)), skipInputValidation: true);
}
