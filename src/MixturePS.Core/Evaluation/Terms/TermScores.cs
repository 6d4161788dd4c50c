using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>The word probabilities of clusters, and measures derived from them.</summary>
internal abstract class TermScores
{
    /// <summary>The scores of a clustering.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="dfm">The counts of its documents; for a topic model, those that it was fitted to.</param>
    /// <param name="smoothing">The pseudocount added to the count of each word in each cluster; 0 for a topic model.</param>
    /// <param name="cancellation">The cancellation token, also for later calls.</param>
    /// <exception cref="MixtureException">CellTooLarge: the sums overflow. InvalidOption: smoothing for a topic model.</exception>
    public static TermScores Of(FittedClustering clustering, Dfm dfm, double smoothing, CancellationToken cancellation) =>
        clustering is not FittedTopics topics ? new CountedTermScores(clustering, dfm, smoothing, cancellation)
        : smoothing == 0 ? new TopicTermScores(topics, dfm, cancellation)
        : throw MixtureError.InvalidOption("Smoothing", FormattableString.Invariant($"must be 0 for a topic model, whose word probabilities are smoothed by its Eta; it is {smoothing:R}"), smoothing);

    /// <summary>The sum over the clusters of the probability of each word; length J.</summary>
    private protected abstract double[] Sum { get; }

    /// <summary>Whether a word can be a term of a cluster: it occurs in its documents or, for a topic, in any document.</summary>
    public abstract bool Has(int cluster, int word);

    /// <summary>The word probabilities of a cluster; length J; all zero without tokens and smoothing.</summary>
    public abstract double[] Probability(int cluster);

    /// <summary>The lift of each word: its probability in the cluster divided by its share of all tokens; zero for a word that doesn't occur.</summary>
    public abstract double[] Lift(int cluster);

    /// <summary>
    /// FREX, 1 / (w / ECDF(exclusivity) + (1 - w) / ECDF(probability)), where exclusivity is the probability in the cluster
    /// divided by the sum over all clusters, and ECDF the share of words with at most that value (Bischof and Airoldi 2012,
    /// section 2.3).
    /// </summary>
    public double[] Frex(double[] probability, double weight)
    {
        double[] exclusivity = [.. probability.Select((p, w) => Sum[w] > 0 ? p / Sum[w] : 0)];
        double[] byExclusivity = Ecdf(exclusivity), byProbability = Ecdf(probability);
        return [.. byExclusivity.Zip(byProbability, (e, f) => 1 / ((weight / e) + ((1 - weight) / f)))];
    }

    private static double[] Ecdf(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort((double[])values.Clone(), order);
        var result = new double[values.Length];
        for (int from = 0; from < order.Length;)
        {
            int to = from + 1;
            while (to < order.Length && values[order[to]] == values[order[from]]) to++;
            for (; from < to; from++) result[order[from]] = (double)to / order.Length;
        }

        return result;
    }
}

/// <summary>The scores of topics from their word probabilities, which are those of the fit.</summary>
internal sealed class TopicTermScores : TermScores
{
    private readonly FittedTopics _topics;
    private readonly double[] _total;
    private readonly double _tokens;

    /// <summary>Sums the counts.</summary>
    /// <param name="topics">The topics.</param>
    /// <param name="dfm">The counts that they were fitted to; none if they come from a file without them.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public TopicTermScores(FittedTopics topics, Dfm dfm, CancellationToken cancellation)
    {
        (_topics, _total, Sum) = (topics, new double[dfm.FeatureCount], new double[dfm.FeatureCount]);
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < dfm.DocumentCount; d++)
        {
            var columns = dfm.Matrix.RowColumns(d);
            var values = dfm.Matrix.RowValues(d);
            point.Pass(columns.Length);
            for (int p = 0; p < columns.Length; p++) _total[columns[p]] += values[p];
        }

        _tokens = _total.Sum();
        for (int k = 0; k < topics.K; k++)
        {
            var row = topics.Mu.RowSpan(k);
            point.Pass(row.Length);
            for (int w = 0; w < row.Length; w++) Sum[w] += row[w];
        }
    }

    private protected override double[] Sum { get; }

    /// <inheritdoc/>
    public override bool Has(int cluster, int word) => _total[word] > 0 || _tokens == 0;

    /// <inheritdoc/>
    public override double[] Probability(int cluster) => _topics.Mu.Row(cluster);

    /// <inheritdoc/>
    public override double[] Lift(int cluster) => [.. Probability(cluster).Select((p, w) => _total[w] == 0 ? 0 : p / (_total[w] / _tokens))];
}

