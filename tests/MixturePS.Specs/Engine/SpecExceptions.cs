namespace MixturePS.Specs.Engine;

/// <summary>A <c>Should</c> that didn't hold.</summary>
internal sealed class SpecAssertionException(string message) : Exception(message);

/// <summary>Thrown by <c>Set-ItResult -Skipped</c> to leave the test.</summary>
internal sealed class SpecSkippedException(string reason) : Exception(reason);

/// <summary>Something that Pester has, or that differs between its versions, and this runner doesn't support.</summary>
internal sealed class SpecUnsupportedException(string what)
    : Exception($"{what} isn't supported by the spec runner.");
