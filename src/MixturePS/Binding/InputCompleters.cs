using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

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
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Of(CompletionInput.Properties(commandAst, fakeBoundParameters), wordToComplete);
}

/// <summary>Completes the variables of the command's input: of a DFM, or of the documents of a clustering.</summary>
public sealed class VariableCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var dfm = CompletionInput.Of(commandAst, fakeBoundParameters)?.BaseObject switch
        {
            Dfm documents => documents,
            FittedClustering clustering => clustering.Dfm,
            _ => null,
        };
        if (dfm is null) return [];
        return Completion.Of([.. dfm.Variable.Select(variable => variable.Name), .. dfm.KnownCluster is null ? [] : new[] { DocumentGroups.KnownCluster }], wordToComplete);
    }
}

/// <summary>
/// Completes the names in the first line of the command's input files: the columns of a table, or the properties of a
/// JSON object.
/// </summary>
public sealed class ColumnCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Of(CompletionInput.Columns(CompletionInput.Paths(commandAst, fakeBoundParameters)), wordToComplete);
}

/// <summary>Completes the columns of an experiment's rows, and those of the input if it has others.</summary>
public sealed class ExperimentColumnCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var input = CompletionInput.Properties(commandAst, fakeBoundParameters);
        return Completion.Of(input.Count > 0 ? input : ExperimentRow.Columns.Select(column => column.Name), wordToComplete);
    }
}

/// <summary>Completes the number of clusters that the command's input DFM is known to have.</summary>
public sealed class ClusterCountCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        int? known = CompletionInput.Of(commandAst, fakeBoundParameters)?.BaseObject is Dfm dfm ? dfm.Model?.K ?? dfm.KnownCluster?.Distinct().Count() : null;
        return known is { } k ? Completion.Literal([(k.ToString(CultureInfo.InvariantCulture), "The number of known clusters")], wordToComplete) : [];
    }
}

/// <summary>Completes the encodings of text files.</summary>
public sealed class EncodingCompleter : IArgumentCompleter
{
    private static readonly string[] Names =
    [
        "utf8", "utf8BOM", "utf8NoBOM", "unicode", "bigendianunicode", "utf32", "bigendianutf32", "ascii", "ansi", "oem", "utf-8", "utf-16", "utf-32", "us-ascii",
        "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258",
        "iso-8859-1", "iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-9", "iso-8859-15", "koi8-r", "koi8-u", "macintosh", "ibm437", "ibm850",
        "shift_jis", "euc-jp", "iso-2022-jp", "euc-kr", "gb18030", "gb2312", "big5",
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Of(Names.Where(IsKnown), wordToComplete);

    private static bool IsKnown(string name)
    {
        try
        {
            return TextEncodings.Of(name) is not null;
        }
        catch (MixtureException)
        {
            return false;
        }
    }
}

/// <summary>Completes the separators of a table's fields.</summary>
public sealed class DelimiterCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Literal([("','", "Comma"), ("';'", "Semicolon"), ("\"`t\"", "Tab"), ("'|'", "Vertical bar")], wordToComplete);
}

/// <summary>Completes the distributions of document lengths.</summary>
public sealed class DocumentLengthCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Literal([("'Poisson(10)'", "Poisson lengths with mean 10"), ("'NegativeBinomial(5, 0.2)'", "Negative binomial lengths of size 5 and probability 0.2")], wordToComplete);
}

/// <summary>Completes the word for equal cluster probabilities.</summary>
public sealed class AlphaCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Literal([("even", "Equal probabilities")], wordToComplete);
}

/// <summary>Offers the rules for the cluster probabilities of a fitted mixture.</summary>
public sealed class SharesCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Literal([("Even", "Fixed at 1/K"), ("Auto", "Fitted or fixed at 1/K, whichever has the lower BIC")], wordToComplete);
}

/// <summary>Offers the rule for the cluster probabilities of Gibbs sampling.</summary>
public sealed class EvenCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Literal([("Even", "Fixed at 1/K")], wordToComplete);
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

    /// <summary>The given completions that start with the typed word, with or without its quotation mark.</summary>
    public static IEnumerable<CompletionResult> Literal(IEnumerable<(string Text, string Meaning)> choices, string word)
    {
        string typed = word.Trim('\'', '"');
        return choices.Where(choice => choice.Text.Trim('\'', '"').StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(choice => new CompletionResult(choice.Text, choice.Text, CompletionResultType.ParameterValue, choice.Meaning));
    }

    private static string Quoted(string name) =>
        (char.IsLetter(name[0]) || name[0] == '_') && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.')
            ? name
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'";
}
