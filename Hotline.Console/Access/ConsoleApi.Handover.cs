using Hotline.Contracts;

namespace Hotline.Console.Access;

/// <summary>The calls of whoever hands a contact over.</summary>
public sealed partial class ConsoleApi
{
    public Task<Answer<ReceiversView>> ReadReceivers(string contactId) =>
        Send(HttpMethod.Get, $"api/v1/console/contacts/{Uri.EscapeDataString(contactId)}/receivers", WireJson.Default.ReceiversView);
}
