using System.Collections.Frozen;

namespace Hotline.Tests.House;

/// <summary>Who may know whom (architecture). A room is the folder after Hotline.Server; a new room needs a line here.</summary>
internal static class Rooms
{
    public const string Contracts = nameof(Contracts);

    /// <summary>What every activity of the floor stands on.</summary>
    private static readonly string[] Ground = ["Floor", "Ledger", "Records", Contracts, "Platform"];

    private static readonly FrozenDictionary<string, string[]> Table = new Dictionary<string, string[]>
    {
        // The ground itself
        ["Floor"] = [],
        [Contracts] = [],
        ["Platform"] = ["Floor"],
        ["Ledger"] = ["Floor", "Platform"],
        ["Records"] = ["Floor", "Platform", Contracts],

        // Activities: the ground, and the other activities named
        ["Triage"] = [.. Ground],
        ["Lines"] = [.. Ground, "Audit"],
        ["Audit"] = [.. Ground],
        ["Identity"] = [.. Ground, "Lines", "Audit"],
        ["Recording"] = [.. Ground, "Lines", "Audit"],
        ["Intake"] = [.. Ground, "Triage", "Lines", "Recording", "Identity"],
        ["Dispatch"] = [.. Ground, "Lines", "Recording", "Attendance", "Intake", "Supervision", "Handover"],
        ["Handover"] = [.. Ground, "Lines", "Identity", "Recording", "Intake", "Supervision"],
        ["Attendance"] = [.. Ground, "Lines", "Identity", "Recording"],
        ["Reconciling"] = [.. Ground, "Recording", "Dispatch", "Supervision"],
        ["Answering"] = [.. Ground, "Recording", "Intake"],
        ["Supervision"] = [.. Ground, "Lines", "Identity", "Audit", "Recording", "Triage", "Intake"],
        ["Site"] = ["Platform"],
        ["Escalations"] = [.. Ground, "Lines", "Identity", "Audit", "Recording", "Supervision"],
        ["Dossier"] = [.. Ground, "Identity", "Audit", "Lines", "Intake", "Triage"],
        ["Administration"] = [.. Ground, "Identity", "Lines", "Audit", "Triage", "Escalations"],

        // Live reads from the activities and shows; nobody knows Live
        ["Live"] = [.. Ground, "Triage", "Lines", "Identity", "Recording", "Intake", "Dispatch", "Attendance", "Answering", "Supervision", "Handover", "Escalations"],

        // The drill is a client: it comes in by the front door
        ["Drill"] = [Contracts, "Platform"],
    }.ToFrozenDictionary();

    public static IReadOnlyDictionary<string, string[]> Allowed => Table;

    /// <summary>Hotline.Server.Intake.X → Intake; null for the composition root, generated code and other libraries.</summary>
    public static string? Of(Type type) => OfNamespace(type.Namespace);

    public static string? OfNamespace(string? name) => name?.Split('.') switch
    {
        ["Hotline", "Contracts", ..] => Contracts,
        ["Hotline", "Server", var room, ..] => room,
        _ => null,
    };

    /// <summary>Edges among rooms that the table does not have.</summary>
    public static IEnumerable<string> Forbidden(IEnumerable<Type> types, Func<Type, string?> roomOf) =>
        from type in types
        let room = roomOf(type)
        where room is not null
        from known in TypeReferences.Of(type)
        let other = roomOf(known)
        where other is not null && other != room && !Allows(room, other)
        select $"{type.FullName} ({room}) knows {known.FullName} ({other})";

    public static bool Allows(string room, string other) => Table.TryGetValue(room, out var known) && known.Contains(other);

    /// <summary>A way from a room back to itself, or null.</summary>
    public static string? Cycle(IReadOnlyDictionary<string, string[]> edges)
    {
        return edges.Keys.Select(room => Search([room])).FirstOrDefault(way => way is not null);

        string? Search(string[] way) => edges.GetValueOrDefault(way[^1], [])
            .Select(next => way.Contains(next) ? string.Join(" → ", [.. way, next]) : Search([.. way, next]))
            .FirstOrDefault(found => found is not null);
    }
}
