using System.Collections.Concurrent;

namespace Hotline.Tests.Partners;

/// <summary>One hand-over as a simulated partner knows it.</summary>
internal sealed class Incident(string escalationId, string number)
{
    private readonly ConcurrentQueue<string> messages = new();
    private readonly ConcurrentQueue<(string Said, int Status)> reports = new();
    private readonly ConcurrentDictionary<string, bool> submissions = new(StringComparer.Ordinal);

    public string EscalationId { get; } = escalationId;

    public string Number { get; } = number;

    /// <summary>Types of all that was taken, repeats left out.</summary>
    public IReadOnlyList<string> Messages => [.. messages];

    /// <summary>What was said back and the status it got.</summary>
    public IReadOnlyList<(string Said, int Status)> Reports => [.. reports];

    /// <summary>How many incidents a partner would have opened that knows a message by its webhook-id alone; more than one is a fault of the sender.</summary>
    public int Opened => submissions.Count;

    public bool IsWithdrawn { get; set; }

    public bool IsClosed => reports.Any(report => report is { Said: "Closed", Status: 200 });

    public bool Submit(string webhookId) => submissions.TryAdd(webhookId, true);

    public void Took(string type) => messages.Enqueue(type);

    public void Said(string what, int status) => reports.Enqueue((what, status));
}

/// <summary>All that a simulated partner was told. A message counts once by its webhook-id.</summary>
internal sealed class IncidentBook
{
    private readonly ConcurrentDictionary<string, Incident> incidents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<PartnerFault, int> faults = new();
    private int refused;

    public IReadOnlyCollection<Incident> All => [.. incidents.Values];

    /// <summary>Messages whose signature was not good.</summary>
    public int Refused => refused;

    /// <summary>How often each fault was met, <see cref="PartnerFault.None"/> too.</summary>
    public IReadOnlyDictionary<PartnerFault, int> Faults => faults;

    public Incident? Find(string escalationId) => incidents.GetValueOrDefault(escalationId);

    public int IncidentsOf(string escalationId) => Find(escalationId)?.Opened ?? 0;

    public void Refuse() => Interlocked.Increment(ref refused);

    public void Met(PartnerFault fault) => faults.AddOrUpdate(fault, 1, (_, count) => count + 1);

    /// <returns>The incident, whether this very message was taken before, and whether it is the first of its escalation.</returns>
    public (Incident Incident, bool Exists, bool IsNew) Take(string webhookId, string escalationId, string type)
    {
        var made = new Incident(escalationId, "P-" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(escalationId)))[..8]);
        var incident = incidents.GetOrAdd(escalationId, made);
        if (!seen.TryAdd(webhookId, true)) return (incident, true, false);
        incident.Took(type);
        if (type == "escalation.submitted") incident.Submit(webhookId);
        if (type == "escalation.withdrawn") incident.IsWithdrawn = true;
        return (incident, false, ReferenceEquals(made, incident));
    }
}
