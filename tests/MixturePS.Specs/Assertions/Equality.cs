using System.Collections;
using System.Management.Automation;
using MixturePS.Specs.Engine;

namespace MixturePS.Specs.Assertions;

/// <summary>
/// What <c>-Be</c> means: arrays element by element and of one length, everything else by PowerShell's <c>-eq</c>
/// with the expected value on its left; nothing, an empty array and an array of one null are the same.
/// </summary>
internal static class Equality
{
    public static bool Holds(SpecSession session, object? actual, object? expected, bool exactly)
    {
        object?[] first = Elements(actual), second = Elements(expected);
        if (IsNothing(first) || IsNothing(second))
            return IsNothing(first) && IsNothing(second);
        return first.Length == second.Length && FirstDifference(session, first, second, exactly) < 0;
    }

    /// <summary>A line that says where two collections begin to differ; empty for single values.</summary>
    public static string Difference(SpecSession session, object? actual, object? expected, bool exactly)
    {
        object?[] first = Elements(actual), second = Elements(expected);
        if (first.Length != second.Length)
            return first.Length > 1 || second.Length > 1 ? $"\n  {second.Length} elements were expected, there are {first.Length}" : "";
        int index = first.Length > 1 ? FirstDifference(session, first, second, exactly) : -1;
        return index < 0
            ? ""
            : $"\n  first difference at [{index}]: expected {ValueFormat.Quoted(second[index])}, actual {ValueFormat.Quoted(first[index])}";
    }

    private static int FirstDifference(SpecSession session, object?[] first, object?[] second, bool exactly)
    {
        for (int i = 0; i < first.Length; i++)
        {
            bool same = IsArray(first[i]) || IsArray(second[i])
                ? Holds(session, first[i], second[i], exactly)
                : Same(session, first[i], second[i], exactly);
            if (!same)
                return i;
        }

        return -1;
    }

    private static bool Same(SpecSession session, object? actual, object? expected, bool exactly) =>
        LanguagePrimitives.IsTrue(session.Evaluate($"param($a, $e) [bool]($e {(exactly ? "-ceq" : "-eq")} $a)", actual, expected).Single());

    private static bool IsArray(object? value) => (value is PSObject item ? item.BaseObject : value) is Array;

    private static bool IsNothing(object?[] elements) => elements is [] or [null];

    private static object?[] Elements(object? value)
    {
        if (value is null)
            return [];
        if (LanguagePrimitives.GetEnumerable(value) is not { } elements)
            return [value];
        if ((value is PSObject item ? item.BaseObject : value) is not IList)
            throw new SpecUnsupportedException($"Should -Be with a {ValueFormat.TypeName(value)} (Pester 5 and 6 differ; make it an array)");
        return elements.Cast<object?>().ToArray();
    }
}
