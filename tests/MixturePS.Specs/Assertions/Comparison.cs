using System.Management.Automation;
using MixturePS.Specs.Engine;

namespace MixturePS.Specs.Assertions;

/// <summary>
/// An operator of <c>Should</c> that compares values. Where PowerShell has an operator for it, PowerShell does
/// the comparing, so that its conversions hold here too.
/// </summary>
internal sealed class Comparison
{
    private static readonly Dictionary<string, Comparison> All = new Comparison[]
    {
        new("Be", (session, actual, expected) => Equality.Holds(session, actual, expected, exactly: false)) { TakesAll = true },
        new("BeExactly", (session, actual, expected) => Equality.Holds(session, actual, expected, exactly: true)) { TakesAll = true },
        new("BeTrue", (_, actual, _) => LanguagePrimitives.IsTrue(actual)) { TakesExpected = false },
        new("BeFalse", (_, actual, _) => !LanguagePrimitives.IsTrue(actual)) { TakesExpected = false },
        new("BeNullOrEmpty", (_, actual, _) => IsNullOrEmpty((object?[]?)actual)) { TakesAll = true, TakesExpected = false },
        new("BeOfType", (_, actual, expected) => TypeOf(expected).IsInstanceOfType(actual is PSObject item ? item.BaseObject : actual)),
        Ordering("BeGreaterThan", "-le", "-gt"),
        Ordering("BeGreaterOrEqual", "-lt", "-ge"),
        Ordering("BeLessThan", "-ge", "-lt"),
        Ordering("BeLessOrEqual", "-gt", "-le"),
        Operator("BeIn", "$e -contains $a"),
        Operator("BeLike", "$a -like $e"),
        Operator("BeLikeExactly", "$a -clike $e"),
        Operator("Match", "$a -match $e"),
        Operator("MatchExactly", "$a -cmatch $e"),
        new("Contain", (session, actual, expected) => Test(session, "$a -contains $e", actual, expected)) { TakesAll = true },
        new("HaveCount", (_, actual, expected) => Count(actual) == CountFrom(expected)) { TakesAll = true },
        new("Exist", (session, actual, _) => session.PathExists(LanguagePrimitives.ConvertTo<string>(actual))) { TakesExpected = false },
    }.ToDictionary(comparison => comparison.Name);

    private readonly Func<SpecSession, object?, object?, bool> _holds;
    private Func<SpecSession, object?, object?, bool>? _holdsNot;

    private Comparison(string name, Func<SpecSession, object?, object?, bool> holds) => (Name, _holds) = (name, holds);

    public string Name { get; }

    /// <summary>Whether it takes the whole input at once, as an array (null when there was none), not each value alone.</summary>
    public bool TakesAll { get; private init; }

    public bool TakesExpected { get; private init; } = true;

    public static Comparison Named(string name) => All[name];

    public bool Holds(SpecSession session, object? actual, object? expected, bool not)
    {
        if (!not)
            return _holds(session, actual, expected);
        return _holdsNot is null ? !_holds(session, actual, expected) : _holdsNot(session, actual, expected);
    }

    /// <summary>The message of a comparison that didn't hold.</summary>
    public string Explain(SpecSession session, object? actual, object? expected, bool not, string because)
    {
        string head = $"Should {(not ? "-Not " : "")}-{Name} doesn't hold{ValueFormat.Because(because)}.";
        string got = ValueFormat.Quoted(TakesAll && actual is object?[] { Length: 1 } one ? one[0] : actual);
        if (!TakesExpected)
            return $"{head}\n  actual:   {got}";
        string wanted = ValueFormat.Quoted(expected);
        if (Name == "BeOfType" || got == wanted)
            got += $" of type {ValueFormat.TypeName(TakesAll && actual is object?[] { Length: 1 } single ? single[0] : actual)}";
        if (Name is "Be" or "BeExactly" && got.StartsWith(wanted, StringComparison.Ordinal))
            wanted += $" of type {ValueFormat.TypeName(expected)}";
        string difference = Name is "Be" or "BeExactly" && !not ? Equality.Difference(session, actual, expected, Name == "BeExactly") : "";
        return $"{head}\n  expected: {wanted}\n  actual:   {got}{difference}";
    }

    private static Comparison Operator(string name, string script) =>
        new(name, (session, actual, expected) => Test(session, script, actual, expected));

    /// <summary>An ordering holds unless the opposite one does; that is how values without an order come out in Pester.</summary>
    private static Comparison Ordering(string name, string fails, string failsNot) => new(
        name, (session, actual, expected) => !Test(session, $"$a {fails} $e", actual, expected))
    {
        _holdsNot = (session, actual, expected) => !Test(session, $"$a {failsNot} $e", actual, expected),
    };

    private static bool Test(SpecSession session, string script, object? actual, object? expected) =>
        LanguagePrimitives.IsTrue(session.Evaluate($"param($a, $e) [bool]({script})", actual, expected).Single());

    private static bool IsNullOrEmpty(object?[]? values) => values switch
    {
        null or [] => true,
        [var value] when (value is PSObject item ? item.BaseObject : value) is System.Collections.Hashtable table => table.Count == 0,
        [var value] => string.IsNullOrEmpty(LanguagePrimitives.ConvertTo<string>(value)),
        _ => false,
    };

    private static Type TypeOf(object? expected)
    {
        object? value = expected is PSObject item ? item.BaseObject : expected;
        if (value is not string name)
            return LanguagePrimitives.ConvertTo<Type>(value);
        name = name is ['[', .., ']'] ? name[1..^1] : name;
        return LanguagePrimitives.TryConvertTo(name, out Type type) ? type : throw new ArgumentException($"There is no type [{name}].");
    }

    private static int Count(object? values) => values is object?[] array ? array.Length : 0;

    private static int CountFrom(object? expected)
    {
        int count = LanguagePrimitives.ConvertTo<int>(expected);
        return count >= 0 ? count : throw new ArgumentException("The expected count is negative.");
    }
}
