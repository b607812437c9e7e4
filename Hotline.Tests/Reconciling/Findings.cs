using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Supervision;

namespace Hotline.Tests.Reconciling;

/// <summary>What the auditor said, in order: kind, code, about.</summary>
internal sealed class Findings : IAuditorAlarms, IHeldBack
{
    public IReadOnlySet<ContactId>? HeldBack(LineId line) => new HashSet<ContactId>();

    public List<string> All { get; } = [];

    public void Found(LineId line, string kind, ContactId? contact, WorkerId? worker, string code) => All.Add($"{kind} {code} {contact}{worker}");
}
