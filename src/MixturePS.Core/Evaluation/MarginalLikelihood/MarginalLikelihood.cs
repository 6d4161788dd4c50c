using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Evaluation;

/// <summary>An estimate of a marginal likelihood.</summary>
/// <param name="Log">The logarithm, without the multinomial coefficients.</param>
/// <param name="Error">Its Monte Carlo standard error in nats; 0 if it is exact.</param>
/// <param name="WordParameter">The parameter b of the prior of the word probabilities.</param>
internal readonly record struct MarginalLikelihoodEstimate(double Log, double Error, double WordParameter);

/// <summary>
/// The marginal likelihood p(w | K) of a Bayesian mixture of multinomials, with shares and word probabilities integrated out
/// and summed over all labels z of the documents. It is exact for one cluster and for few documents, and otherwise estimated by
/// annealed importance sampling (Neal, R. M. (2001), Annealed importance sampling, Statistics and Computing 11, 125-139)
/// from a reference distribution near the posterior (Fan, Y. et al. (2011), Choosing among partition models in Bayesian
/// phylogenetics, Molecular Biology and Evolution 28, 523-532).
/// </summary>
/// <remarks>
/// <code>
/// q(z) = prod_i q_i(z_i)      q_i: the probabilities of document i's label, averaged over a Gibbs chain that starts at the fit
/// for each draw
///     z ~ q;  log v = 0
///     for t = 0, 1/T, ..., (T-1)/T
///         if t > 0:  z = one sweep of Gibbs sampling from q(z)^(1-t) p(w, z)^t
///         log v += (log p(w, z) - log q(z)) / T
///     log v += log(K! q(z) / sum_s q(s z))      over all K! permutations s of the labels
/// p(w) = mean of v
/// </code>
/// <para>The last line corrects for label switching. The posterior has K! copies of each mode, of which a chain visits only
/// some (Neal, R. M. (1999), Erroneous results in "Marginal likelihood from the Gibbs output"; Berkhof, J., van Mechelen, I. and
/// Gelman, A. (2003), Statistica Sinica 13, 423-442). So the final distribution isn't p(w, z), but p(w, z) times
/// K! q(z) / sum_s q(s z), which has the same sum over z and lies near q. If clusters are well separated the factor is K!, and
/// less if they aren't, so the estimate doesn't depend on how often the chain switches labels.</para>
/// <para>The mean of v is unbiased for any number of steps. Chib's estimate (1995) needs the posterior density of all
/// K (J - 1) word probabilities at one point. If many documents are ambiguous, the average of that density over draws is
/// dominated by very few of them. Here all distributions are of labels.</para>
/// <para>The parameter b of the words' prior is estimated (empirical Bayes): where the chain begins, b is set several times to
/// the value under which p(w, z) is greatest for the current labels.</para>
/// </remarks>
internal static class MarginalLikelihood
{
    /// <summary>The most labellings that are enumerated.</summary>
    internal const double MostLabellings = 1 << 20;

    /// <summary>The expected number of documents of a draw from q with a label that the reference chain gives no probability.</summary>
    private const double UnseenLabels = 0.05;

    /// <summary>How often b is estimated after the first time, and the number of sweeps before each.</summary>
    private const int Rounds = 5, RoundSweeps = 5;

