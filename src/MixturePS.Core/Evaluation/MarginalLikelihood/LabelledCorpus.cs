using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// The documents and the priors of a Bayesian mixture of multinomials: shares ~ Dirichlet(a, ..., a), and the word
/// probabilities of each cluster ~ Dirichlet(b, ..., b).
/// </summary>
internal sealed class LabelledCorpus
{
    private readonly RisingLogs _wordLogs;
    private readonly RisingLogs _tokenLogs;

    /// <summary>Prepares the documents.</summary>
    /// <param name="dfm">The counts, n x J.</param>
    /// <param name="k">The number of clusters.</param>
    /// <param name="shares">The parameter a, above zero.</param>
    /// <param name="words">The parameter b, above zero.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public LabelledCorpus(Dfm dfm, int k, double shares, double words, CancellationToken cancellation)
    {
        (Matrix, K, ShareParameter, WordParameter) = (dfm.Matrix, k, shares, words);
        Lengths = new double[Matrix.RowCount];
        var totals = new double[Matrix.ColumnCount];
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < Lengths.Length; i++)
        {
            var columns = Matrix.RowColumns(i);
            var values = Matrix.RowValues(i);
            point.Pass(columns.Length);
            for (int p = 0; p < columns.Length; p++)
            {
                Lengths[i] += values[p];
                totals[columns[p]] += values[p];
            }
        }

        _wordLogs = new RisingLogs(words, totals.Max(), cancellation);
        _tokenLogs = new RisingLogs(words * Matrix.ColumnCount, totals.Sum(), cancellation);
    }

    /// <summary>The counts, n x J.</summary>
    public SparseMatrix Matrix { get; }

    /// <summary>The number of clusters.</summary>
    public int K { get; }

    /// <summary>The parameter of the prior of the shares, a.</summary>
    public double ShareParameter { get; }

    /// <summary>The parameter of the prior of the word probabilities, b.</summary>
    public double WordParameter { get; }

    /// <summary>The tokens of each document; length n.</summary>
    public double[] Lengths { get; }

    /// <summary>Adds the logarithm of (b + n_kj) ... (b + n_kj + m - 1) for m more tokens of a word to the score of each cluster.</summary>
    public void AddWord(ReadOnlySpan<double> counts, double more, Span<double> scores) => _wordLogs.Add(counts, more, scores);

    /// <summary>The logarithm of (J b + n_k) ... (J b + n_k + m - 1) for m more tokens of a cluster.</summary>
    public double LogTokens(double count, double more) => _tokenLogs.Log(count, more);

    /// <summary>Logarithms of products (x + n) ... (x + n + m - 1) for whole n and m, from tables unless these would be huge.</summary>
    private sealed class RisingLogs
    {
        private const double MostEntries = 1 << 20;
        private readonly double _start;
        private readonly double[]? _sums;
        private readonly double[] _logs = [];

        public RisingLogs(double start, double greatest, CancellationToken cancellation)
        {
            _start = start;
            if (greatest >= MostEntries) return;
            _sums = new double[(int)greatest + 1];
            _logs = new double[_sums.Length];
            var point = new CancellationPoint(cancellation);
            for (int n = 0; n < _sums.Length; n++)
            {
                point.Pass(0);
                _sums[n] = RisingFactorial.Log(start, n);
                _logs[n] = Math.Log(start + n);
            }
        }

        public double Log(double n, double m) => _sums is null ? RisingFactorial.Log(_start + n, m) : _sums[(int)(n + m)] - _sums[(int)n];

        public void Add(ReadOnlySpan<double> counts, double more, Span<double> scores)
        {
            if (more == 1 && _sums is not null)
            {
                // Most words occur once in a document.
                double[] logs = _logs;
                for (int k = 0; k < scores.Length; k++) scores[k] += logs[(int)counts[k]];
                return;
            }

            for (int k = 0; k < scores.Length; k++) scores[k] += Log(counts[k], more);
        }
    }
}
