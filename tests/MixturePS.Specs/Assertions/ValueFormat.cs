using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Microsoft.PowerShell;

namespace MixturePS.Specs.Assertions;

/// <summary>Writes values for names and messages, the same in every culture.</summary>
internal static class ValueFormat
{
    private const int MaximumElements = 20;
    private const int MaximumDepth = 4;

    /// <summary>A value with strings in quotation marks.</summary>
    public static string Quoted(object? value) => Format(value, 0);

    /// <summary>A value for a name: a string as it is.</summary>
    public static string Bare(object? value) => Base(value) as string ?? Format(value, 0);

    public static string TypeName(object? value) =>
        Base(value) is { } known ? ToStringCodeMethods.Type(PSObject.AsPSObject(known.GetType())) : "$null";

    /// <summary>The reason as the end of a clause.</summary>
    public static string Because(string reason)
    {
        reason = reason.Trim();
        if (reason.Length == 0)
            return "";
        return reason.StartsWith("because ", StringComparison.OrdinalIgnoreCase) ? $", {reason}" : $", because {reason}";
    }

    private static string Format(object? value, int depth) => Base(value) switch
    {
        null => "$null",
        bool flag => flag ? "$true" : "$false",
        string text => $"'{text}'",
        Type type => $"[{ToStringCodeMethods.Type(PSObject.AsPSObject(type))}]",
        ScriptBlock script => $"{{{script}}}",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IDictionary entries when depth < MaximumDepth => $"@{{{Entries(entries, depth)}}}",
        IEnumerable elements when depth < MaximumDepth => $"@({Elements(elements, depth)})",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() ?? "",
    };

    private static string Entries(IDictionary entries, int depth) => string.Join("; ", entries.Cast<DictionaryEntry>()
        .OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal)
        .Select(entry => $"{entry.Key}={Format(entry.Value, depth + 1)}"));

    private static string Elements(IEnumerable elements, int depth)
    {
        string[] shown = elements.Cast<object?>().Take(MaximumElements + 1).Select(element => Format(element, depth + 1)).ToArray();
        return string.Join(", ", shown.Take(MaximumElements)) + (shown.Length > MaximumElements ? ", ..." : "");
    }

    private static object? Base(object? value) => value is PSObject { BaseObject: not PSCustomObject } item ? item.BaseObject : value;
}
