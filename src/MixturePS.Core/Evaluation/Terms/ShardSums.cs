using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>The sums of the documents of each cluster, of documents whose cells are in shards, in one pass over these.</summary>
internal static class ShardSums
{
    /// <summary>Sums the cells of the documents of each cluster.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="rowOf">The cluster of each document; length n.</param>
    /// <param name="k">The number of clusters.</param>
    /// <param name="map">Makes the rows to sum from the documents of a shard, with the place of each among these.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>The sums, K rows of J, and the number of rows in each.</returns>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    public static (double[][] Sums, int[] Counts) Of(Dfm dfm, int[] rowOf, int k, Func<Dfm, (Dfm Rows, int[]? Places)> map, CancellationToken cancellation)
    {
        _ = MatrixSize.Cells("The sums of the clusters", k, dfm.FeatureCount);
        var (sums, counts) = (Enumerable.Range(0, k).Select(_ => new double[dfm.FeatureCount]).ToArray(), new int[k]);
        var point = new CancellationPoint(cancellation);
        int first = 0;
        foreach (var part in dfm.Parts(cancellation))
        {
            var (rows, places) = map(part);
            for (int d = 0; d < rows.DocumentCount; d++)
            {
                int cluster = rowOf[first + (places?[d] ?? d)];
                var columns = rows.Matrix.RowColumns(d);
                var values = rows.Matrix.RowValues(d);
                point.Pass(columns.Length);
                double[] sum = sums[cluster];
                counts[cluster]++;
                for (int p = 0; p < columns.Length; p++) sum[columns[p]] += values[p];
            }

            first += part.DocumentCount;
        }

        return (sums, counts);
    }
}
