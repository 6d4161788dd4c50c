namespace MixturePS.Help;

/// <summary>Names types as in the engine's syntax and as in documentation ids.</summary>
internal static class TypeNames
{
    /// <summary>The engine's short names of parameter types; a test compares each with the engine.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Accelerators = new Dictionary<string, string>
    {
        ["System.Array"] = "array",
        ["System.Boolean"] = "bool",
        ["System.Byte"] = "byte",
        ["System.Char"] = "char",
        ["System.Collections.Hashtable"] = "hashtable",
        ["System.Collections.Specialized.OrderedDictionary"] = "ordered",
        ["System.DateTime"] = "datetime",
        ["System.Decimal"] = "decimal",
        ["System.Double"] = "double",
        ["System.Globalization.CultureInfo"] = "cultureinfo",
        ["System.Guid"] = "guid",
        ["System.Int16"] = "short",
        ["System.Int32"] = "int",
        ["System.Int64"] = "long",
        ["System.Management.Automation.PSCredential"] = "pscredential",
        ["System.Management.Automation.PSObject"] = "psobject",
        ["System.Management.Automation.ScriptBlock"] = "scriptblock",
        ["System.Management.Automation.SwitchParameter"] = "switch",
        ["System.Numerics.BigInteger"] = "bigint",
        ["System.SByte"] = "sbyte",
        ["System.Single"] = "float",
        ["System.String"] = "string",
        ["System.Text.RegularExpressions.Regex"] = "regex",
        ["System.TimeSpan"] = "timespan",
        ["System.Type"] = "type",
        ["System.UInt16"] = "ushort",
        ["System.UInt32"] = "uint",
        ["System.UInt64"] = "ulong",
        ["System.Uri"] = "uri",
        ["System.Version"] = "version",
        ["System.Xml.XmlDocument"] = "xml",
    };

    /// <summary>A type with all its names; a nullable value type is treated as its underlying type.</summary>
    public static TypeDescription Describe(Type type)
    {
        var plain = WithoutNullable(type);
        var element = plain;
        while (element.IsArray) element = element.GetElementType()!;
        return new TypeDescription(Name(plain, ShortName), Name(plain, named => named.FullName!), Id(element));
    }

    /// <summary>The documentation id of a type.</summary>
    public static string Id(Type type) => "T:" + IdName(type);

    /// <summary>The documentation id of a property or a field.</summary>
    public static string Id(char kind, Type declaring, string member) => $"{kind}:{IdName(declaring)}.{member}";

    /// <summary>The underlying type of a nullable value type, or the type itself.</summary>
    public static Type WithoutNullable(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition().FullName == "System.Nullable`1" ? type.GetGenericArguments()[0] : type;

    private static string Name(Type type, Func<Type, string> named)
    {
        if (type.IsArray) return Name(type.GetElementType()!, named) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        if (!type.IsGenericType) return named(type);
        string name = named(type.GetGenericTypeDefinition());
        return name[..name.IndexOf('`', StringComparison.Ordinal)] + "[" + string.Join(",", type.GetGenericArguments().Select(argument => Name(argument, named))) + "]";
    }

    private static string ShortName(Type type) =>
        Accelerators.TryGetValue(type.FullName!, out string? name) ? name : type.FullName![(type.Namespace is { Length: > 0 } space ? space.Length + 1 : 0)..];

    private static string IdName(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');
}
