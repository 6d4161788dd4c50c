using MixturePS.Core.Data;

namespace MixturePS.Fuzz;

/// <summary>Compares two DFMs.</summary>
internal static class DfmComparison
{
    /// <summary>The first difference in the properties that a file preserves, with cells compared to the bit; null if there is none. Zeros may be stored or not.</summary>
    public static string? Difference(Dfm first, Dfm second)
    {
        if (first.DocumentCount != second.DocumentCount) return $"{first.DocumentCount} and {second.DocumentCount} documents";
        if (!first.Vocabulary.SequenceEqual(second.Vocabulary, StringComparer.Ordinal)) return "the words";
        if (!first.DocumentName.SequenceEqual(second.DocumentName, StringComparer.Ordinal)) return "the documents' names";
        if (first.Weighting.Name != second.Weighting.Name || first.Weighting.IsCount != second.Weighting.IsCount) return $"{first.Weighting} and {second.Weighting}";
        if (!Same(first.Weighting.FeatureWeight, second.Weighting.FeatureWeight, (a, b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b))) return "the feature weights";
        if (first.DocumentCount > 0 && !Same(first.KnownCluster, second.KnownCluster, (a, b) => a == b)) return "the known clusters";
        if (first.DocumentCount > 0 && !Same(first.KnownCluster is null ? null : first.KnownClusterName, second.KnownClusterName, string.Equals)) return "the names of the known clusters";
        for (int i = 0; i < first.DocumentCount; i++)
            if (!NonZero(first, i).SequenceEqual(NonZero(second, i))) return $"the cells of document {i}";
        return null;
    }

    private static IEnumerable<(int Feature, long Bits)> NonZero(Dfm dfm, int document)
    {
        var (columns, values) = (dfm.Matrix.RowColumns(document).ToArray(), dfm.Matrix.RowValues(document).ToArray());
        return columns.Zip(values).Where(cell => cell.Second != 0).Select(cell => (cell.First, BitConverter.DoubleToInt64Bits(cell.Second)));
    }

    private static bool Same<T>(IReadOnlyList<T>? first, IReadOnlyList<T>? second, Func<T, T, bool> equal) =>
        first is null || second is null ? first is null && second is null : first.Count == second.Count && first.Zip(second).All(pair => equal(pair.First, pair.Second));
}
