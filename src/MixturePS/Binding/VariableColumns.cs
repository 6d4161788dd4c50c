using System.Management.Automation;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Binding;

/// <summary>The variables of documents as further columns of rows.</summary>
internal sealed class VariableColumns
{
    private readonly List<(string Name, DocumentVariable Variable)> _columns = [];

    /// <summary>Names the columns.</summary>
    /// <param name="variables">The variables.</param>
    /// <param name="names">The names that the rows have already; receives those of the columns.</param>
    public VariableColumns(IEnumerable<DocumentVariable> variables, PropertyNames names)
    {
        foreach (var variable in variables)
        {
            string name = names.Add(variable.Name);
            if (name != variable.Name) Renamed.Add($"'{variable.Name}' is in the column '{name}'");
            _columns.Add((name, variable));
        }
    }

    /// <summary>Names the columns of rows of a type.</summary>
    /// <param name="dfm">The documents.</param>
    /// <param name="row">The type of the rows, whose properties are columns already.</param>
    /// <param name="except">A variable that the rows have in a property of their own; or null.</param>
    public static VariableColumns Of(Dfm dfm, Type row, string? except = null) =>
        new(dfm.Variable.Where(variable => variable.Name != except), PropertyNames.Of(row));

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _columns.Count == 0;

    /// <summary>What to warn of: variables whose names were taken; or null.</summary>
    public string? Warning => Renamed.Count == 0 ? null
        : $"The rows already have {Counted.Agree(Renamed.Count, "a column of this name", "columns of these names")}, so the variable {string.Join(", ", Renamed)}.";

    private List<string> Renamed { get; } = [];

    /// <summary>Adds the variables of a document to a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="document">The document, from zero.</param>
    public PSObject Add(object row, int document)
    {
        var result = PSObject.AsPSObject(row);
        foreach (var (name, variable) in _columns) result.Properties.Add(new PSNoteProperty(name, variable.Cell(document)), preValidated: true);
        return result;
    }
}