/// <summary>
/// The scores of clusters from the counts of their documents: word probabilities are (n_kw + s) / (n_k + s J) with smoothing s.
/// </summary>
internal sealed class CountedTermScores : TermScores
{
    private readonly Dfm _dfm;
    private readonly double _smoothing;
    private readonly CancellationToken _cancellation;
    private readonly int[][] _documents;
    private readonly double[] _total;
    private readonly double[][]? _ofShards;
    private double[] _counts = [];
    private int _cluster = -1;

    /// <summary>Sums the counts.</summary>
    /// <param name="clustering">The clustering of the documents.</param>
    /// <param name="dfm">The counts of the documents.</param>
    /// <param name="smoothing">The pseudocount added to the count of each word in each cluster.</param>
    /// <param name="cancellation">The cancellation token, also for later calls.</param>
    /// <exception cref="Foundation.MixtureException">CellTooLarge: the sums overflow.</exception>
    public CountedTermScores(FittedClustering clustering, Dfm dfm, double smoothing, CancellationToken cancellation)
    {
        (_dfm, _smoothing, _cancellation) = (dfm, smoothing, cancellation);
        int[] rows = clustering.CenterRows();
        var members = Enumerable.Range(0, clustering.K).Select(_ => new List<int>()).ToArray();
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            point.Pass(0);
            members[rows[i]].Add(i);
        }

        _documents = Array.ConvertAll(members, list => list.ToArray());
        if (dfm.Shards is not null) _ofShards = ShardSums.Of(dfm, rows, clustering.K, part => (part, null), cancellation).Sums;
        _total = new double[dfm.FeatureCount];
        Sum = new double[dfm.FeatureCount];

        // Summed cluster by cluster, so that for a word in only one cluster the sum equals its probability there to the bit.
        for (int c = 0; c < clustering.K; c++)
        {
            cancellation.Check();
            double[] probability = Probability(c);
            for (int w = 0; w < Sum.Length; w++)
            {
                Sum[w] += probability[w];
                _total[w] += _counts[w];
            }
        }

        if (!double.IsFinite(_total.Sum() + (smoothing * _total.Length))) throw OverflowGuard.SumsTooLarge(dfm);
    }

    private protected override double[] Sum { get; }

    /// <inheritdoc/>
    public override bool Has(int cluster, int word) => Counts(cluster)[word] > 0;

    /// <inheritdoc/>
    public override double[] Probability(int cluster) => Probability(Counts(cluster));

    /// <inheritdoc/>
    /// <remarks>Computed from integers with a single division, so that all words exclusive to the cluster have identical bits.</remarks>
    public override double[] Lift(int cluster)
    {
        double[] counts = Counts(cluster);
        double added = _smoothing * counts.Length, tokens = counts.Sum() + added, all = _total.Sum() + added;
        return [.. counts.Select((count, w) => count == 0 ? 0 : Ratio(count + _smoothing, tokens, _total[w] + _smoothing, all))];
    }

    // (count / tokens) / (total / all).
    private static double Ratio(double count, double tokens, double total, double all)
    {
        double ratio = count * all / (tokens * total);
        return double.IsFinite(ratio) ? ratio : count / total * (all / tokens);
    }

    private double[] Counts(int cluster)
    {
        if (_cluster == cluster) return _counts;
        if (_ofShards is not null) return _counts = _ofShards[cluster];
        _counts = new double[_dfm.FeatureCount];
        var point = new CancellationPoint(_cancellation);
        foreach (int i in _documents[cluster])
        {
            var columns = _dfm.Matrix.RowColumns(i);
            var values = _dfm.Matrix.RowValues(i);
            point.Pass(columns.Length);
            for (int p = 0; p < columns.Length; p++) _counts[columns[p]] += values[p];
        }

        _cluster = cluster;
        return _counts;
    }

    private double[] Probability(double[] counts)
    {
        double total = counts.Sum() + (_smoothing * counts.Length);
        return total == 0 ? new double[counts.Length] : [.. counts.Select(count => (count + _smoothing) / total)];
    }
}
