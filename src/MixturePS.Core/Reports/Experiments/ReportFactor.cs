using System.Globalization;
using MixturePS.Core.Experiments;

namespace MixturePS.Core.Reports;

/// <summary>A column whose values divide the runs of an experiment, such as a parameter or the method.</summary>
internal sealed class ReportFactor
{
    private readonly Dictionary<string, int> _placeOf = new(StringComparer.Ordinal);

    private ReportFactor(string name, object?[] levels)
    {
        (Name, Levels) = (name, levels);
        for (int level = 0; level < levels.Length; level++) _placeOf[RunTable.TextOf(levels[level])] = level;
    }

    /// <summary>The name of the column.</summary>
    public string Name { get; }

    /// <summary>The name for people, with its unit.</summary>
    public string Label => ColumnHeading.Of(Name);

    /// <summary>The values: numbers ascending, others in the order of the rows; null, of methods without the parameter, at the end.</summary>
    public object?[] Levels { get; }

    /// <summary>Whether all values are numbers.</summary>
    public bool IsNumber => Array.TrueForAll(Levels, level => level is null or long or double);

    /// <summary>Whether runs with different values are on different documents.</summary>
    public bool IsOfDocuments => ExperimentRow.Find(Name)?.Kind == ExperimentColumnKind.Documents;

    /// <summary>The values as text.</summary>
    public IEnumerable<string> Texts => Levels.Select(level => Name == nameof(ExperimentRow.Method) && level is "Bound" ? "Bayes rule" : RunTable.TextOf(level));

    /// <summary>The values as numbers; NaN for others.</summary>
    public IEnumerable<double> Numbers => Levels.Select(level => level is long or double ? Convert.ToDouble(level, CultureInfo.InvariantCulture) : double.NaN);

    /// <summary>The column of some rows.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="name">The name of the column.</param>
    public static ReportFactor Of(RunTable table, string name)
    {
        object?[] values = [.. Enumerable.Range(0, table.Count).Select(i => table[i, name]).DistinctBy(RunTable.TextOf)];
        object?[] known = [.. values.Where(value => value is not null)];
        if (Array.TrueForAll(known, value => value is long or double)) known = [.. known.OrderBy(value => Convert.ToDouble(value, CultureInfo.InvariantCulture))];
        return new ReportFactor(name, known.Length == values.Length ? known : [.. known, null]);
    }

    /// <summary>The position of a value among <see cref="Levels"/>.</summary>
    public int PlaceOf(object? value) => _placeOf[RunTable.TextOf(value)];
}
