using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Shards;

/// <summary>What a pass of EM sums over documents.</summary>
/// <param name="Tokens">The expected tokens of each word in each cluster, stride values per word.</param>
/// <param name="Documents">The expected number of documents of each cluster; length stride.</param>
internal sealed record ExpectedCounts(double[] Tokens, double[] Documents)
{
    /// <summary>The log-likelihood without multinomial coefficients; for hard EM the classification log-likelihood.</summary>
    public double Objective { get; init; }

    /// <summary>The log-likelihood without multinomial coefficients.</summary>
    public double LogLikelihood { get; init; }

    /// <summary>The sum of the logarithms of the multinomial coefficients.</summary>
    public double LogCoefficient { get; init; }

    /// <summary>The entropy of the posteriors.</summary>
    public double Entropy { get; init; }

    /// <summary>The number of documents that every cluster excludes.</summary>
    public double Impossible { get; init; }

    /// <summary>The number of documents without tokens.</summary>
    public int Empty { get; init; }

    /// <summary>Adds the sums of other documents to the first, which are changed.</summary>
    public static ExpectedCounts Add(ExpectedCounts first, ExpectedCounts second)
    {
        for (int i = 0; i < first.Tokens.Length; i++) first.Tokens[i] += second.Tokens[i];
        for (int k = 0; k < first.Documents.Length; k++) first.Documents[k] += second.Documents[k];
        return first with
        {
            Objective = first.Objective + second.Objective,
            LogLikelihood = first.LogLikelihood + second.LogLikelihood,
            LogCoefficient = first.LogCoefficient + second.LogCoefficient,
            Entropy = first.Entropy + second.Entropy,
            Impossible = first.Impossible + second.Impossible,
            Empty = first.Empty + second.Empty,
        };
    }
}

/// <summary>The documents of a shard as EM reads them, in fixed blocks, so that only the responsibilities of one block are in memory.</summary>
internal sealed class ShardCounts : IShardState
{
    private const int BlockSize = 1 << 16;
    private readonly List<DistinctCounts> _blocks = [];
    private readonly MixtureEMOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly int _stride;

    /// <summary>Reads the documents of a shard.</summary>
    /// <param name="dfm">The documents.</param>
    /// <param name="options">The options of the fit.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">FractionalCount or CellTooLarge.</exception>
    public ShardCounts(Dfm dfm, MixtureEMOptions options, CancellationToken cancellation)
    {
        (_options, _cancellation, _stride) = (options, cancellation, FeatureMajorMatrix.StrideOf(options.K));
        for (int from = 0; from < dfm.DocumentCount; from += BlockSize)
        {
            int[] documents = [.. Enumerable.Range(from, Math.Min(BlockSize, dfm.DocumentCount - from))];
            _blocks.Add(DistinctCounts.Create(documents.Length == dfm.DocumentCount ? dfm : RowSelection.Take(dfm, documents, dfm.Weighting, cancellation), "EM", cancellation));
        }
    }

    /// <inheritdoc/>
    public long Bytes => _blocks.Sum(block => (40L * block.Table.Rows.NonZeroCount) + (40L * block.RowOf.Length) + (40L * block.Table.ColumnCount)) + (sizeof(double) * (long)_stride * BlockSize);

    /// <summary>The number of documents of the shard.</summary>
    public int DocumentCount => _blocks.Sum(block => block.RowOf.Length);

    /// <summary>The E-step, and the sums of the M-step.</summary>
    /// <param name="components">The clusters.</param>
    /// <param name="shares">Their shares.</param>
    /// <param name="labels">Receives the most probable cluster of each document; ties go to the first.</param>
    /// <param name="probabilities">Receives its probability.</param>
    public ExpectedCounts Expect(MultinomialComponents components, ClusterShares shares, Span<int> labels, Span<double> probabilities)
    {
        var total = new ExpectedCounts(new double[components.Logs.Length], new double[_stride]);
        double[] tokens = new double[components.Logs.Length];
        int at = 0;
        foreach (var rows in _blocks)
        {
            var step = new MixtureEStep(rows.Weights, _options.K, _options.ThrottleLimit, _cancellation, counts: rows.Counts);
            double objective = step.Run(rows.Table, components.Logs, shares.LogAlpha), likelihood = step.CountedSum, impossible = step.ImpossibleDocuments;
            double entropy = Label(rows, step.Responsibilities, labels.Slice(at, rows.RowOf.Length), probabilities.Slice(at, rows.RowOf.Length));
            at += rows.RowOf.Length;
            if (_options.Hard) objective = step.Classify(rows.Table, components.Logs, shares.LogAlpha);
            MultinomialComponents.Count(rows.Table, step.Responsibilities, _stride, tokens, _options.ThrottleLimit, _cancellation);
            total = ExpectedCounts.Add(total, new ExpectedCounts(tokens, ClusterShares.Sum(step.Responsibilities, _stride, rows.Weights, _cancellation))
            {
                Objective = objective,
                LogLikelihood = likelihood,
                LogCoefficient = rows.LogCoefficient,
                Entropy = entropy,
                Impossible = impossible,
                Empty = rows.EmptyDocumentCount,
            });
        }

        return total;
    }

    /// <inheritdoc/>
    public void Dispose() => _blocks.Clear();

    // Returns the entropy of the posteriors.
    private double Label(DistinctCounts rows, double[] responsibilities, Span<int> labels, Span<double> probabilities)
    {
        var (rowLabels, own) = (new int[rows.Count], new double[rows.Count]);
        double entropy = 0;
        var point = new CancellationPoint(_cancellation);
        for (int row = 0; row < rowLabels.Length; row++)
        {
            point.Pass(_options.K);
            var shares = responsibilities.AsSpan(row * _stride, _options.K);
            double sum = 0;
            foreach (double share in shares)
                if (share > 0) sum -= share * Math.Log(share);
            rowLabels[row] = MixtureEM.MostProbable(shares);
            own[row] = shares[rowLabels[row]];
            entropy += rows.Counts[row] * sum;
        }

        for (int d = 0; d < labels.Length; d++) (labels[d], probabilities[d]) = (rowLabels[rows.RowOf[d]], own[rows.RowOf[d]]);
        return entropy;
    }
}
