using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Simulation;

/// <summary>The Bayes rule's expected confusion matrix, summed over all count vectors of given lengths.</summary>
/// <remarks>
/// <para>The plain algorithm, for documents of M tokens over J words:</para>
/// <code>
/// for each string of M words, with counts w_1 ... w_J
///     p_k = alpha_k * product over j of mu_kj^w_j
///     decide = argmax over k of p_k                      ties go to the first
///     confusion(k, decide) += p_k                        for each k
/// </code>
/// <para>The deviations:</para>
/// <para>1. The M! / (w_1! ... w_J!) strings with the same counts are one term times that coefficient, and words with
/// proportional probabilities are one feature (<see cref="SufficientFeatures"/>). Both are exact, as the posterior depends
/// on the features' counts alone.</para>
/// <para>2. Count vectors are built feature by feature, depth first. The log terms of the features chosen so far are shared
/// by all vectors that begin with them; features of count zero cost nothing, as 0 log 0 = 0 and 0! = 1. A branch in which
/// every cluster has the probability zero ends at once.</para>
/// <para>3. Terms are in log space and their sums compensated. The rounding error is about 1e-16 times log M!: 1e-14 for ten
/// tokens, 1e-9 for a million.</para>
/// <para>The benchmarks have no row for it.</para>
/// </remarks>
internal sealed class BoundEnumeration
{
    private readonly SufficientFeatures _features;
    private readonly CancellationToken _cancellationToken;
    private readonly int _k;
    private readonly CompensatedSum[] _confusion;
    private readonly double[] _scores;
    private readonly List<double[]> _partial = [];
    private double[] _logFactorial = [0, 0];
    private double _logWeight;
    private long _outcomes;
    private long _wanted;
    private IProgress<ProgressReport>? _progress;

    public BoundEnumeration(SufficientFeatures features, CancellationToken cancellationToken)
    {
        _features = features;
        _cancellationToken = cancellationToken;
        _k = features.K;
        _confusion = new CompensatedSum[_k * _k];
        _scores = new double[_k];
        _partial.Add(features.LogAlpha);
    }

    public MixtureBoundResult Run((long Length, double Probability)[] lengths, long outcomes, int j, IProgress<ProgressReport>? progress = null)
    {
        (_wanted, _progress) = (outcomes, progress);
        double mean = 0;
        foreach (var (length, probability) in lengths)
        {
            mean += length * probability;
            AddLength(length, probability);
        }

        var cells = Array.ConvertAll(_confusion, sum => sum.Value);
        CompensatedSum accuracy = default;
        for (int k = 0; k < _k; k++) accuracy.Add(cells[k * _k + k]);
        return new MixtureBoundResult
        {
            Accuracy = Math.Min(accuracy.Value, 1),
            StandardError = 0,
            Method = MixtureBoundResult.Enumeration,
            Outcomes = outcomes,
            DocumentLength = mean,
            K = _k,
            J = j,
            ConfusionMatrix = new DenseMatrix(_k, _k, cells),
        };
    }

    private void AddLength(long length, double probability)
    {
        _logWeight = Math.Log(probability);

        // Without tokens, or with only one feature, counts carry no information about the cluster.
        if (length == 0 || _features.Count == 1)
        {
            AddOutcome(_features.LogAlpha, 0);
            return;
        }

        ExtendLogFactorials((int)length);
        Descend(0, 0, (int)length, _logFactorial[length]);
    }

    private void ExtendLogFactorials(int length)
    {
        if (_logFactorial.Length > length) return;
        var table = new double[length + 1];
        CompensatedSum sum = default;
        for (int w = 2; w <= length; w++)
        {
            sum.Add(Math.Log(w));
            table[w] = sum.Value;
        }

        _logFactorial = table;
    }

    /// <summary>Enumerates all ways to distribute the remaining tokens over the features from a first one on.</summary>
    private void Descend(int depth, int first, int remaining, double logCoefficient)
    {
        var before = _partial[depth];
        if (_partial.Count == depth + 1) _partial.Add(new double[_k]);
        var after = _partial[depth + 1];
        var logs = _features.Log;
        for (int feature = first; feature < _features.Count; feature++)
        {
            // All remaining tokens belong to this feature.
            for (int k = 0; k < _k; k++) _scores[k] = before[k] + remaining * logs[feature * _k + k];
            AddOutcome(_scores, logCoefficient - _logFactorial[remaining]);
            if (feature == _features.Count - 1) return;
            for (int count = 1; count < remaining; count++)
            {
                bool possible = false;
                for (int k = 0; k < _k; k++)
                {
                    after[k] = before[k] + count * logs[feature * _k + k];
                    possible |= !double.IsNegativeInfinity(after[k]);
                }

                if (!possible) break;
                Descend(depth + 1, feature + 1, remaining - count, logCoefficient - _logFactorial[count]);
            }
        }
    }

    private void AddOutcome(double[] scores, double logCoefficient)
    {
        if ((++_outcomes & 1023) == 0)
        {
            _cancellationToken.Check();
            _progress?.Report(new ProgressReport("listing documents", Math.Min(1, (double)_outcomes / _wanted)));
        }

        int decided = MixtureBound.Decide(scores);
        if (double.IsNegativeInfinity(scores[decided])) return;
        double logScale = _logWeight + logCoefficient;
        for (int k = 0; k < _k; k++)
        {
            double joint = Math.Exp(logScale + scores[k]);
            if (joint > 0) _confusion[k * _k + decided].Add(joint);
        }
    }
}
