using System.Globalization;
using System.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>
/// The agreement of estimated topics with true ones, as a flat row. Topics are matched one to one so that the sum of their
/// Hellinger distances is least; with s(k) for the estimated topic of true topic k, and zeros for topics without a partner.
/// </summary>
public sealed record TopicAccuracy
{
    private TopicAccuracy(LabelMapping mapping) => Mapping = mapping;

    /// <summary>The method that fitted the topics, as in <c>Gibbs LDA</c>.</summary>
    public string Method { get; private init; } = string.Empty;

    /// <summary>The number of estimated topics.</summary>
    public required int K { get; init; }

    /// <summary>The number of true topics.</summary>
    public required int KnownK { get; init; }

    /// <summary>The seed of the fit.</summary>
    public BigInteger Seed { get; private init; }

    /// <summary>
    /// The mean over the matched pairs of the Hellinger distance of the word probabilities, from 0 to 1:
    /// H(p, q) = sqrt(sum_j (sqrt(p_j) - sqrt(q_j))^2 / 2).
    /// </summary>
    public required double HellingerDistance { get; init; }

    /// <summary>
    /// The mean over the documents of the total variation distance of the topic shares, from 0 to 1:
    /// sum_k |theta_dk - estimated theta_ds(k)| / 2, where the shares of estimated topics without a partner count as errors;
    /// null without true shares.
    /// </summary>
    public double? ShareError { get; init; }

    /// <summary>
    /// The greatest share of all tokens that can have their true topic if each document has as many tokens of each topic as
    /// its estimated shares say: sum_dk min(n_dk, N_d theta_ds(k)) / sum_d N_d, with the true tokens n_dk; from 0 to 1; null
    /// without true tokens, or if there are none.
    /// </summary>
    public double? TokenAccuracy { get; init; }

    /// <summary>The share of the documents whose largest true share is that of the topic matched with their largest estimated one, from 0 to 1; ties go to the smaller index; null without true shares.</summary>
    public double? ModalAccuracy { get; init; }

    /// <summary>The number of documents whose shares were compared; 0 without true shares.</summary>
    public required int N { get; init; }

    /// <summary>The true topic that each estimated topic is matched with, by their rows of Mu, or -1 for one without a partner.</summary>
    public LabelMapping Mapping { get; internal init; }

    /// <summary>Matches estimated topics with true ones and measures their agreement.</summary>
    /// <param name="knownMu">The true word probabilities, K* x J.</param>
    /// <param name="mu">The estimated word probabilities, K x J, with the words in the same order.</param>
    /// <param name="knownTheta">The true topic shares, n x K*, or null.</param>
    /// <param name="theta">The estimated topic shares, n x K, or null if there are no true ones.</param>
    /// <param name="knownTokens">The true tokens by topic, n x K*, or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">ShapeMismatch or MatrixTooLarge.</exception>
    internal static TopicAccuracy Measure(DenseMatrix knownMu, DenseMatrix mu, DenseMatrix? knownTheta = null, DenseMatrix? theta = null, CountMatrix? knownTokens = null, CancellationToken cancellation = default)
    {
        if (knownMu.ColumnCount != mu.ColumnCount)
            throw MixtureError.ShapeMismatch($"the true topics have {Counted.Of(knownMu.ColumnCount, "word")}, but the estimated ones {mu.ColumnCount}", mu.ColumnCount);
        int n = theta?.RowCount ?? 0;
        if (knownTheta is not null) CheckShape(knownTheta.RowCount, knownTheta.ColumnCount, n, knownMu.RowCount, "true topic shares");
        if (knownTokens is not null) CheckShape(knownTokens.RowCount, knownTokens.ColumnCount, n, knownMu.RowCount, "true tokens by topic");
        if (theta is not null) CheckShape(n, theta.ColumnCount, n, mu.RowCount, "estimated topic shares");
        double[] distances = Hellinger(knownMu, mu, cancellation);
        var pairs = LinearAssignment.Solve(knownMu.RowCount, mu.RowCount, distances, maximize: false, cancellation);
        var matching = new int[knownMu.RowCount];
        Array.Fill(matching, -1);
        for (int p = 0; p < pairs.Rows.Count; p++) matching[pairs.Rows[p]] = pairs.Columns[p];
        return new TopicAccuracy(Mapped(matching, mu.RowCount))
        {
            KnownK = knownMu.RowCount,
            K = mu.RowCount,
            N = knownTheta is null ? 0 : n,
            HellingerDistance = pairs.Cost / pairs.Rows.Count,
            ShareError = knownTheta is null ? null : Shares(knownTheta, theta!, matching, cancellation),
            ModalAccuracy = knownTheta is null ? null : Modes(knownTheta, theta!, matching, cancellation),
            TokenAccuracy = knownTokens is null ? null : Tokens(knownTokens, theta!, matching, cancellation),
        };
    }

