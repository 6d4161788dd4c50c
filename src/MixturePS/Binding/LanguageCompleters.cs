using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MixturePS.Core.Text;

namespace MixturePS.Binding;

/// <summary>Completes the languages that have stop words.</summary>
public sealed class StopWordCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Names(Languages.WithStopWords, wordToComplete);

    /// <summary>The names that start with a word.</summary>
    internal static IEnumerable<CompletionResult> Names(IEnumerable<string> names, string word) => names
        .Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
        .Select(name => new CompletionResult(name));
}

/// <summary>Completes the languages that have a stemmer.</summary>
public sealed class StemmerCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        StopWordCompleter.Names(Languages.WithStemmer, wordToComplete);
}

/// <summary>Completes the languages that have elision, and None.</summary>
public sealed class ElisionCompleter : IArgumentCompleter
{
    /// <summary>The name for no language.</summary>
    internal const string None = "None";

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        StopWordCompleter.Names([.. Elision.Languages, None], wordToComplete);
}
