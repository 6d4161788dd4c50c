using System.Numerics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>
/// An experiment as a file that other processes run: the header of its journals, the order of its rows, the words, and the code of
/// custom methods.
/// </summary>
internal sealed class ExperimentDefinition
{
    private const string Format = "MixturePS experiment folder";
    private const int Version = 1;

    private ExperimentDefinition(ExperimentHeader header, ExperimentGrid grid, IReadOnlyList<string>? vocabulary, IReadOnlyList<(string Name, string Code)> scripts) =>
        (Header, Grid, Vocabulary, Scripts) = (header, grid, vocabulary, scripts);

    /// <summary>The header of the journals.</summary>
    public ExperimentHeader Header { get; }

    /// <summary>The plan.</summary>
    public ExperimentPlan Plan => Header.Plan;

    /// <summary>The cells and methods in the order of the rows.</summary>
    public ExperimentGrid Grid { get; }

    /// <summary>The words, or null.</summary>
    public IReadOnlyList<string>? Vocabulary { get; }

    /// <summary>The name and the code of each custom method.</summary>
    public IReadOnlyList<(string Name, string Code)> Scripts { get; }

    /// <summary>The definition of a new experiment.</summary>
    /// <exception cref="MixtureException">Any error of the values.</exception>
    public static ExperimentDefinition Create(ExperimentValues values, BigInteger seed)
    {
        var grid = ExperimentGrid.Create(values);
        var plan = new ExperimentPlan(grid.Cells.Select(cell => cell.Key), grid.Methods, grid.Replicates, seed);
        return new ExperimentDefinition(ExperimentHeader.Of(plan, null), grid, values.Vocabulary, values.External);
    }

    /// <summary>Writes the file, which is renamed when complete.</summary>
    /// <exception cref="MixtureException">An error of files.</exception>
    public void Write(string path) => ExperimentFolder.Write(path, Format, Version, json =>
    {
        json.Object("header", () => Header.Write(json));
        json.Integers("cellOrder", Grid.Cells.Select(cell => Plan.Rank(cell.Key)));
        json.Integers("methodOrder", Grid.Methods.Select(Plan.Rank));
        json.Texts("vocabulary", Vocabulary);
        json.Texts("scriptNames", Scripts.Select(script => script.Name));
        json.Texts("scripts", Scripts.Select(script => script.Code));
    });

    /// <summary>Reads the file.</summary>
    /// <exception cref="MixtureException">InvalidExperimentFile or an error of files.</exception>
    public static ExperimentDefinition Read(string path, CancellationToken cancellation) => ExperimentFolder.Read(path, Format, Version, cancellation, node =>
    {
        var header = ExperimentHeader.Read(node["header"], path);
        var plan = header.Plan;
        int[] cells = node["cellOrder"].Integers(plan.Cells.Count, plan.Cells.Count), methods = node["methodOrder"].Integers(plan.Methods.Count, plan.Methods.Count);
        string[] names = node["scriptNames"].Texts(), codes = node["scripts"].Texts(names.Length);
        string[]? vocabulary = node["vocabulary"].OrNull(words => words.Texts());
        foreach (var (name, code) in names.Zip(codes))
            if (!plan.Methods.Contains(ExperimentMethod.External(name, code))) throw node.Fault($"the code of '{name}' was changed");
        if (cells.Distinct().Count() < cells.Length || methods.Distinct().Count() < methods.Length) throw node.Fault("the order of the rows has an item twice");
        try
        {
            var grid = ExperimentGrid.Restore([.. cells.Select(cell => ExperimentCell.Restore(plan.Cells[cell], vocabulary))], [.. methods.Select(method => plan.Methods[method])], plan.Replicates);
            return new ExperimentDefinition(header, grid, vocabulary, [.. names.Zip(codes)]);
        }
        catch (FormatException error)
        {
            throw node.Fault(error.Message);
        }
    });

    /// <summary>The differences from another definition, one phrase each; the order of rows is none.</summary>
    public IReadOnlyList<string> Differences(ExperimentDefinition other)
    {
        var differences = Plan.Differences(other.Plan).ToList();
        if (!(Vocabulary ?? []).SequenceEqual(other.Vocabulary ?? [])) differences.Add("Vocabulary is different");
        return differences;
    }
}
