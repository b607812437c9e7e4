using System.Text.Json.Serialization;

namespace Hotline.Server.Platform;

/// <summary>Minimal APIs read and write the wire types as the console does.</summary>
internal static class WireFormat
{
    public static IServiceCollection AddWireFormat(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(options =>
        {
            if (options.SerializerOptions.Converters.OfType<JsonStringEnumConverter>().Any())
                return;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
        });
}
