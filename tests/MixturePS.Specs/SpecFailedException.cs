using System.Text.RegularExpressions;
using MixturePS.Specs.Engine;

namespace MixturePS.Specs;

/// <summary>A failed spec, with the lines of the spec file as its stack trace.</summary>
internal sealed partial class SpecFailedException(IReadOnlyList<SpecFailure> failures, string place)
    : Exception(string.Join("\n", failures.Select(failure => failure.Message)))
{
    /// <inheritdoc/>
    public override string StackTrace { get; } = string.Join(
        Environment.NewLine,
        failures.SelectMany(failure => failure.Trace).Append(place).Distinct().Select(line => $"   at spec in {Place().Replace(line, ":line ")}"));

    public static void ThrowIfAny(IReadOnlyList<SpecFailure> failures, string place)
    {
        if (failures.Count > 0)
            throw new SpecFailedException(failures, place);
    }

    [GeneratedRegex(@": line (?=\d+$)")]
    private static partial Regex Place();
}
