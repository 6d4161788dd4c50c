using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The priors of a topic model: alpha, with a value for each topic, and eta. They are estimated from counts by Minka's fixed
/// point (Minka, T. (2000), Estimating a Dirichlet distribution, equation 55) with counts of counts (Wallach, H. M. (2008),
/// Structured topic models for language, section 2.3.3). An asymmetric alpha and a symmetric eta are what Wallach, H., Mimno,
/// D. and McCallum, A. (2009), Rethinking LDA: why priors matter, NIPS 22, found to be best.
/// </summary>
/// <remarks>
/// <code>
/// alpha_k = alpha_k * sum_d [ psi(n_dk + alpha_k) - psi(alpha_k) ] / sum_d [ psi(N_d + A) - psi(A) ],  A = sum_k alpha_k
/// eta     = eta * sum_kw [ psi(n_kw + eta) - psi(eta) ] / ( J sum_k [ psi(n_k + J eta) - psi(J eta) ] )
/// </code>
/// </remarks>
internal sealed class TopicPriors
{
    /// <summary>The steps per sweep.</summary>
    private const int Steps = 5;

    private readonly CountTable _lengths;
    private readonly int _features;

    /// <summary>Starts with a symmetric alpha.</summary>
    /// <param name="corpus">The documents.</param>
    /// <param name="k">The number of topics.</param>
    /// <param name="alpha">The alpha of each topic.</param>
    /// <param name="eta">The eta of each word.</param>
    public TopicPriors(TopicCorpus corpus, int k, double alpha, double eta)
    {
        (Alpha, Eta, _features) = (new double[k], eta, corpus.FeatureCount);
        Array.Fill(Alpha, alpha);
        _lengths = new CountTable(1, corpus.LongestDocument);
        for (int d = 0; d < corpus.DocumentCount; d++) _lengths.Add(0, corpus.Offsets[d + 1] - corpus.Offsets[d]);
    }

    /// <summary>The prior tokens of each topic in a document; length K.</summary>
    public double[] Alpha { get; }

    /// <summary>The prior tokens of each word in a topic.</summary>
    public double Eta { get; private set; }

    /// <summary>Estimates alpha from the tokens by topic of the documents.</summary>
    /// <param name="documents">The counts n_dk in a group for each topic.</param>
    public void LearnAlpha(CountTable documents)
    {
        if (Alpha.Length == 1) return;
        for (int step = 0; step < Steps; step++)
        {
            double lengths = _lengths.DigammaDifference(0, Alpha.Sum());
            if (lengths == 0) return;
            for (int k = 0; k < Alpha.Length; k++) Alpha[k] = Clamp(Alpha[k] * documents.DigammaDifference(k, Alpha[k]) / lengths);
        }
    }

    /// <summary>Estimates eta from the tokens by word of the topics.</summary>
    /// <param name="words">The counts n_kw.</param>
    /// <param name="totals">The tokens n_k of each topic; length K; read.</param>
    public void LearnEta(CountTable words, int[] totals)
    {
        if (_features == 1) return;
        for (int step = 0; step < Steps; step++)
        {
            double sum = 0;
            foreach (int total in totals) sum += GammaRatio.Derivatives(_features * Eta, total).First;
            if (sum == 0) return;
            Eta = Clamp(Eta * words.DigammaDifference(0, Eta) / (_features * sum));
        }
    }

    /// <summary>The logarithm of the joint probability p(w, z | alpha, eta) of the tokens and their topics, with the shares and the word probabilities integrated out.</summary>
    /// <param name="documents">The counts n_dk in a group for each topic.</param>
    /// <param name="words">The counts n_kw.</param>
    /// <param name="totals">The tokens n_k of each topic; length K; read.</param>
    public double LogJoint(CountTable documents, CountTable words, int[] totals)
    {
        double sum = words.LogRising(0, Eta) - _lengths.LogRising(0, Alpha.Sum());
        for (int k = 0; k < Alpha.Length; k++)
            sum += documents.LogRising(k, Alpha[k]) - RisingFactorial.Log(_features * Eta, totals[k]);
        return sum;
    }

    private static double Clamp(double value) => Math.Clamp(value, TopicModelOptions.LeastPrior, TopicModelOptions.GreatestPrior);
}
