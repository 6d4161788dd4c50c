using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Reports;

/// <summary>
/// The words of a report: the terms of each cluster that rank high at any position of the relevance slider, and the clusters
/// of each word. Everything that the page shows of a word follows from tokens: those of the word in a cluster, of the word, and of
/// the cluster.
/// </summary>
/// <remarks>
/// <code>
/// relevance(w, k, λ) = λ log p(w | k) + (1 - λ) log(p(w | k) / p(w))         0 &lt;= λ &lt;= 1
/// </code>
/// <para>Source: Sievert, C. and Shirley, K. (2014), LDAvis: A method for visualizing and interpreting topics, Proceedings of the
/// Workshop on Interactive Language Learning, Visualization, and Interfaces, 63-70.</para>
/// </remarks>
internal sealed class ReportTerms
{
    private const int SliderSteps = 10;
    private const int MostTerms = 60_000;
    private const int MostWords = 10_000;
    private const int MostPairs = 150_000;
    private const int ClustersOfAWord = 20;

    // A smaller share of a word's tokens isn't listed; topics give every word a share of every topic.
    private const double LeastShare = 0.005;

    /// <summary>Whether words have probabilities; otherwise the only measure is their weight in the centre.</summary>
    public required bool HasProbability { get; init; }

    /// <summary>The words that the report shows, as features of the DFM, ascending.</summary>
    public required int[] Words { get; init; }

    /// <summary>The text of each of these words.</summary>
    public required string[] Text { get; init; }

    /// <summary>The tokens of each of these words in all documents.</summary>
    public required double[] WordTokens { get; init; }

    /// <summary>The tokens of all words in all documents.</summary>
    public required double Tokens { get; init; }

    /// <summary>The tokens of each cluster; length K.</summary>
    public required double[] ClusterTokens { get; init; }

    /// <summary>The terms of each cluster, as positions in <see cref="Words"/>, ascending; length K.</summary>
    public required int[][] Terms { get; init; }

    /// <summary>The tokens of each term in its cluster, or its weight in the centre; as <see cref="Terms"/>.</summary>
    public required double[][] TermTokens { get; init; }

    /// <summary>FREX of each term in its cluster, with equal weights (Bischof and Airoldi 2012); as <see cref="Terms"/>.</summary>
    public required double[][] Frex { get; init; }

    /// <summary>The clusters that have most of each word's tokens, best first.</summary>
    public required int[][] WordClusters { get; init; }

    /// <summary>The word's tokens in each of these clusters.</summary>
    public required double[][] WordClusterTokens { get; init; }

    /// <summary>Gathers the words of a clustering.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="options">The number of terms, and counts if weights were clustered.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">AlreadyWeighted or ShapeMismatch: the given counts are neither counts nor of the same documents. CellTooLarge.</exception>
    public static ReportTerms Of(FittedClustering clustering, ReportOptions options, CancellationToken cancellation)
    {
        var dfm = clustering is FittedTopics ? clustering.Dfm : options.Counts?.RequireCounts("the terms of a report") ?? clustering.Dfm;
        if (dfm.DocumentCount != clustering.Dfm.DocumentCount)
            throw MixtureError.ShapeMismatch($"the counts have {Counted.Of(dfm.DocumentCount, "document")}, but the clustering has {clustering.Dfm.DocumentCount}", dfm.DocumentCount);
        int top = Math.Clamp(MostTerms / 3 / Math.Max(1, clustering.K), 3, options.Term);
        bool hasProbability = dfm.NonZeroCount > 0 && !dfm.Matrix.Values.Any(value => value < 0);
        return hasProbability ? OfCounts(clustering, dfm, top, cancellation) : OfCenters(clustering, top, cancellation);
    }

