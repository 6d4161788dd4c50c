using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>The type of a document variable whose values are in a column of a columnar file.</summary>
/// <param name="Name">The name of the column.</param>
/// <param name="Type">The type.</param>
/// <param name="Levels">The levels of a factor; null for other types.</param>
internal sealed record VariableColumn(string Name, DocumentVariableType Type, IReadOnlyList<string>? Levels);

/// <summary>Reads the document variables of a columnar table: those of its metadata with their types, and those that the user names.</summary>
internal sealed class ColumnarVariables
{
    private readonly string _path;
    private readonly (string Name, VariableColumn? Type, List<object?> Values)[] _variables;

    /// <summary>Finds the columns.</summary>
    /// <param name="header">The names of the columns.</param>
    /// <param name="metadata">The metadata of the file, or null.</param>
    /// <param name="given">The columns that the user names.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="MixtureException">MalformedFile if a column of the metadata is missing.</exception>
    public ColumnarVariables(string[] header, DfmMetadata? metadata, int[] given, string path)
    {
        _path = path;
        var columns = new List<int>();
        foreach (var variable in metadata?.VariableColumns ?? [])
        {
            int at = Array.IndexOf(header, variable.Name);
            columns.Add(at >= 0 ? at : throw FileError.Malformed(new(path, 0, Place.Row), $"the column '{variable.Name}', which its metadata names, is missing"));
        }

        foreach (int at in given)
            if (!columns.Contains(at)) columns.Add(at);
        Columns = columns;
        _variables = [.. columns.Select((at, i) => (header[at], metadata?.VariableColumns.ElementAtOrDefault(i), new List<object?>()))];
    }

    /// <summary>The indices of the columns.</summary>
    public IReadOnlyList<int> Columns { get; }

    /// <summary>Adds the values of a document.</summary>
    /// <param name="values">The values of a piece of each column.</param>
    /// <param name="row">The row of the document in the piece.</param>
    public void Add(ReadOnlySpan<ColumnValues> values, int row)
    {
        for (int v = 0; v < _variables.Length; v++) _variables[v].Values.Add(values[v].Value(row));
    }

    /// <summary>The variables of all documents.</summary>
    /// <exception cref="MixtureException">MalformedFile if the values aren't of the type in the metadata.</exception>
    public IReadOnlyList<DocumentVariable> Build(int documents) =>
        [.. _variables.Select(variable => variable.Type is { } type ? Typed(type, variable.Values) : DocumentVariableBuilder.Build(variable.Name, variable.Values, documents))];

    private DocumentVariable Typed(VariableColumn column, List<object?> values)
    {
        var levels = column.Levels?.ToHashSet(StringComparer.Ordinal);
        var typed = new object?[values.Count];
        for (int d = 0; d < typed.Length; d++)
        {
            var value = typed[d] = values[d] is string text && column.Type == DocumentVariableType.Date && DocumentVariable.TryDate(text, out var date) ? date : values[d];
            bool fits = column.Type switch
            {
                _ when value is null => true,
                DocumentVariableType.Number => value is double number && double.IsFinite(number),
                DocumentVariableType.Date => value is DateTime,
                DocumentVariableType.Factor => value is string level && levels!.Contains(level),
                _ => value is string,
            };
            if (!fits) throw FileError.Malformed(new(_path, d + 1, Place.Row), $"'{value}' is not a value of the variable '{column.Name}', which is a {column.Type.ToString().ToLowerInvariant()} by the file's metadata");
        }

        return new DocumentVariable(column.Name, column.Type, typed, column.Levels);
    }
}
