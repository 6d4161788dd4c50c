using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>A top term of a cluster, as a flat row of numbers and text.</summary>
/// <param name="Cluster">The label of the cluster.</param>
/// <param name="ClusterName">The name of the known cluster that the cluster was matched with, or null if it has none.</param>
/// <param name="Rank">The rank of the term in the cluster, from 1.</param>
/// <param name="Term">The word.</param>
/// <param name="Score">The value of the measure.</param>
public sealed record ClusterTerm(int Cluster, string? ClusterName, int Rank, string Term, double Score)
{
    /// <summary>The row in a few words.</summary>
    public override string ToString() => $"{Term}: cluster {Cluster}, rank {Rank}";

    /// <summary>
    /// The top terms of each cluster, clusters in the order of their centres. Words that don't occur in a cluster, or for a topic
    /// in any document, are omitted, so it may have fewer terms than requested. Ties are broken by the probability in the cluster, then by the order of the
    /// vocabulary.
    /// </summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="options">The measure and the number of terms.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">AlreadyWeighted: the measure requires counts. ShapeMismatch: the counts have a different number of documents. CellTooLarge: their sums overflow. InvalidOption: smoothing for a topic model.</exception>
    internal static IReadOnlyList<ClusterTerm> Rows(FittedClustering clustering, ClusterTermOptions options, CancellationToken cancellation = default)
    {
        var dfm = clustering is FittedTopics ? clustering.Dfm : options.Counts ?? clustering.Dfm;
        var measure = options.MeasureFor(clustering);
        if (measure == TermMeasure.Weight) dfm = clustering.Dfm;
        else if (!dfm.Weighting.IsCount) throw MixtureError.AlreadyWeighted(dfm.Weighting.Name, $"the measure {measure}");
        if (dfm.DocumentCount != clustering.Dfm.DocumentCount)
            throw MixtureError.ShapeMismatch($"the counts have {Counted.Of(dfm.DocumentCount, "document")}, but the clustering has {clustering.Dfm.DocumentCount}", dfm.DocumentCount);
        var scores = measure == TermMeasure.Weight ? null : TermScores.Of(clustering, dfm, options.Smoothing, cancellation);
        var rows = new List<ClusterTerm>();
        var point = new CancellationPoint(cancellation);
        for (int c = 0; c < clustering.K; c++)
        {
            cancellation.Check();
            double[] probability = scores?.Probability(c) ?? clustering.Centers.Row(c);
            double[] score = measure switch
            {
                TermMeasure.Lift => scores!.Lift(c),
                TermMeasure.Frex => scores!.Frex(probability, options.FrexWeight),
                _ => probability,
            };
            var bestLast = Comparer<int>.Create((a, b) =>
            {
                int byScore = score[a].CompareTo(score[b]);
                int byProbability = byScore != 0 ? byScore : probability[a].CompareTo(probability[b]);
                return byProbability != 0 ? byProbability : b.CompareTo(a);
            });
            var queue = new PriorityQueue<int, int>(bestLast);
            for (int w = 0; w < score.Length; w++)
            {
                point.Pass(0);
                if (scores?.Has(c, w) == false || !(score[w] > 0)) continue;
                if (queue.Count < options.Top) queue.Enqueue(w, w);
                else queue.EnqueueDequeue(w, w);
            }

            var words = new int[queue.Count];
            for (int rank = words.Length - 1; rank >= 0; rank--)
            {
                point.Pass(0);
                words[rank] = queue.Dequeue();
            }

            for (int rank = 0; rank < words.Length; rank++)
                rows.Add(new ClusterTerm(clustering.ClusterLabel[c], clustering.NameOf(clustering.ClusterLabel[c]), rank + 1, dfm.Vocabulary[words[rank]], score[words[rank]]));
        }

        return rows;
    }
}

/// <summary>The measure by which the terms of a cluster are ranked.</summary>
public enum TermMeasure
{
    /// <summary>The probability of the word in the cluster: its share of the cluster's tokens.</summary>
    Probability,

    /// <summary>The probability in the cluster divided by the probability in all documents; favours rare words of one cluster.</summary>
    Lift,

    /// <summary>The harmonic mean of a word's frequency and exclusivity ranks in the cluster (Bischof and Airoldi 2012).</summary>
    Frex,

    /// <summary>The weight of the word in the cluster's centre.</summary>
    Weight,
}

/// <summary>The options for ranking the terms of clusters.</summary>
internal sealed record ClusterTermOptions
{
    private readonly int _top = 10;
    private readonly double _frexWeight = 0.5;
    private readonly double _smoothing;

    /// <summary>The maximum number of terms per cluster.</summary>
    /// <exception cref="MixtureException">InvalidOption: below 1.</exception>
    public int Top
    {
        get => _top;
        init => _top = Option.AtLeast(value, 1, nameof(Top));
    }

    /// <summary>The measure; null for the probability if there are counts, otherwise the weight.</summary>
    public TermMeasure? Measure { get; init; }

    /// <summary>The weight of exclusivity relative to frequency in FREX, from 0 to 1.</summary>
    /// <exception cref="MixtureException">InvalidOption: not from 0 to 1.</exception>
    public double FrexWeight
    {
        get => _frexWeight;
        init => _frexWeight = value is >= 0 and <= 1 ? value : throw MixtureError.InvalidOption(nameof(FrexWeight), FormattableString.Invariant($"must be from 0 to 1; it is {value}"), value);
    }

    /// <summary>The pseudocount added to the count of each word in each cluster.</summary>
    /// <exception cref="MixtureException">InvalidOption: negative or not finite.</exception>
    public double Smoothing
    {
        get => _smoothing;
        init => _smoothing = Option.Smoothing(value, nameof(Smoothing));
    }

    /// <summary>The counts of the clustered documents, if the clustering is of weights; null for the clustered cells.</summary>
    public Dfm? Counts { get; init; }

    internal TermMeasure MeasureFor(FittedClustering clustering) =>
        Measure ?? ((Counts ?? clustering.Dfm).Weighting.IsCount ? TermMeasure.Probability : TermMeasure.Weight);
}
