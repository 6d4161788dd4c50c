using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MixturePS.Build.Tests.PublicApi;

/// <summary>Writes the public surface of an assembly, one sorted line per member, so that branches merge line by line.</summary>
internal static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<string, string> Keywords = new()
    {
        ["System.Boolean"] = "bool",
        ["System.Byte"] = "byte",
        ["System.Char"] = "char",
        ["System.Double"] = "double",
        ["System.Int32"] = "int",
        ["System.Int64"] = "long",
        ["System.Object"] = "object",
        ["System.String"] = "string",
        ["System.UInt32"] = "uint",
        ["System.UInt64"] = "ulong",
        ["System.Void"] = "void",
    };

    /// <summary>The public types and their public and protected members, without types that are forwarded to another assembly.</summary>
    public static IEnumerable<string> Of(Assembly assembly) => assembly.GetExportedTypes().Where(type => type.Assembly == assembly).SelectMany(Lines);

    /// <summary>A cmdlet, its parameters and their use in each parameter set.</summary>
    public static IEnumerable<string> Of(CmdletDescription cmdlet)
    {
        yield return $"{cmdlet.Name} gives {string.Join(", ", cmdlet.Outputs.Select(output => output.FullName))}";
        yield return $"{cmdlet.Name} sets {string.Join(", ", cmdlet.ParameterSets.Select(SetName))}";
        foreach (var parameter in cmdlet.Parameters)
        {
            string aliases = parameter.Aliases.Count == 0 ? "" : $" alias {string.Join(", ", parameter.Aliases)}";
            string values = parameter.Values.Count == 0 ? "" : $" of {string.Join(", ", parameter.Values.Select(value => value.Name))}";
            string standard = parameter.Default is null ? "" : $" = {parameter.Default}";
            string uses = string.Join("; ", parameter.Uses.Select(Use).Order(StringComparer.Ordinal));
            yield return $"{cmdlet.Name} -{parameter.Name} {parameter.Type.ShortName}{values}{standard}{aliases} ({uses}){(parameter.Wildcards ? " wildcards" : "")}";
        }
    }

    private static string Use(ParameterUse use) => string.Join(' ', new[]
    {
        SetName(use.ParameterSet),
        use.Mandatory ? "mandatory" : "",
        use.Position is { } position ? $"position {position}" : "",
        use.ByValue ? "pipeline" : "",
        use.ByPropertyName ? "pipeline-property" : "",
        use.RemainingArguments ? "remaining" : "",
    }.Where(word => word.Length > 0));

    private static string SetName(string set) => set == ParameterUse.AllSets ? "all" : set;

    private static IEnumerable<string> Lines(Type type)
    {
        string name = Name(type);
        string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type.BaseType?.FullName == "System.MulticastDelegate" ? "delegate" : "class";
        string modifier = type is { IsClass: true, IsAbstract: true, IsSealed: true } ? "static " : type is { IsClass: true, IsAbstract: true } ? "abstract " : type is { IsClass: true, IsSealed: true } ? "sealed " : "";
        var bases = new[] { type.BaseType }.Where(parent => type.IsClass && parent?.FullName is not (null or "System.Object")).Concat(type.IsEnum ? [] : type.GetInterfaces()).Select(parent => Name(parent!));
        yield return $"{name}: {modifier}{kind} {string.Join(", ", bases.Order(StringComparer.Ordinal))}".TrimEnd();
        foreach (var member in type.GetMembers(Declared))
            if (Line(member, type) is { } line) yield return $"{name}.{line}";
    }

    private static string? Line(MemberInfo member, Type type) => member switch
    {
        FieldInfo { IsSpecialName: false } field when IsSeen(field.Attributes) && type.IsEnum =>
            $"{field.Name} = {Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
        FieldInfo { IsSpecialName: false } field when IsSeen(field.Attributes) =>
            $"{field.Name}: {(field.IsStatic ? "static " : "")}{(field.IsInitOnly || field.IsLiteral ? "readonly " : "")}{Name(field.FieldType)}",
        ConstructorInfo constructor when IsSeen(constructor) && !type.IsEnum => $"new({Parameters(constructor)})",
        PropertyInfo property => Property(property),
        EventInfo raised when IsSeen(raised.AddMethod!) => $"{raised.Name}: event {Name(raised.EventHandlerType!)}",
        MethodInfo method when IsSeen(method) && !IsMade(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) =>
            $"{method.Name}{Generics(method)}({Parameters(method)}): {Modifier(method)}{Name(method.ReturnType)}",
        _ => null,
    };

    private static string? Property(PropertyInfo property)
    {
        var (getter, setter) = (property.GetMethod, property.SetMethod);
        bool get = getter is not null && IsSeen(getter), set = setter is not null && IsSeen(setter);
        if ((!get && !set) || IsMade(property)) return null;
        bool init = set && setter!.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == nameof(IsExternalInit));
        string index = property.GetIndexParameters() is { Length: > 0 } indices ? $"[{string.Join(", ", indices.Select(Parameter))}]" : "";
        string required = property.GetCustomAttributesData().Any(data => data.AttributeType.Name == nameof(RequiredMemberAttribute)) ? "required " : "";
        return $"{property.Name}{index}: {required}{Modifier((get ? getter : setter)!)}{Name(property.PropertyType)} {{{(get ? " get;" : "")}{(init ? " init;" : set ? " set;" : "")} }}";
    }

    private static string Modifier(MethodInfo method) =>
        (method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "") +
        (method.IsStatic ? "static " : method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false, DeclaringType.IsSealed: false } ? "virtual " : "");

    private static string Generics(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string way = !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        string standard = !parameter.HasDefaultValue ? "" : $" = {(parameter.RawDefaultValue is null ? "default" : Convert.ToString(parameter.RawDefaultValue, CultureInfo.InvariantCulture))}";
        return $"{way}{Name(parameter.ParameterType)} {parameter.Name}{standard}";
    }

    private static string Name(Type type)
    {
        if (type.IsByRef || type.IsPointer) return Name(type.GetElementType()!) + (type.IsPointer ? "*" : "");
        if (type.IsArray) return Name(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        if (type.IsGenericParameter) return type.Name;
        if (type.IsGenericType)
        {
            string[] arguments = [.. type.GetGenericArguments().Select(Name)];
            string name = type.GetGenericTypeDefinition().FullName!;
            return name == "System.Nullable`1" ? arguments[0] + "?" : $"{Short(name[..name.IndexOf('`', StringComparison.Ordinal)])}<{string.Join(", ", arguments)}>";
        }

        return Keywords.TryGetValue(type.FullName!, out string? keyword) ? keyword : Short(type.FullName!);
    }

    private static string Short(string fullName) =>
        fullName.StartsWith("System.", StringComparison.Ordinal) ? fullName[(fullName.LastIndexOf('.') + 1)..] : fullName.Replace('+', '.');

    private static bool IsSeen(MethodBase method) => method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    private static bool IsSeen(FieldAttributes attributes) => (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    // Members that the compiler generates for every record.
    private static bool IsMade(MemberInfo member) => member.GetCustomAttributesData().Any(data => data.AttributeType.Name == nameof(CompilerGeneratedAttribute));
}
