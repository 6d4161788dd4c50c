using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The priors of a topic model under variational EM, estimated from expected logarithms by the fixed point of Minka, T.
/// (2000), Estimating a Dirichlet distribution, section 1, each step of which raises the evidence lower bound.
/// </summary>
/// <remarks>
/// <code>
/// psi(alpha_k) = psi(A) + mean over documents of E[log theta_dk],  A = sum_k alpha_k
/// psi(eta)     = psi(J eta) + mean over topics and words of E[log mu_kw]
/// </code>
/// </remarks>
internal sealed class VariationalPriors
{
    private const int Steps = 10;
    private readonly int _k;
    private readonly int _words;

    /// <summary>Starts with a symmetric alpha.</summary>
    /// <param name="options">The options.</param>
    /// <param name="words">The number of words, J.</param>
    public VariationalPriors(TopicModelOptions options, int words)
    {
        (_k, _words, Eta) = (options.K, words, options.Eta);
        Alpha = TopicDocuments.Padded([.. Enumerable.Repeat(options.Alpha, options.K)]);
    }

    /// <summary>The prior tokens of each topic in a document, padded.</summary>
    public double[] Alpha { get; }

    /// <summary>The prior tokens of each word in a topic.</summary>
    public double Eta { get; private set; }

    /// <summary>Estimates alpha.</summary>
    /// <param name="logs">The sum over documents of E[log theta_dk]; length K.</param>
    /// <param name="documents">The number of documents.</param>
    /// <param name="weight">The weight of the estimate against the current value: 1 in batch.</param>
    public void LearnAlpha(double[] logs, int documents, double weight)
    {
        if (_k == 1) return;
        double[] estimate = Alpha[.._k];
        for (int step = 0; step < Steps; step++)
        {
            double sum = GammaFunctions.Digamma(estimate.Sum());
            for (int k = 0; k < _k; k++) estimate[k] = Inverse(sum + (logs[k] / documents), estimate[k]);
        }

        for (int k = 0; k < _k; k++) Alpha[k] += weight * (estimate[k] - Alpha[k]);
    }

    /// <summary>Estimates eta.</summary>
    /// <param name="logs">The sum over topics and words of E[log mu_kw].</param>
    public void LearnEta(double logs)
    {
        if (_words == 1) return;
        for (int step = 0; step < Steps; step++)
            Eta = Inverse(GammaFunctions.Digamma(_words * Eta) + (logs / ((double)_k * _words)), Eta);
    }

    /// <summary>The x with psi(x) = value, by Newton's method on log x, where psi rises.</summary>
    private static double Inverse(double value, double start)
    {
        double x = start;
        for (int step = 0; step < 30; step++)
        {
            // The slope of psi(exp(t)) is x psi'(x), from 1 for large x to 1/x for small x: a difference quotient is enough.
            double error = GammaFunctions.Digamma(x) - value;
            double slope = (GammaFunctions.Digamma(x * 1.0001) - GammaFunctions.Digamma(x)) / 0.0001;
            double next = Math.Clamp(x * Math.Exp(Math.Clamp(-error / slope, -2, 2)), TopicModelOptions.LeastPrior, TopicModelOptions.GreatestPrior);
            if (Math.Abs(next - x) <= 1e-12 * x) return next;
            x = next;
        }

        return x;
    }
}
