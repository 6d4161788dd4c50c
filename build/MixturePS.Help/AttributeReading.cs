using System.Globalization;
using System.Reflection;

namespace MixturePS.Help;

/// <summary>Reads attributes of types that are loaded for inspection only, and therefore by name instead of as objects.</summary>
internal static class AttributeReading
{
    private const string Automation = "System.Management.Automation.";

    /// <summary>The attributes of PowerShell's engine with a given name, such as <c>Parameter</c>.</summary>
    public static IEnumerable<CustomAttributeData> Attributes(this MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(data => data.AttributeType.FullName == Automation + name + "Attribute");

    /// <summary>The value of a named argument, or a fallback if it isn't given.</summary>
    public static T Named<T>(this CustomAttributeData data, string name, T fallback)
    {
        foreach (var argument in data.NamedArguments)
            if (argument.MemberName == name && argument.TypedValue.Value is T value) return value;
        return fallback;
    }

    /// <summary>The values of the constructor's arguments, with arrays flattened.</summary>
    public static IEnumerable<object> Arguments(this CustomAttributeData data) => data.ConstructorArguments.SelectMany(Flatten);

    /// <summary>The declared default of a parameter: the attribute's Help text if it has one, otherwise its Value.</summary>
    public static string? DefaultValue(PropertyInfo property)
    {
        var data = property.Attributes("PSDefaultValue").FirstOrDefault();
        if (data is null) return null;
        if (data.Named<string?>("Help", null) is { Length: > 0 } words) return words;
        return data.NamedArguments.Where(argument => argument.MemberName == "Value").Select(argument => Text(argument.TypedValue)).FirstOrDefault();
    }

    private static string Text(CustomAttributeTypedArgument argument)
    {
        if (argument.ArgumentType.IsEnum && argument.Value is { } number) return EnumName(argument.ArgumentType, number);
        return argument.Value switch
        {
            null => "None",
            IEnumerable<CustomAttributeTypedArgument> items => string.Join(", ", items.Select(Text)),
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            var value => value.ToString() ?? "",
        };
    }

    private static string EnumName(Type type, object number) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).FirstOrDefault(field => Equals(field.GetRawConstantValue(), number))?.Name
        ?? Convert.ToString(number, CultureInfo.InvariantCulture)!;

    private static IEnumerable<object> Flatten(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        IEnumerable<CustomAttributeTypedArgument> items => items.SelectMany(Flatten),
        null => [],
        var value => [value],
    };
}
