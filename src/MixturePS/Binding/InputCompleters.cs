using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MixturePS.Core.Data;
using MixturePS.Core.Files;

namespace MixturePS.Binding;

/// <summary>Completes the features of the command's input DFM.</summary>
public sealed class FeatureCompleter : IArgumentCompleter
{
    private const int Most = 1000;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionInput.Of(commandAst, fakeBoundParameters)?.BaseObject is Dfm dfm ? Completion.Of(dfm.Vocabulary, wordToComplete).Take(Most) : [];
}

/// <summary>Completes the properties, or the keys, of the command's input objects.</summary>
public sealed class PropertyCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var input = CompletionInput.Of(commandAst, fakeBoundParameters);
        var names = input?.BaseObject is IDictionary keys ? keys.Keys.OfType<string>() : input?.Properties.Select(property => property.Name);
        return Completion.Of(names ?? [], wordToComplete);
    }
}

/// <summary>
/// Completes the names in the first line of the command's input files: the columns of a table, or the properties of a
/// JSON object.
/// </summary>
public sealed class ColumnCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        foreach (string path in CompletionInput.Paths(commandAst, fakeBoundParameters))
        {
            if (Resolved(path) is { } file) return Completion.Of(FirstLine.Names(file), wordToComplete);
        }

        return [];
    }

    private static string? Resolved(string path)
    {
        try
        {
            return ScriptBlock.Create("param($path) $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($path)").InvokeReturnAsIs(path)?.ToString();
        }
        catch (RuntimeException)
        {
            return null;
        }
    }
}

/// <summary>Converts names to completions.</summary>
internal static class Completion
{
    /// <summary>The names that start with the typed word, each once, quoted where PowerShell needs it.</summary>
    public static IEnumerable<CompletionResult> Of(IEnumerable<string> names, string word)
    {
        string typed = word.Trim('\'', '"');
        return names.Distinct(StringComparer.Ordinal)
            .Where(name => name.Length > 0 && name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(Quoted(name), name, CompletionResultType.ParameterValue, name));
    }

    private static string Quoted(string name) =>
        (char.IsLetter(name[0]) || name[0] == '_') && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.')
            ? name
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'";
}
