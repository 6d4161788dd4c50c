namespace MixturePS.Core.Mixtures;

/// <summary>
/// Documents as the Dirichlet-multinomial distribution sees them. Its log-probability of a document is a sum over the
/// words of log Γ(θ_j + w_j) / Γ(θ_j), less the same of the sums: so each pair of a word and a count is a column, and
/// each document length is one, and a document has one unit in each of its columns.
/// </summary>
internal sealed class PolyaCounts
{
    private PolyaCounts(RowTable table, int[] featureStart, double[] steps)
    {
        Table = table;
        FeatureStart = featureStart;
        Steps = steps;
    }

    /// <summary>The distinct rows by those columns, the lengths' columns last.</summary>
    public RowTable Table { get; }

    /// <summary>The first column of each feature; one more than there are features, where the lengths' columns begin.</summary>
    public int[] FeatureStart { get; }

    /// <summary>The count, or the length, of each column; above zero.</summary>
    public double[] Steps { get; }

    /// <summary>The number of features.</summary>
    public int FeatureCount => FeatureStart.Length - 1;

    /// <summary>The number of the columns of words; those of lengths follow.</summary>
    public int LengthStart => FeatureStart[^1];

    /// <summary>Numbers the columns.</summary>
    public static PolyaCounts Create(DistinctRows rows)
    {
        var counts = rows.Counts;
        var columnOf = new Dictionary<(int Feature, double Step), int>();
        for (int p = 0; p < counts.Columns.Length; p++) columnOf.TryAdd((counts.Columns[p], counts.Values[p]), 0);

        // Lengths are the counts of a feature beyond the last.
        foreach (double length in rows.Lengths)
            if (length > 0) columnOf.TryAdd((counts.ColumnCount, length), 0);
        var keys = columnOf.Keys.Order().ToArray();
        var featureStart = new int[counts.ColumnCount + 1];
        for (int c = 0; c < keys.Length; c++)
        {
            columnOf[keys[c]] = c;
            if (keys[c].Feature < counts.ColumnCount) featureStart[keys[c].Feature + 1] = c + 1;
        }

        for (int j = 0; j < counts.ColumnCount; j++) featureStart[j + 1] = Math.Max(featureStart[j + 1], featureStart[j]);
        return new PolyaCounts(Rearrange(rows, columnOf), featureStart, Array.ConvertAll(keys, key => key.Step));
    }

    private static RowTable Rearrange(DistinctRows rows, Dictionary<(int Feature, double Step), int> columnOf)
    {
        var counts = rows.Counts;
        var offsets = new int[rows.Count + 1];
        var columns = new List<int>(counts.Columns.Length + rows.Count);
        for (int row = 0; row < rows.Count; row++)
        {
            for (int p = counts.Offsets[row]; p < counts.Offsets[row + 1]; p++) columns.Add(columnOf[(counts.Columns[p], counts.Values[p])]);
            if (rows.Lengths[row] > 0) columns.Add(columnOf[(counts.ColumnCount, rows.Lengths[row])]);
            offsets[row + 1] = columns.Count;
        }

        var ones = new double[columns.Count];
        Array.Fill(ones, 1);
        return new RowTable(offsets, [.. columns], ones, columnOf.Count, rows.Weights);
    }
}
