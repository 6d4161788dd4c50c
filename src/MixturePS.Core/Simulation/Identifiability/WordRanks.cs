using MathNet.Numerics.LinearAlgebra;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using Cells = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace MixturePS.Core.Simulation;

/// <summary>
/// Linear independence of the word probabilities of clusters, and of the distributions of several tokens. Values below the
/// rounding error of their decomposition count as zero.
/// </summary>
internal sealed class WordRanks
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>The maximum number of subsets of rows to examine for the Kruskal rank.</summary>
    private const int MaxSubsets = 5000;

    // Wider blocks need less arithmetic for the previous triangle, but report progress less often.
    private const int WidthFactor = 4;
    private const int MinWords = 256;

    private readonly Cells _coordinates;
    private readonly double _zero;
    private readonly CancellationToken _cancellation;

    public WordRanks(DenseMatrix mu, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        K = mu.RowCount;
        _ = Foundation.MatrixSize.Cells("The inner products of the clusters", K, K);
        var rows = mu.ColumnCount > K ? SpanCoordinates(mu, progress, cancellation) : Cells.Build.DenseOfRowMajor(K, mu.ColumnCount, mu.Values.ToArray());
        progress?.Report(new ProgressReport("singular values", double.NaN));
        var singular = UncancellableWork.Run(() => rows.Svd(computeVectors: false).S, cancellation);
        _coordinates = rows;
        _zero = singular[0] * Math.Max(mu.RowCount, mu.ColumnCount) * Epsilon;
        Rank = singular.Count(value => value > _zero);
        SmallestSingularValue = singular.Count < K ? 0 : singular[singular.Count - 1];
    }

    /// <summary>The number of clusters.</summary>
    public int K { get; }

    /// <summary>The numerical rank of mu.</summary>
    public int Rank { get; }

    /// <summary>The smallest singular value of mu, the distance of its rows from dependence; zero if there are more clusters than words.</summary>
    public double SmallestSingularValue { get; }

    /// <summary>Whether the K distributions of documents with a number of tokens are linearly independent.</summary>
    /// <param name="tokens">The number of tokens, at least 1.</param>
    public bool AreIndependent(int tokens)
    {
        if (tokens == 1) return Rank == K;
        _cancellation.Check();

        // The inner product of two token tensors is a power of that of the rows; normalised, so that nothing underflows.
        var norms = Enumerable.Range(0, K).Select(k => _coordinates.Row(k).L2Norm()).ToArray();
        var inner = _coordinates * _coordinates.Transpose();
        var gram = Cells.Build.Dense(K, K, (k, l) => k == l ? 1 : Math.Pow(inner[k, l] / norms[k] / norms[l], tokens));
        var values = UncancellableWork.Run(() => gram.Evd(Symmetricity.Symmetric), _cancellation).EigenValues.Select(value => value.Real).ToArray();
        return values.Min() > values.Max() * K * Epsilon * 8;
    }

    /// <summary>
    /// The Kruskal rank of distinct rows: the greatest r such that any r rows are linearly independent (any two are, as distinct
    /// rows that sum to one), or a lower bound if there are too many subsets to examine.
    /// </summary>
    public int KruskalRank()
    {
        if (Rank == K) return K;
        int examined = 0;
        for (int size = 3; size <= Rank; size++)
        {
            foreach (int[] subset in Subsets(size))
            {
                if (++examined > MaxSubsets || !AreIndependentRows(subset)) return size - 1;
            }
        }

        return Math.Max(2, Rank);
    }

    /// <summary>
    /// The coordinates of the rows in their own span, K x K for any number of words: L in mu = L Q. Blocks of words are processed in
    /// turn, each stacked on the triangle of the previous ones (TSQR). Source: Demmel, J., Grigori, L., Hoemmen, M. and Langou, J.
    /// (2012), Communication-optimal parallel and sequential QR and LU factorizations, SIAM Journal on Scientific Computing 34,
    /// A206-A239.
    /// </summary>
    private static Cells SpanCoordinates(DenseMatrix mu, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        int width = Math.Max(MinWords, WidthFactor * mu.RowCount);
        Cells? triangle = null;
        for (int from = 0; from < mu.ColumnCount; from += width)
        {
            progress?.Report(new ProgressReport("rank of the word probabilities", (double)from / mu.ColumnCount));
            int first = from;
            var block = Cells.Build.Dense(Math.Min(width, mu.ColumnCount - from), mu.RowCount, (word, cluster) => mu[cluster, first + word]);
            var stacked = triangle is null ? block : triangle.Stack(block);
            triangle = UncancellableWork.Run(() => stacked.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).R, cancellation);
        }

        return triangle!.Transpose();
    }

    private bool AreIndependentRows(int[] subset)
    {
        _cancellation.Check();
        var rows = Cells.Build.DenseOfRowVectors(subset.Select(k => _coordinates.Row(k)));
        if (subset.Length > rows.ColumnCount) return false;
        return rows.Svd(computeVectors: false).S[subset.Length - 1] > _zero;
    }

    /// <summary>All subsets of a size in lexicographic order.</summary>
    private IEnumerable<int[]> Subsets(int size)
    {
        var subset = Enumerable.Range(0, size).ToArray();
        while (true)
        {
            yield return subset;
            int at = size - 1;
            while (at >= 0 && subset[at] == K - size + at) at--;
            if (at < 0) yield break;
            subset[at]++;
            for (int next = at + 1; next < size; next++) subset[next] = subset[next - 1] + 1;
        }
    }
}