    /// <summary>Estimates the logarithm of the marginal likelihood.</summary>
    /// <param name="dfm">The counts, n x J.</param>
    /// <param name="k">The number of clusters.</param>
    /// <param name="labels">The labels of a fit, where the reference chain starts; length n; read.</param>
    /// <param name="options">The options.</param>
    /// <param name="random">The stream; its child 0 is that of the reference chain, and child r + 1 that of draw r.</param>
    /// <param name="mostEnumerated">The most labellings that are enumerated.</param>
    /// <param name="progress">Receives progress, also on other threads; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public static MarginalLikelihoodEstimate Estimate(
        Dfm dfm, int k, IReadOnlyList<int> labels, MarginalLikelihoodOptions options, RandomGenerator random, double mostEnumerated = MostLabellings, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        var streams = random.Spawn(options.Draws + 1);
        var (corpus, state) = Start(dfm, k, labels, options, streams[0].Bits, cancellation);
        if (k == 1) return new(OneCluster(corpus, cancellation), 0, corpus.WordParameter);
        if (labels.Count * Math.Log(k) <= Math.Log(mostEnumerated)) return new(Enumerate(corpus, cancellation), 0, corpus.WordParameter);
        double[] reference = Reference(corpus, state, options, streams[0].Bits, cancellation);
        var logs = new double[options.Draws];
        int done = 0;
        ParallelBlocks.Run(logs.Length, 1, options.ThrottleLimit, cancellation, (_, from, to) =>
        {
            for (int r = from; r < to; r++) logs[r] = Draw(corpus, reference, options.Steps, streams[r + 1].Bits, cancellation);
            progress?.Report(new ProgressReport(string.Empty, (double)Interlocked.Add(ref done, to - from) / logs.Length));
        });
        var (log, error) = Average(logs);
        return new(log, error, corpus.WordParameter);
    }

    /// <summary>The corpus with its prior, and the labels after the first sweeps.</summary>
    private static (LabelledCorpus Corpus, LabelState State) Start(Dfm dfm, int k, IReadOnlyList<int> labels, MarginalLikelihoodOptions options, Pcg64 bits, CancellationToken cancellation)
    {
        var corpus = new LabelledCorpus(dfm, k, options.ShareParameter, options.WordParameter ?? 1, cancellation);
        var state = new LabelState(corpus, labels, cancellation);
        Estimate();
        for (int round = 0; round < Rounds && k > 1; round++)
        {
            for (int sweep = 0; sweep < RoundSweeps; sweep++) state.Sweep(1, null, bits, null, cancellation);
            Estimate();
        }

        return (corpus, state);

        void Estimate()
        {
            if (options.WordParameter is not null) return;
            corpus = new LabelledCorpus(dfm, k, options.ShareParameter, state.BestWordParameter(cancellation), cancellation);
            state = new LabelState(corpus, state.Labels, cancellation);
        }
    }

    /// <summary>The probability of all documents in one cluster.</summary>
    private static double OneCluster(LabelledCorpus corpus, CancellationToken cancellation)
    {
        int n = corpus.Matrix.RowCount;
        var state = new LabelState(corpus);
        var scores = new double[1];
        var point = new CancellationPoint(cancellation);
        double sum = -RisingFactorial.Log(corpus.ShareParameter, n);
        for (int i = 0; i < n; i++)
        {
            point.Pass(corpus.Matrix.RowColumns(i).Length);
            state.Score(i, scores);
            sum += scores[0];
            state.Add(i, 0);
        }

        return sum;
    }

    /// <summary>The sum over all labellings; those that differ only by a permutation of the labels are summed at once.</summary>
    /// <param name="corpus">The documents and priors.</param>
    /// <param name="cancellation">Cancellation token.</param>
    internal static double Enumerate(LabelledCorpus corpus, CancellationToken cancellation)
    {
        int n = corpus.Matrix.RowCount, k = corpus.K;
        var state = new LabelState(corpus);
        var scores = new double[n][];
        for (int i = 0; i < n; i++) scores[i] = new double[k];
        var point = new CancellationPoint(cancellation);
        return Sum(0, 0) - RisingFactorial.Log(k * corpus.ShareParameter, n);

        // The document gets a label in use, or the first that isn't: each of the k - used others is as probable.
        double Sum(int document, int used)
        {
            point.Pass(0);
            if (document == n) return 0;
            state.Score(document, scores[document]);
            var terms = new double[Math.Min(used + 1, k)];
            for (int label = 0; label < terms.Length; label++)
            {
                state.Add(document, label);
                bool isNew = label == used;
                terms[label] = scores[document][label] + (isNew ? Math.Log(k - used) : 0) + Sum(document + 1, isNew ? used + 1 : used);
                state.Remove(document);
            }

            return LogSumExp.Of(terms);
        }
    }

    /// <summary>log q: the logarithm of the probability of each document's labels, averaged over a Gibbs chain; n x K.</summary>
    private static double[] Reference(LabelledCorpus corpus, LabelState state, MarginalLikelihoodOptions options, Pcg64 bits, CancellationToken cancellation)
    {
        var point = new CancellationPoint(cancellation);
        var sums = LargeArray.Cleared<double>(MatrixSize.Cells("The probabilities of labels", state.Labels.Length, corpus.K), cancellation);
        for (int sweep = 0; sweep < options.ReferenceSweeps; sweep++) state.Sweep(1, null, bits, sums, cancellation);

        // No label is impossible, so that q covers all of the posterior.
        double least = UnseenLabels * options.ReferenceSweeps / sums.Length;
        double total = options.ReferenceSweeps + (corpus.K * least);
        for (int cell = 0; cell < sums.Length; cell++)
        {
            point.Pass(0);
            sums[cell] = Math.Log((sums[cell] + least) / total);
        }

        return sums;
    }

    /// <summary>The logarithm of one weight v.</summary>
    private static double Draw(LabelledCorpus corpus, double[] reference, int steps, Pcg64 bits, CancellationToken cancellation)
    {
        int n = corpus.Matrix.RowCount, k = corpus.K;
        var state = new LabelState(corpus);
        var (scores, weights) = (new double[k], new double[k]);
        double joint = -RisingFactorial.Log(k * corpus.ShareParameter, n), referred = 0;
        for (int i = 0; i < n; i++)
        {
            if (i % 64 == 0) cancellation.Check();
            for (int c = 0; c < k; c++) weights[c] = Math.Exp(reference[(i * k) + c]);
            int label = LabelState.Draw(weights, bits.NextDouble());
            state.Score(i, scores);
            joint += scores[label];
            referred += reference[(i * k) + label];
            state.Add(i, label);
        }

        double log = joint - referred;
        for (int t = 1; t < steps; t++)
        {
            var change = state.Sweep((double)t / steps, reference, bits, null, cancellation);
            joint += change.Joint;
            referred += change.Reference;
            log += joint - referred;
        }

        return (log / steps) + RisingFactorial.Log(1, k) + referred - Permuted(state, reference, cancellation);
    }

    /// <summary>The logarithm of the sum of q over all permutations of the labels.</summary>
    private static double Permuted(LabelState state, double[] reference, CancellationToken cancellation)
    {
        int k = state.Documents.Count;
        var sums = new double[k * k];
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < state.Labels.Length; i++)
        {
            point.Pass(k);
            for (int c = 0; c < k; c++) sums[(state.Labels[i] * k) + c] += reference[(i * k) + c];
        }

        return LabelPermutations.LogSum(sums, [.. state.Documents.Select(documents => documents == 0)]);
    }

    /// <summary>The logarithm of the mean weight, with its error in nats.</summary>
    /// <remarks>
    /// The error is the greater of two. The standard error of the mean of R weights is at most the mean itself, even if one
    /// weight outweighs all others and the true mean is far above it. So the other is that of log-normal weights whose
    /// logarithms have the variance s^2 that is observed above the median, log(1 + sqrt((exp(s^2) - 1) / R)). Weights that are
    /// nearly zero do no harm, so logarithms below the median don't count.
    /// </remarks>
    internal static (double Log, double Error) Average(double[] logs)
    {
        int count = logs.Length;
        double log = LogSumExp.Of(logs) - Math.Log(count);
        double observed = Math.Sqrt(logs.Sum(value => Math.Pow(Math.Exp(value - log) - 1, 2)) / (count * (count - 1.0)));
        double[] sorted = [.. logs.Order()];
        double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
        double variance = sorted[(count / 2)..].Average(value => (value - median) * (value - median));

        // Where exp(s^2) would overflow, the other terms are negligible.
        double expected = variance > 100 ? (variance - Math.Log(count)) / 2 : Math.Log(1 + Math.Sqrt((Math.Exp(variance) - 1) / count));
        return (log, Math.Max(observed, expected));
    }
}