    /// <summary>The same agreement with the method and the seed of the fit.</summary>
    internal TopicAccuracy Of(string method, BigInteger seed) => this with { Method = method, Seed = seed };

    /// <summary>The measures in a few words.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Hellinger distance {HellingerDistance:0.####}, {KnownK} true and {K} estimated topics");

    private static LabelMapping Mapped(int[] matching, int topics)
    {
        var known = new int[topics];
        Array.Fill(known, LabelMapping.Unmatched);
        for (int k = 0; k < matching.Length; k++)
            if (matching[k] >= 0) known[matching[k]] = k;
        return new LabelMapping([.. Enumerable.Range(0, topics)], known, matching.Length);
    }

    private static void CheckShape(int rows, int columns, int expectedRows, int expectedColumns, string what)
    {
        if (rows != expectedRows || columns != expectedColumns)
            throw MixtureError.ShapeMismatch($"the {what} are {rows} x {columns}, but there are {Counted.Of(expectedRows, "document")} with estimated topic shares and {Counted.Of(expectedColumns, "topic")}", rows);
    }

    private static double[] Hellinger(DenseMatrix known, DenseMatrix mu, CancellationToken cancellation)
    {
        double[] roots = Array.ConvertAll(known.Buffer, Math.Sqrt), own = Array.ConvertAll(mu.Buffer, Math.Sqrt);
        int words = mu.ColumnCount;
        var result = new double[MatrixSize.Cells("The distances of the topics", known.RowCount, mu.RowCount)];
        for (int r = 0; r < known.RowCount; r++)
        {
            for (int c = 0; c < mu.RowCount; c++)
            {
                cancellation.Check();
                double squared = SumOfProducts.SquaredDistance(roots.AsSpan(r * words, words), own.AsSpan(c * words, words));
                result[(r * mu.RowCount) + c] = Math.Sqrt(squared / 2);
            }
        }

        return result;
    }

    private static double Shares(DenseMatrix known, DenseMatrix theta, int[] matching, CancellationToken cancellation)
    {
        var isMatched = new bool[theta.ColumnCount];
        foreach (int k in matching)
            if (k >= 0) isMatched[k] = true;
        double sum = 0;
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < known.RowCount; d++)
        {
            point.Pass(known.ColumnCount);
            var own = theta.RowSpan(d);
            var truth = known.RowSpan(d);
            for (int k = 0; k < truth.Length; k++) sum += Math.Abs(truth[k] - (matching[k] < 0 ? 0 : own[matching[k]]));
            for (int k = 0; k < own.Length; k++)
                if (!isMatched[k]) sum += own[k];
        }

        return sum / (2 * known.RowCount);
    }

    private static double Modes(DenseMatrix known, DenseMatrix theta, int[] matching, CancellationToken cancellation)
    {
        int right = 0;
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < known.RowCount; d++)
        {
            point.Pass(known.ColumnCount);
            if (matching[Mode(known.RowSpan(d))] == Mode(theta.RowSpan(d))) right++;
        }

        return (double)right / known.RowCount;
    }

    private static double? Tokens(CountMatrix known, DenseMatrix theta, int[] matching, CancellationToken cancellation)
    {
        double right = 0, all = 0;
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < known.RowCount; d++)
        {
            var truth = known.RowSpan(d);
            point.Pass(truth.Length);
            double length = 0;
            foreach (long tokens in truth) length += tokens;
            for (int k = 0; k < truth.Length; k++)
                if (matching[k] >= 0) right += Math.Min(truth[k], length * theta[d, matching[k]]);
            all += length;
        }

        return all == 0 ? null : right / all;
    }

    private static int Mode(ReadOnlySpan<double> shares)
    {
        int mode = 0;
        for (int k = 1; k < shares.Length; k++)
            if (shares[k] > shares[mode]) mode = k;
        return mode;
    }
}
