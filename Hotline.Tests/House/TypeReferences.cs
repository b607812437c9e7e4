using System.Reflection;
using System.Reflection.Emit;

namespace Hotline.Tests.House;

/// <summary>All types that a type names: base, interfaces, members, attributes, and everything its method bodies touch. Lambdas and async methods are nested types of their own.</summary>
internal static class TypeReferences
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static IReadOnlySet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        Add(found, type.BaseType);
        foreach (var implemented in type.GetInterfaces())
            Add(found, implemented);
        AddAttributes(found, type);
        foreach (var field in type.GetFields(All))
            Add(found, field.FieldType);
        foreach (var property in type.GetProperties(All))
            AddAttributes(found, property);
        foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
            AddMethod(found, method);
        found.Remove(type);
        return found;
    }

    /// <summary>The members that a method's body touches, in order: called methods, fields, types.</summary>
    public static IEnumerable<(OpCode Code, MemberInfo Member)> Body(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
            yield break;
        var typeArguments = method.DeclaringType is { IsGenericType: true } declaring ? declaring.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var value = code[at++];
            var operation = Codes[value == 0xFE ? (short)(0xFE00 | code[at++]) : value];
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                yield return (operation, method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments)!);
            at += Size(operation.OperandType, code, at);
        }
    }

    private static void AddMethod(HashSet<Type> found, MethodBase method)
    {
        AddAttributes(found, method);
        foreach (var parameter in method.GetParameters())
        {
            Add(found, parameter.ParameterType);
            foreach (var attribute in parameter.GetCustomAttributesData())
                AddAttribute(found, attribute);
        }

        if (method is MethodInfo returning)
            Add(found, returning.ReturnType);
        foreach (var local in method.GetMethodBody()?.LocalVariables ?? [])
            Add(found, local.LocalType);
        foreach (var clause in method.GetMethodBody()?.ExceptionHandlingClauses ?? [])
        {
            if (clause.Flags == ExceptionHandlingClauseOptions.Clause)
                Add(found, clause.CatchType);
        }

        foreach (var (_, member) in Body(method))
            AddMember(found, member);
    }

    private static void AddMember(HashSet<Type> found, MemberInfo member)
    {
        if (member is Type type)
            Add(found, type);
        Add(found, member.DeclaringType);
        if (member is FieldInfo field)
            Add(found, field.FieldType);
        if (member is not MethodBase method)
            return;
        foreach (var parameter in method.GetParameters())
            Add(found, parameter.ParameterType);
        if (method is MethodInfo returning)
            Add(found, returning.ReturnType);
        if (method.IsGenericMethod)
        {
            foreach (var argument in method.GetGenericArguments())
                Add(found, argument);
        }
    }

    private static void AddAttributes(HashSet<Type> found, MemberInfo member)
    {
        foreach (var attribute in member.GetCustomAttributesData())
            AddAttribute(found, attribute);
    }

    private static void AddAttribute(HashSet<Type> found, CustomAttributeData attribute)
    {
        Add(found, attribute.AttributeType);
        foreach (var argument in attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.TypedValue)))
            Add(found, argument.Value as Type);
    }

    private static void Add(HashSet<Type> found, Type? type)
    {
        if (type is null || type.IsGenericParameter)
            return;
        if (type.HasElementType)
        {
            Add(found, type.GetElementType());
            return;
        }

        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (type.IsGenericType)
        {
            foreach (var argument in type.GetGenericArguments().Where(argument => !argument.IsGenericParameter))
                Add(found, argument);
        }

        if (found.Add(definition))
            Add(found, definition.DeclaringType);
    }

    private static int Size(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };
}
