using System.Management.Automation;
using System.Text.RegularExpressions;

namespace MixturePS.Specs.Engine;

/// <summary>An error in a spec file.</summary>
/// <param name="Message">What went wrong.</param>
/// <param name="Trace">Where, innermost first, as lines of the form <c>path: line n</c>.</param>
internal sealed partial record SpecFailure(string Message, IReadOnlyList<string> Trace)
{
    /// <summary>Reads the error as a script's <c>catch</c> would see it.</summary>
    /// <param name="exception">What a script block threw.</param>
    /// <param name="step">What was being run, such as <c>BeforeAll</c>; empty for the test itself.</param>
    public static SpecFailure From(Exception exception, string step = "")
    {
        exception = Unwrap(exception);
        ErrorRecord? record = (exception as IContainsErrorRecord)?.ErrorRecord;
        string message = exception is FlowControlException
            ? "break, continue or exit that leaves the block isn't supported by the spec runner."
            : record?.Exception.Message ?? exception.ToString();
        if (record is { Exception: not SpecAssertionException, InvocationInfo.Line: { } line } && !string.IsNullOrWhiteSpace(line))
            message = $"{message.TrimEnd()}\n  in: {line.Trim()}";
        string[] trace = Frame().Matches(record?.ScriptStackTrace ?? "")
            .Select(match => match.Groups["place"].Value)
            .Where(place => !place.Contains("SpecScope.ps1", StringComparison.Ordinal))
            .ToArray();
        if (trace.Length == 0 && exception is ParseException { Errors: [var error, ..] })
            trace = [$"{error.Extent.File}: line {error.Extent.StartLineNumber}"];
        return new SpecFailure(step.Length == 0 ? message : $"{step}: {message}", trace);
    }

    /// <summary>Takes off the layers that blocks within blocks put around an error.</summary>
    public static Exception Unwrap(Exception exception)
    {
        while (exception is CmdletInvocationException { InnerException: RuntimeException inner })
            exception = inner;
        return exception;
    }

    [GeneratedRegex(@"^at .*?, (?<place>(?!<).+: line \d+)\r?$", RegexOptions.Multiline)]
    private static partial Regex Frame();
}
