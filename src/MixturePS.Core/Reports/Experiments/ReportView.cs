using System.Globalization;

namespace MixturePS.Core.Reports;

/// <summary>
/// The summaries of runs by some factors: the figures that Measure-MixtureExperiment computes for these columns, of each measure
/// and group.
/// </summary>
/// <param name="factors">The factors, as positions among those of the report.</param>
/// <param name="measures">The number of measures.</param>
/// <param name="groups">The values of the factors of each group, as positions among their levels.</param>
internal sealed class ReportView(int[] factors, int measures, int[][] groups)
{
    private readonly Dictionary<string, double[]> _figures = new(StringComparer.Ordinal);

    /// <summary>The factors, as positions among those of the report.</summary>
    public int[] Factors => factors;

    /// <summary>The values of the factors of each group, as positions among their levels.</summary>
    public int[][] Groups => groups;

    /// <summary>The figures by name, in order of first appearance. Each has a value for each measure and group, the groups of the first measure first; NaN where there is none.</summary>
    public IEnumerable<KeyValuePair<string, double[]>> Figures => _figures;

    /// <summary>Keeps the numbers among the figures of a group.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="group">The group.</param>
    /// <param name="figures">The figures.</param>
    /// <param name="isKept">Whether a figure is kept.</param>
    public void Set(int measure, int group, IEnumerable<(string Name, object? Value)> figures, Func<string, bool> isKept)
    {
        foreach (var (name, value) in figures)
        {
            if (value is null or string || !isKept(name)) continue;
            if (!_figures.TryGetValue(name, out double[]? values))
            {
                _figures[name] = values = new double[measures * groups.Length];
                Array.Fill(values, double.NaN);
            }

            values[(measure * groups.Length) + group] = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The subsets of the factors with up to three of them, small ones first.</summary>
    /// <param name="count">The number of factors.</param>
    public static IEnumerable<int[]> Subsets(int count)
    {
        for (int a = 0; a < count; a++) yield return [a];
        for (int a = 0; a < count; a++)
            for (int b = a + 1; b < count; b++) yield return [a, b];
        for (int a = 0; a < count; a++)
            for (int b = a + 1; b < count; b++)
                for (int c = b + 1; c < count; c++) yield return [a, b, c];
    }
}
