using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Evaluation;

/// <summary>Labels of documents with the counts of their clusters, of which the joint probability p(w, z) is a product.</summary>
/// <remarks>
/// <code>
/// p(z_i = k, w_i | z_-i, w_-i) = (m_k + a) / (n' + K a) * prod_j (b + n_kj) ... (b + n_kj + w_ij - 1) / ((J b + n_k) ... (J b + n_k + M_i - 1))
/// </code>
/// <para>m_k, n_kj and n_k are the documents, the tokens of word j and the tokens of cluster k, of n' documents without i;
/// shares and word probabilities are integrated out. The multinomial coefficients are left out.</para>
/// </remarks>
internal sealed class LabelState
{
    private readonly LabelledCorpus _corpus;
    private readonly double[] _words;
    private readonly double[] _tokens;
    private readonly double[] _documents;

    /// <summary>Starts without labels.</summary>
    public LabelState(LabelledCorpus corpus)
    {
        _corpus = corpus;
        _words = new double[MatrixSize.Cells("The words of the clusters", corpus.K, corpus.Matrix.ColumnCount)];
        (_tokens, _documents, Labels) = (new double[corpus.K], new double[corpus.K], new int[corpus.Matrix.RowCount]);
    }

    /// <summary>Starts with labels.</summary>
    public LabelState(LabelledCorpus corpus, IReadOnlyList<int> labels, CancellationToken cancellation)
        : this(corpus)
    {
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < labels.Count; i++)
        {
            point.Pass(corpus.Matrix.RowColumns(i).Length);
            Add(i, labels[i]);
        }
    }

    /// <summary>The label of each document that was added; length n.</summary>
    public int[] Labels { get; }

    /// <summary>The documents of each cluster; length K.</summary>
    public IReadOnlyList<double> Documents => _documents;

    /// <summary>
    /// The parameter b under which p(w, z) is greatest, from 0.001 to 1000, found by golden-section search on its logarithm.
    /// </summary>
    /// <param name="cancellation">Cancellation token.</param>
    public double BestWordParameter(CancellationToken cancellation)
    {
        // Most counts are small and equal to many others.
        var small = new double[64];
        var large = new SortedDictionary<double, double>();
        var point = new CancellationPoint(cancellation);
        foreach (double count in _words)
        {
            point.Pass(0);
            if (count < small.Length) small[(int)count]++;
            else large[count] = large.GetValueOrDefault(count) + 1;
        }

        double ratio = (Math.Sqrt(5) - 1) / 2, low = Math.Log(0.001), high = Math.Log(1000);
        double left = high - (ratio * (high - low)), right = low + (ratio * (high - low));
        double atLeft = Value(left), atRight = Value(right);
        while (high - low > 0.001)
        {
            cancellation.Check();
            if (atLeft >= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (ratio * (high - low));
                atLeft = Value(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (ratio * (high - low));
                atRight = Value(right);
            }
        }

        return Math.Exp((low + high) / 2);

        double Value(double log)
        {
            double b = Math.Exp(log), sum = 0;
            for (int count = 1; count < small.Length; count++) sum += small[count] * RisingFactorial.Log(b, count);
            foreach (var (count, times) in large) sum += times * RisingFactorial.Log(b, count);
            foreach (double tokens in _tokens) sum -= RisingFactorial.Log(b * _corpus.Matrix.ColumnCount, tokens);
            return sum;
        }
    }

    /// <summary>The logarithm of (m_k + a) times the probability of a document's tokens in each cluster, while the document has no label.</summary>
    /// <param name="document">The document.</param>
    /// <param name="scores">Receives one value per cluster; length K.</param>
    public void Score(int document, Span<double> scores)
    {
        for (int k = 0; k < scores.Length; k++)
            scores[k] = Math.Log(_documents[k] + _corpus.ShareParameter) - _corpus.LogTokens(_tokens[k], _corpus.Lengths[document]);
        var columns = _corpus.Matrix.RowColumns(document);
        var values = _corpus.Matrix.RowValues(document);
        for (int p = 0; p < columns.Length; p++) _corpus.AddWord(_words.AsSpan(columns[p] * scores.Length, scores.Length), values[p], scores);
    }

    /// <summary>Gives a document without a label one.</summary>
    public void Add(int document, int label)
    {
        Labels[document] = label;
        Count(document, label, 1);
    }

    /// <summary>Takes a document's label away.</summary>
    public void Remove(int document) => Count(document, Labels[document], -1);

    /// <summary>
    /// One sweep of Gibbs sampling from the distribution proportional to q(z)^(1 - t) p(w, z)^t: each document's label is drawn
    /// given all others.
    /// </summary>
    /// <param name="temper">The power t, from 0 to 1.</param>
    /// <param name="reference">log q: the logarithm of the probability of each label, n x K; or null if t is 1.</param>
    /// <param name="bits">The stream; advanced by one number per document.</param>
    /// <param name="sums">Receives the conditional probabilities, which are added, n x K; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <returns>The change of log p(w, z), and that of log q(z).</returns>
    public (double Joint, double Reference) Sweep(double temper, double[]? reference, Pcg64 bits, double[]? sums, CancellationToken cancellation)
    {
        int k = _corpus.K;
        var (scores, weights) = (new double[k], new double[k]);
        double joint = 0, referred = 0;
        for (int i = 0; i < Labels.Length; i++)
        {
            if (i % 64 == 0) cancellation.Check();
            int from = Labels[i];
            Remove(i);
            Score(i, scores);
            var logs = reference is null ? default : reference.AsSpan(i * k, k);
            for (int c = 0; c < k; c++) weights[c] = reference is null ? scores[c] : (temper * scores[c]) + ((1 - temper) * logs[c]);
            var (_, total) = LogSumExp.Exponentiate(weights);
            if (sums is not null)
                for (int c = 0; c < k; c++) sums[(i * k) + c] += weights[c] / total;
            int to = Draw(weights, bits.NextDouble() * total);
            Add(i, to);
            joint += scores[to] - scores[from];
            if (reference is not null) referred += logs[to] - logs[from];
        }

        return (joint, referred);
    }

    /// <summary>The cluster that a uniform number from 0 to the sum of the weights falls into.</summary>
    public static int Draw(ReadOnlySpan<double> weights, double left)
    {
        int last = 0;
        for (int c = 0; c < weights.Length; c++)
        {
            if (weights[c] == 0) continue;
            last = c;
            left -= weights[c];
            if (left < 0) break;
        }

        return last;
    }

    private void Count(int document, int label, int sign)
    {
        _documents[label] += sign;
        _tokens[label] += sign * _corpus.Lengths[document];
        var columns = _corpus.Matrix.RowColumns(document);
        var values = _corpus.Matrix.RowValues(document);
        for (int p = 0; p < columns.Length; p++) _words[(columns[p] * _corpus.K) + label] += sign * values[p];
    }
}
