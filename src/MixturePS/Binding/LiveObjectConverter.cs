using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;

namespace MixturePS.Binding;

/// <summary>
/// Turns deserialised objects of the module, from a file, a job or a remote session, into the objects that they were. The
/// types file names this class as the target of each type, so PowerShell calls it while it deserialises; parameters call it
/// for objects that were deserialised before the module was imported.
/// </summary>
/// <remarks>
/// DFMs, models, clusterings, matrices and generators take their whole content along as bytes. Rows are restored from their
/// properties. Properties that a script added are kept.
/// </remarks>
public sealed class LiveObjectConverter : PSTypeConverter
{
    /// <summary>The name of the property with the content of an object.</summary>
    internal const string Content = "Content";

    private const string Deserialised = "Deserialized.", Space = "MixturePS.Core.";
    private static readonly HashSet<Type> WithContent = [.. ObjectContent.Types];
    private static readonly ConditionalWeakTable<Type, Dictionary<string, FieldInfo>> Fields = [];

    /// <summary>The object that a deserialised object was; null for any other object.</summary>
    /// <param name="value">A value as PowerShell passes it.</param>
    /// <exception cref="PSInvalidCastException">The content is damaged.</exception>
    internal static object? Restore(object? value) =>
        value is PSObject { BaseObject: PSCustomObject } source && TypeOf(source) is { } type ? Restore(source, type) : null;

    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) =>
        sourceValue is PSObject source && TypeOf(source) is { } type && (destinationType == typeof(LiveObjectConverter) || destinationType.IsAssignableFrom(type));

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        Restore(sourceValue) ?? throw new PSInvalidCastException($"'{sourceValue}' is not a serialised object of MixturePS.");

    /// <inheritdoc/>
    public override bool CanConvertFrom(PSObject sourceValue, Type destinationType) => CanConvertFrom((object)sourceValue, destinationType);

    /// <inheritdoc/>
    public override object ConvertFrom(PSObject sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        ConvertFrom((object)sourceValue, destinationType, formatProvider, ignoreCase);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => throw new PSInvalidCastException();

    // A type with content, or a record, which is a row. No other type can be created by what a file says.
    private static Type? TypeOf(PSObject source)
    {
        // Select-Object or a view may have inserted another name before it.
        if (source.TypeNames.FirstOrDefault(IsOfCore) is not { } name) return null;
        var type = typeof(Dfm).Assembly.GetType(name[Deserialised.Length..]);
        return type is { IsPublic: true, IsAbstract: false } && (WithContent.Contains(type) || type.GetMethod("<Clone>$") is not null) ? type : null;
    }

    private static bool IsOfCore(string typeName) => typeName.StartsWith(Deserialised + Space, StringComparison.Ordinal);

    private static object Restore(PSObject source, Type type)
    {
        try
        {
            object live = WithContent.Contains(type)
                ? ObjectContent.Read(PSValue.Unwrap(source.Properties[Content]?.Value) as byte[] ?? throw new PSInvalidCastException($"'{source}' has no content."))
                : Row(source, type);
            return live.GetType() == type ? WithNotes(live, source) : throw new PSInvalidCastException($"The content of '{source}' is of another type.");
        }
        catch (Exception error) when (error is MixtureException or FormatException or OverflowException or ArgumentException)
        {
            throw new PSInvalidCastException($"'{source}' can't be restored: {error.Message}", error);
        }
    }

    private static object Row(PSObject source, Type type)
    {
        object row = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var (name, field) in Fields.GetValue(type, StoredProperties))
            if (source.Properties[name]?.Value is { } value) field.SetValue(row, Convert(value, field.FieldType));
        return row;
    }

    private static object? Convert(object value, Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        object plain = PSValue.Unwrap(value)!;
        if (target.IsInstanceOfType(plain)) return plain;
        if (target.IsEnum) return Enum.Parse(target, value.ToString()!);
        if (target.IsGenericType && target.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) && plain is IEnumerable items) return List(items, target.GetGenericArguments()[0]);
        if (target == typeof(BigInteger)) return BigInteger.Parse(value.ToString()!, CultureInfo.InvariantCulture);
        if (target.Assembly == typeof(Dfm).Assembly) return Restore(value) is { } live ? PSValue.Unwrap(live) : throw new FormatException($"{value} is no {target.Name}");
        return System.Convert.ChangeType(plain, target, CultureInfo.InvariantCulture);
    }

    // A list of rows, such as the parts of an experiment.
    private static object? List(IEnumerable items, Type type)
    {
        object?[] restored = [.. items.Cast<object>().Select(item => Convert(item, type))];
        var array = Array.CreateInstance(type, restored.Length);
        restored.CopyTo(array, 0);
        return typeof(ReadOnlyValues).GetMethod(nameof(ReadOnlyValues.Of))!.MakeGenericMethod(type).Invoke(null, [array]);
    }

    // Properties that a script or another module added, such as the run that a row belongs to, and the type name of a view.
    private static object WithNotes(object live, PSObject source)
    {
        PSObject? extended = null;
        foreach (var property in source.Properties)
        {
            if (property is not PSNoteProperty || property.Name == Content || live.GetType().GetProperty(property.Name) is not null) continue;
            extended ??= PSObject.AsPSObject(live);
            if (extended.Properties[property.Name] is null) extended.Properties.Add(new PSNoteProperty(property.Name, property.Value));
        }

        foreach (string name in source.TypeNames.TakeWhile(name => !IsOfCore(name)).Where(name => name.StartsWith(Deserialised, StringComparison.Ordinal)).Reverse())
        {
            extended ??= PSObject.AsPSObject(live);
            extended.TypeNames.Insert(0, name[Deserialised.Length..]);
        }

        return extended ?? live;
    }

    // The fields behind the properties that aren't computed from others.
    private static Dictionary<string, FieldInfo> StoredProperties(Type type) => type.GetProperties()
        .Select(property => (property.Name, Field: type.GetField($"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic)))
        .Where(stored => stored.Field is not null)
        .ToDictionary(stored => stored.Name, stored => stored.Field!);
}
