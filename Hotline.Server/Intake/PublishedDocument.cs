using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hotline.Server.Intake;

/// <summary>The API's document, made once. Making it costs as much as twenty intakes, and anybody may ask for it.</summary>
internal sealed class PublishedDocument([FromKeyedServices(PublishedApi.Name)] IOpenApiDocumentProvider documents) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private volatile byte[]? made;

    public async Task<byte[]> ReadAsync(CancellationToken cancel)
    {
        if (made is { } ready) return ready;
        await turn.WaitAsync(cancel);
        try
        {
            return made ??= Encoding.UTF8.GetBytes(await (await documents.GetOpenApiDocumentAsync(cancel)).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancel));
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
