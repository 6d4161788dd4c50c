using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>Builds a DFM from rows with a document, a feature and a count each, numbered in order of first appearance or as the metadata says.</summary>
/// <param name="context">The import.</param>
/// <param name="path">The file.</param>
/// <param name="metadata">What the file can't represent, or null.</param>
/// <param name="variables">The names of the document variables.</param>
internal sealed class LongRows(ReadContext context, string path, DfmMetadata? metadata, IEnumerable<string> variables)
{
    private readonly NameIndex _documents = Index(metadata?.DocumentName, path, context);
    private readonly NameIndex _words = Index(metadata?.Vocabulary, path, context);
    private readonly List<(string? Text, Place At, string? Name)?> _labels = [];
    private readonly (string Name, List<object?> Values)[] _variables = [.. variables.Select(name => (name, new List<object?>()))];
    private readonly Triplets _cells = new();

    /// <summary>Adds a row.</summary>
    /// <param name="name">The name of the document.</param>
    /// <param name="word">The feature.</param>
    /// <param name="value">The count or weight.</param>
    /// <param name="at">The place of the row.</param>
    /// <returns>The document, from zero.</returns>
    public int Add(string name, string word, double value, Place at)
    {
        if (string.IsNullOrWhiteSpace(word)) throw FileError.EmptyWord(at);
        int document = _documents.IndexOf(name);
        _cells.Add(document, _words.IndexOf(word), value);
        return document;
    }

    /// <summary>Sets a variable of the document of a row; the value of the document's first row counts.</summary>
    public void SetVariable(int document, int variable, object? value)
    {
        var values = _variables[variable].Values;
        while (values.Count <= document) values.Add(null);
        values[document] ??= value;
    }

    /// <summary>Sets the known cluster of the document of a row, which must be the same in all of its rows.</summary>
    public void SetLabel(int document, string? label, string? name, Place at)
    {
        while (_labels.Count <= document) _labels.Add(null);
        var (before, _, _) = _labels[document] ??= (label, at, name);
        if (before != label) throw FileError.InvalidLabel(at, $"the document's known cluster is '{label}', but was '{before}' in an earlier row");
    }

    /// <summary>Builds the DFM.</summary>
    /// <param name="weighting">The weighting of the cells.</param>
    /// <param name="end">The last place, for errors.</param>
    /// <exception cref="MixtureException">SidecarMismatch, NonFiniteMatrix or InvalidLabel.</exception>
    public Dfm Build(DfmWeighting weighting, Place end)
    {
        var reading = new LabelReader();
        for (int i = 0; i < _documents.Count && _labels.Count > 0; i++)
        {
            context.CheckPeriodically(i);
            var (text, at, name) = (i < _labels.Count ? _labels[i] : null) ?? (string.Empty, end, null);
            reading.Add(text, at, name);
        }

        var names = _documents.Names(NameList.DocumentPrefix);
        return DfmMetadata.Assemble(
            context, path, weighting, _cells, _words.Names(NameList.FeaturePrefix), names, metadata, reading,
            [.. _variables.Select(variable => DocumentVariableBuilder.Build(variable.Name, variable.Values, names.Count))]);
    }

    private static NameIndex Index(IReadOnlyList<string>? given, string path, ReadContext context)
    {
        string sidecar = DfmPaths.Metadata(path);
        return new NameIndex(
            given,
            name => FileError.SidecarMismatch(sidecar, $"the name '{name}' is in the matrix but not in it"),
            name => FileError.InvalidMetadata(sidecar, $"it contains the name '{name}' twice"),
            context);
    }
}
