namespace MixturePS.Core.Foundation;

/// <summary>Errors of tables and of comparisons between rows: one factory per id.</summary>
internal static class TableError
{
    /// <summary>A table needs a property that no row has.</summary>
    /// <remarks>For a table, name one of the properties that the message lists.</remarks>
    public static MixtureException MissingProperty(string name, IReadOnlyList<string> names) => new(
        "MissingProperty", $"No row has a property '{name}'. {NearestName.Advice(name, names, "property", "properties")}", name);

    /// <summary>Several rows belong in one cell of a cross table and can't be averaged.</summary>
    /// <remarks>Give the properties that distinguish the rows to -Row or -Column, or select the rows first.</remarks>
    public static MixtureException SeveralRowsInCell(string cell, int rows, IReadOnlyList<string> differing) => new(
        "SeveralRowsInCell",
        $"{rows} rows belong in the cell {cell}, but only runs can be averaged. {(differing.Count == 0 ? "They are equal in all other properties; leave out all but one." : $"They differ in {NearestName.List(differing)}; give what distinguishes them to -Row or -Column, or select the rows first.")}", cell);

    /// <summary>Methods are to be compared with one that no row has.</summary>
    /// <remarks>Give -Reference one of the methods that the message lists.</remarks>
    public static MixtureException UnknownReference(string name, IReadOnlyList<string> methods) => new(
        "UnknownReference", $"No row has the reference method '{name}'. {NearestName.Advice(name, methods, "method", "methods")}", name);

    /// <summary>The reference method has several runs on the same documents, and nothing tells which of them to compare with.</summary>
    /// <remarks>Select the runs of the reference with the parameters that the others are to be compared with, and leave out duplicates.</remarks>
    public static MixtureException AmbiguousReference(string name, int runs, IReadOnlyList<string> differing) => new(
        "AmbiguousReference",
        $"The reference {name} has {runs} runs on the same documents{(differing.Count == 0 ? " with the same parameters; leave out all but one." : $", which differ in {NearestName.List(differing)}. Select those that the other methods are to be compared with.")}", name);
}