    private static ReportTerms OfCounts(FittedClustering clustering, Dfm dfm, int top, CancellationToken cancellation)
    {
        var scores = TermScores.Of(clustering, dfm, 0, cancellation);
        var (wordTokens, clusterTokens) = Totals(clustering, dfm, cancellation);
        int k = clustering.K;
        var (features, frex) = (new int[k][], new double[k][]);
        for (int c = 0; c < k; c++)
        {
            cancellation.Check();
            double[] probability = scores.Probability(c), lift = scores.Lift(c), all = scores.Frex(probability, 0.5);
            features[c] = Candidates(probability, lift, all, w => scores.Has(c, w), top, cancellation);
            frex[c] = Array.ConvertAll(features[c], w => all[w]);
        }

        int[] words = Chosen(features, wordTokens);
        var placeOf = PlacesOf(words, dfm.FeatureCount);
        var (terms, termTokens) = (new int[k][], new double[k][]);
        var pairs = Array.ConvertAll(words, _ => new List<(int Cluster, double Tokens)>());
        bool isWhole = dfm.Weighting.IsCount && clustering is not FittedTopics;
        for (int c = 0; c < k; c++)
        {
            cancellation.Check();
            double[] probability = scores.Probability(c);
            double TokensOf(int w) => isWhole ? Math.Round(probability[w] * clusterTokens[c]) : probability[w] * clusterTokens[c];
            terms[c] = Array.ConvertAll(features[c], w => placeOf[w]);
            termTokens[c] = Array.ConvertAll(features[c], w => TokensOf(w));
            for (int place = 0; place < words.Length; place++)
            {
                double tokens = TokensOf(words[place]);
                if (tokens > 0 && tokens >= LeastShare * wordTokens[words[place]]) pairs[place].Add((c, tokens));
            }
        }

        for (int place = 0; place < pairs.Length; place++) pairs[place] = [.. pairs[place].OrderByDescending(pair => pair.Tokens).ThenBy(pair => pair.Cluster).Take(ClustersOfAWord)];
        return new ReportTerms
        {
            HasProbability = true,
            Words = words,
            Text = Array.ConvertAll(words, w => dfm.Vocabulary[w]),
            WordTokens = Array.ConvertAll(words, w => wordTokens[w]),
            Tokens = wordTokens.Sum(),
            ClusterTokens = clusterTokens,
            Terms = terms,
            TermTokens = termTokens,
            Frex = frex,
            WordClusters = Array.ConvertAll(pairs, list => list.Select(pair => pair.Cluster).ToArray()),
            WordClusterTokens = Array.ConvertAll(pairs, list => list.Select(pair => pair.Tokens).ToArray()),
        };
    }

    // Without documents, or with negative weights, a word has only its weight in each centre.
    private static ReportTerms OfCenters(FittedClustering clustering, int top, CancellationToken cancellation)
    {
        int k = clustering.K;
        var features = new int[k][];
        for (int c = 0; c < k; c++)
        {
            cancellation.Check();
            double[] weight = clustering.Centers.Row(c);
            features[c] = [.. Enumerable.Range(0, weight.Length).Where(w => weight[w] > 0).OrderByDescending(w => weight[w]).Take(top).Order()];
        }

        int[] words = [.. features.SelectMany(terms => terms).Distinct().Order()];
        var placeOf = PlacesOf(words, clustering.Centers.ColumnCount);
        var clusters = Array.ConvertAll(words, w => Enumerable.Range(0, k).Where(c => clustering.Centers[c, w] > 0).OrderByDescending(c => clustering.Centers[c, w]).Take(ClustersOfAWord).ToArray());
        return new ReportTerms
        {
            HasProbability = false,
            Words = words,
            Text = Array.ConvertAll(words, w => clustering.Dfm.Vocabulary[w]),
            WordTokens = new double[words.Length],
            Tokens = 0,
            ClusterTokens = new double[k],
            Terms = Array.ConvertAll(features, terms => Array.ConvertAll(terms, w => placeOf[w])),
            TermTokens = [.. features.Select((terms, c) => Array.ConvertAll(terms, w => clustering.Centers[c, w]))],
            Frex = Array.ConvertAll(features, terms => new double[terms.Length]),
            WordClusters = clusters,
            WordClusterTokens = [.. clusters.Select((list, place) => Array.ConvertAll(list, c => clustering.Centers[c, words[place]]))],
        };
    }

