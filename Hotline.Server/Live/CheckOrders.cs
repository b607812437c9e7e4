using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR;

namespace Hotline.Server.Live;

/// <summary>
/// Looks at every order of a console before anything is done with it: no member missing, no unknown word, ids that are ids. A command id
/// goes into the journal as it stands; one with a line break in it would make the entry unreadable to every node.
/// </summary>
internal sealed partial class CheckOrders : IHubFilter
{
    private const int LongestId = 128;
    private const int LongestText = 8 * 1024;
    private const int LongestList = 100;

    /// <summary>Members that people write; everything else is an id.</summary>
    private static readonly string[] Texts = [nameof(Wire.SupervisorOrder.Reason), nameof(Wire.MessageOrder.Text)];
    private static readonly ConcurrentDictionary<Type, Member[]> Members = new();

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var parameters = invocationContext.HubMethod.GetParameters();
        for (var number = 0; number < parameters.Length; number++)
            if (FaultOf(invocationContext.HubMethodArguments[number], parameters[number].Name!) is { } fault)
                throw new HubException("bad_request: " + fault);
        return next(invocationContext);
    }

    /// <summary>What is wrong with an argument; null when nothing is.</summary>
    internal static string? FaultOf(object? argument, string name)
    {
        if (argument is null) return $"{name} is missing.";
        if (argument is string id) return FaultOfId(id, name);
        if (argument.GetType().IsPrimitive) return null;
        if (argument is IEnumerable<string> ids) return ids.Count() > LongestList ? $"{name} has more than {LongestList} entries." : ids.Select(one => FaultOf(one, name)).FirstOrDefault(fault => fault is not null);
        return Members.GetOrAdd(argument.GetType(), Read).Select(member => FaultOf(member, member.Property.GetValue(argument))).FirstOrDefault(fault => fault is not null);
    }

    private static string? FaultOf(Member member, object? value) => value switch
    {
        null => member.IsOptional ? null : $"{member.Name} is missing.",
        Enum word => Enum.IsDefined(word.GetType(), word) ? null : $"{member.Name} is not one of {string.Join(", ", Enum.GetNames(word.GetType()))}.",
        string text when member.Name == nameof(Wire.OfferOrder.CommandId) => CommandId().IsMatch(text) ? null : "CommandId is unix milliseconds, a dash and hex digits.",
        string text when Texts.Contains(member.Name) => text.Length <= LongestText ? null : $"{member.Name} is too long.",
        string text => FaultOfId(text, member.Name),
        ICollection list when list.Count > LongestList => $"{member.Name} has more than {LongestList} entries.",
        IEnumerable list => list.Cast<object?>().Any(one => one is null) ? $"{member.Name} has an empty entry." : null,
        _ => null,
    };

    private static string? FaultOfId(string text, string name) =>
        text.Length > LongestId ? $"{name} is too long." : text.Any(sign => char.IsControl(sign) || char.IsSurrogate(sign)) ? $"{name} has signs in it that no id has." : null;

    private static Member[] Read(Type order)
    {
        var nullability = new NullabilityInfoContext();
        return [.. order.GetProperties().Select(property => new Member(property, nullability.Create(property).ReadState == NullabilityState.Nullable))];
    }

    [GeneratedRegex(@"^[0-9]{10,15}-[0-9a-f]{8,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CommandId();

    private sealed record Member(PropertyInfo Property, bool IsOptional)
    {
        public string Name => Property.Name;
    }
}
