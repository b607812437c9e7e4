using Hotline.Console.Access;
using Hotline.Console.Live;
using Hotline.Contracts;

namespace Hotline.Console.Escalations;

/// <summary>What was read of hand-overs, each reading audited; read again when one that is open on the screen has moved.</summary>
public sealed class EscalationFiles : IDisposable
{
    private readonly Dictionary<string, EscalationFile> files = [];
    private readonly ConsoleApi api;
    private readonly DeskFeed desk;

    public EscalationFiles(ConsoleApi api, DeskFeed desk)
    {
        (this.api, this.desk) = (api, desk);
        desk.Changed += Follow;
    }

    public EscalationFile? Of(string id) => files.GetValueOrDefault(id);

    /// <returns>Slug of the refusal; null when it was read.</returns>
    public async Task<string?> Read(string id)
    {
        var answer = await api.ReadEscalation(id);
        if (answer.Value is { } file)
            files[id] = file;
        return answer.Slug;
    }

    private void Follow()
    {
        if (desk.View is null)
            files.Clear();
    }

    public void Dispose() => desk.Changed -= Follow;
}