    /// <summary>The features that are among the best of a cluster at some position of the slider or by FREX, ascending.</summary>
    /// <param name="probability">The probability of each word in the cluster; length J.</param>
    /// <param name="lift">That probability divided by the probability in all documents; length J.</param>
    /// <param name="frex">FREX of each word; length J.</param>
    /// <param name="has">Whether a word can be a term.</param>
    /// <param name="top">The number of terms for each position.</param>
    /// <param name="cancellation">The cancellation token.</param>
    internal static int[] Candidates(double[] probability, double[] lift, double[] frex, Func<int, bool> has, int top, CancellationToken cancellation)
    {
        int[] possible = [.. Enumerable.Range(0, probability.Length).Where(w => probability[w] > 0 && lift[w] > 0 && has(w))];
        double[] logProbability = Array.ConvertAll(possible, w => Math.Log(probability[w])), logLift = Array.ConvertAll(possible, w => Math.Log(lift[w]));
        var chosen = new SortedSet<int>();
        for (int step = 0; step <= SliderSteps; step++)
        {
            cancellation.Check();
            double lambda = (double)step / SliderSteps;
            Add(at => (lambda * logProbability[at]) + ((1 - lambda) * logLift[at]));
        }

        Add(at => frex[possible[at]]);
        return [.. chosen];

        void Add(Func<int, double> score)
        {
            var worstFirst = new PriorityQueue<int, (double Score, double Probability, int Order)>();
            for (int at = 0; at < possible.Length; at++)
            {
                var priority = (score(at), logProbability[at], -at);
                if (worstFirst.Count < top) worstFirst.Enqueue(at, priority);
                else worstFirst.EnqueueDequeue(at, priority);
            }

            while (worstFirst.TryDequeue(out int at, out _)) chosen.Add(possible[at]);
        }
    }

    // The terms of all clusters, then the most frequent words, as many as there is room for.
    private static int[] Chosen(int[][] features, double[] wordTokens)
    {
        var chosen = new SortedSet<int>(features.SelectMany(terms => terms));
        int most = Math.Min(MostWords, Math.Max(chosen.Count, MostPairs / Math.Min(ClustersOfAWord, Math.Max(1, features.Length))));
        foreach (int w in Enumerable.Range(0, wordTokens.Length).Where(w => wordTokens[w] > 0).OrderByDescending(w => wordTokens[w]).ThenBy(w => w))
        {
            if (chosen.Count >= most) break;
            chosen.Add(w);
        }

        return [.. chosen];
    }

    private static int[] PlacesOf(int[] words, int features)
    {
        var placeOf = new int[features];
        for (int place = 0; place < words.Length; place++) placeOf[words[place]] = place;
        return placeOf;
    }

    private static (double[] Words, double[] Clusters) Totals(FittedClustering clustering, Dfm dfm, CancellationToken cancellation)
    {
        var (words, clusters) = (new double[dfm.FeatureCount], new double[clustering.K]);
        int[] rows = clustering.CenterRows();
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            var columns = dfm.Matrix.RowColumns(i);
            var values = dfm.Matrix.RowValues(i);
            point.Pass(columns.Length);
            for (int p = 0; p < columns.Length; p++)
            {
                words[columns[p]] += values[p];
                clusters[rows[i]] += values[p];
            }
        }

        if (clustering is not FittedTopics) return (words, clusters);
        double tokens = words.Sum();
        return (words, clustering.RelativeSizes() is { } shares ? Array.ConvertAll(shares, share => share * tokens) : clusters);
    }
}
