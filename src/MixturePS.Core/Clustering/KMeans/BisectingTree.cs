namespace MixturePS.Core.Clustering;

/// <summary>
/// The splits of bisecting k-means. A document is assigned by walking them: at each split of the cluster that it is in, it
/// goes to the half with the nearer centre. The centres of the final clusters alone don't say this, because a document may
/// be nearer to the centre of a cluster on the other side of an earlier split.
/// </summary>
/// <param name="splits">The splits in order. Split s divides a cluster, whose first half keeps its number; the second gets number s + 1.</param>
/// <param name="rowOf">The row of the centres of each cluster number; length K, or null for the numbers themselves.</param>
internal sealed class BisectingTree(IReadOnlyList<BisectingTree.Split> splits, int[]? rowOf = null)
{
    /// <summary>The splits in order.</summary>
    public IReadOnlyList<Split> Splits => splits;

    /// <summary>The row of the centres of each cluster number; length K; null for the numbers themselves.</summary>
    public int[]? RowOf => rowOf;

    /// <summary>The tree after the rows of the centres changed their order; row c comes from row order[c].</summary>
    public BisectingTree Reordered(int[] order)
    {
        var place = new int[order.Length];
        for (int c = 0; c < order.Length; c++) place[order[c]] = c;
        return new BisectingTree(splits, rowOf is null ? place : Array.ConvertAll(rowOf, row => place[row]));
    }

    /// <summary>The row of the centres of a document's cluster.</summary>
    /// <param name="columns">The features of the document's non-zero cells, ascending.</param>
    /// <param name="values">The cells; with the cosine metric scaled to length 1.</param>
    public int Find(ReadOnlySpan<int> columns, ReadOnlySpan<double> values)
    {
        int cluster = 0;
        for (int s = 0; s < splits.Count; s++)
            if (splits[s].Cluster == cluster && splits[s].Halves.Nearest(columns, values) == 1) cluster = s + 1;
        return rowOf is null ? cluster : rowOf[cluster];
    }

    /// <summary>A split in two.</summary>
    /// <param name="Cluster">The number of the cluster that is divided.</param>
    /// <param name="Halves">The two centres.</param>
    internal readonly record struct Split(int Cluster, CenterCoordinates Halves);
}
