namespace Hotline.Console.Access;

/// <summary>The roles a page is for. A page without it needs no sign-in. The server decides again on every call.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AllowedForAttribute(params string[] roles) : Attribute
{
    public IReadOnlyList<string> Roles { get; } = roles;
}
