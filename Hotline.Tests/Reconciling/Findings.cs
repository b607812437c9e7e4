using Hotline.Server.Floor;
using Hotline.Server.Reconciling;

namespace Hotline.Tests.Reconciling;

/// <summary>What the auditor said, in order: kind, code, about.</summary>
internal sealed class Findings : IAuditorAlarms
{
    public List<string> All { get; } = [];

    public void Found(LineId line, string kind, ContactId? contact, WorkerId? worker, string code) => All.Add($"{kind} {code} {contact}{worker}");
}
