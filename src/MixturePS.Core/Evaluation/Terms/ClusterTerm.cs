using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>One of the top terms of a cluster: a flat row of numbers and text.</summary>
/// <param name="Cluster">The cluster's label.</param>
/// <param name="Rank">The term's place in the cluster, from 1.</param>
/// <param name="Term">The word.</param>
/// <param name="Score">What the terms are ranked by.</param>
public sealed record ClusterTerm(int Cluster, int Rank, string Term, double Score)
{
    /// <summary>
    /// The top terms of each cluster, clusters in the order of their centres. A word that the cluster doesn't have is no
    /// term of it, so a cluster may have fewer terms than asked for. Words of one score are ordered by their probability
    /// in the cluster and then as in the vocabulary.
    /// </summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="options">The measure and the number of terms.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="MixtureException">AlreadyWeighted: the measure needs counts. ShapeMismatch: the counts are of other documents. CellTooLarge: they can't be added up.</exception>
    public static IReadOnlyList<ClusterTerm> Rows(FittedClustering clustering, ClusterTermOptions options, CancellationToken cancellation = default)
    {
        var dfm = options.Counts ?? clustering.Dfm;
        var measure = options.MeasureFor(clustering);
        if (measure == TermMeasure.Weight) dfm = clustering.Dfm;
        else if (!dfm.Weighting.IsCount) throw MixtureError.AlreadyWeighted(dfm.Weighting.Name, $"the measure {measure}");
        if (dfm.DocumentCount != clustering.Dfm.DocumentCount)
            throw MixtureError.ShapeMismatch($"the counts have {Counted.Of(dfm.DocumentCount, "document")}, but the clustering has {clustering.Dfm.DocumentCount}", dfm.DocumentCount);
        var scores = measure == TermMeasure.Weight ? null : new TermScores(clustering, dfm, options.Smoothing, cancellation);
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
                if (!(scores?.Has(c, w) ?? score[w] > 0)) continue;
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
                rows.Add(new ClusterTerm(clustering.ClusterLabel[c], rank + 1, dfm.Vocabulary[words[rank]], score[words[rank]]));
        }

        return rows;
    }
}

/// <summary>What the terms of a cluster are ranked by.</summary>
public enum TermMeasure
{
    /// <summary>The word's probability in the cluster: its share of the cluster's tokens.</summary>
    Probability,

    /// <summary>That probability over the word's probability in all documents; rare words of one cluster come first.</summary>
    Lift,

    /// <summary>The harmonic mean of how frequent and how exclusive a word is for the cluster (Bischof and Airoldi 2012).</summary>
    Frex,

    /// <summary>The word's weight in the cluster's centre.</summary>
    Weight,
}

/// <summary>How the terms of clusters are ranked.</summary>
public sealed record ClusterTermOptions
{
    private readonly int _top = 10;
    private readonly double _frexWeight = 0.5;
    private readonly double _smoothing;

    /// <summary>The most terms of a cluster.</summary>
    /// <exception cref="MixtureException">InvalidOption: below 1.</exception>
    public int Top
    {
        get => _top;
        init => _top = Option.AtLeast(value, 1, nameof(Top));
    }

    /// <summary>What they are ranked by; null for the probability where there are counts, else the weight.</summary>
    public TermMeasure? Measure { get; init; }

    /// <summary>The weight of exclusivity against frequency in FREX, from 0 to 1.</summary>
    /// <exception cref="MixtureException">InvalidOption: not from 0 to 1.</exception>
    public double FrexWeight
    {
        get => _frexWeight;
        init => _frexWeight = value is >= 0 and <= 1 ? value : throw MixtureError.InvalidOption(nameof(FrexWeight), FormattableString.Invariant($"must be from 0 to 1; it is {value}"), value);
    }

    /// <summary>What is added to each word's count in each cluster before probabilities are made of the counts.</summary>
    /// <exception cref="MixtureException">InvalidOption: negative or not finite.</exception>
    public double Smoothing
    {
        get => _smoothing;
        init => _smoothing = Option.Smoothing(value, nameof(Smoothing));
    }

    /// <summary>The counts of the documents that were clustered, where the clustering is of weights; null for what was clustered.</summary>
    public Dfm? Counts { get; init; }

    internal TermMeasure MeasureFor(FittedClustering clustering) =>
        Measure ?? ((Counts ?? clustering.Dfm).Weighting.IsCount ? TermMeasure.Probability : TermMeasure.Weight);
}
