using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Simulation;

/// <summary>
/// The expected confusion matrix of the Bayes rule, estimated from simulated documents. For each document it averages the
/// posterior probability that the rule is right instead of whether it is right, which has the same mean and less variance
/// (Rao-Blackwellisation; Casella, G. and Robert, C. P. (1996), Rao-Blackwellisation of sampling schemes, Biometrika 83, 81-94).
/// </summary>
internal sealed class BoundMonteCarlo
{
    private readonly SufficientFeatures _features;
    private readonly int _samples;
    private readonly RandomGenerator _generator;
    private readonly CancellationToken _cancellationToken;
    private readonly int _k;
    private readonly double[] _alpha;
    private readonly double[][] _cumulative;
    private readonly double[] _scores;
    private readonly long[] _counts;

    public BoundMonteCarlo(SufficientFeatures features, MixtureBoundOptions options, CancellationToken cancellationToken)
    {
        (_features, _samples, _cancellationToken, _k) = (features, options.Samples, cancellationToken, features.K);
        _generator = options.Generator ?? RandomGenerator.FromEntropy();
        _alpha = Cumulative(features.Alpha);
        _cumulative = Array.ConvertAll(features.Probability, Cumulative);
        _scores = new double[_k];
        _counts = new long[features.Count];
    }

    public MixtureBoundResult Run((long Length, double Probability)[] lengths, int j, IProgress<ProgressReport>? progress)
    {
        var lengthCumulative = Cumulative(Array.ConvertAll(lengths, entry => entry.Probability));
        var confusion = new CompensatedSum[_k * _k];
        double mean = 0, squares = 0;
        for (int i = 0; i < _samples; i++)
        {
            if ((i & 0xFF) == 0) progress?.Report(new ProgressReport("simulating documents", (double)i / _samples));
            _cancellationToken.Check();
            long length = lengths.Length == 1 ? lengths[0].Length : lengths[Draw(lengthCumulative)].Length;
            DrawScores(Draw(_alpha), length);
            int decided = MixtureBound.Decide(_scores);

            // The last count of a multinomial is the remainder, so rounding may assign tokens to a word of probability zero: draw again.
            if (double.IsNegativeInfinity(_scores[decided]))
            {
                i--;
                continue;
            }

            LogSumExp.Normalize(_scores);
            for (int k = 0; k < _k; k++) confusion[k * _k + decided].Add(_scores[k]);

            // Welford's algorithm for the mean and the sum of squared deviations.
            double deviation = _scores[decided] - mean;
            mean += deviation / (i + 1);
            squares += deviation * (_scores[decided] - mean);
        }

        var cells = Array.ConvertAll(confusion, sum => sum.Value / _samples);
        CompensatedSum accuracy = default;
        for (int k = 0; k < _k; k++) accuracy.Add(cells[k * _k + k]);
        return new MixtureBoundResult
        {
            Accuracy = Math.Min(accuracy.Value, 1),
            StandardError = Math.Sqrt(squares / (_samples - 1.0) / _samples),
            Method = MixtureBoundResult.MonteCarlo,
            Outcomes = _samples,
            DocumentLength = lengths.Sum(entry => entry.Length * entry.Probability),
            K = _k,
            J = j,
            ConfusionMatrix = new DenseMatrix(_k, _k, cells),
            Seed = _generator.Seed,
        };
    }

    private static double[] Cumulative(double[] probability)
    {
        var result = new double[probability.Length];
        double sum = 0;
        for (int f = 0; f < result.Length; f++) result[f] = sum += probability[f];
        return result;
    }

    // Draws the first entry whose cumulative probability exceeds a uniform draw, so never one of probability zero.
    private int Draw(double[] cumulative)
    {
        double total = cumulative[^1];
        double u = Math.Min(_generator.NextDouble() * total, Math.BitDecrement(total));
        int low = 0, high = cumulative.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (cumulative[middle] > u) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    // Draws a document of a cluster and computes log(alpha_k prod_f mu_kf^w_f) for each k. Short documents are drawn token by
    // token, so that the cost doesn't depend on the number of features.
    private void DrawScores(int cluster, long length)
    {
        _features.LogAlpha.CopyTo(_scores, 0);
        if (length < _counts.Length)
        {
            for (long t = 0; t < length; t++) AddTokens(Draw(_cumulative[cluster]), 1);
            return;
        }

        _generator.Multinomial(length, _features.Probability[cluster], _counts);
        for (int f = 0; f < _counts.Length; f++)
            if (_counts[f] > 0) AddTokens(f, _counts[f]);
    }

    private void AddTokens(int feature, long count)
    {
        var logs = _features.Log.AsSpan(feature * _k, _k);
        for (int k = 0; k < logs.Length; k++) _scores[k] += count * logs[k];
    }
}
