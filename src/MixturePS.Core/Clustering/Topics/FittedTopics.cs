using System.Globalization;
using System.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// A fitted topic model, latent Dirichlet allocation: each topic is a distribution of words, and each document has a share of
/// each topic. Source: Blei, D. M., Ng, A. Y. and Jordan, M. I. (2003), Latent Dirichlet allocation, JMLR 3, 993-1022.
/// </summary>
public sealed class FittedTopics
{
    private const string NamePrefix = "topic";

    internal FittedTopics(Dfm dfm, DenseMatrix phi, DenseMatrix theta, double[] alpha, double eta)
    {
        (Dfm, Eta) = (dfm, eta);
        var names = new NumberedNames(NamePrefix, alpha.Length);
        Phi = phi.WithNames(dfm.Vocabulary, names);
        Theta = theta.WithNames(names, dfm.DocumentName);
        Alpha = ReadOnlyValues.Of(alpha);
    }

    /// <summary>The method.</summary>
    public required TopicMethod Method { get; init; }

    /// <summary>The number of topics.</summary>
    public int K => Phi.RowCount;

    /// <summary>The documents.</summary>
    public Dfm Dfm { get; }

    /// <summary>
    /// The word probabilities of each topic, K x J, rows summing to 1: the posterior mean, of a sampler over the kept sweeps
    /// of one chain, of variational EM under the variational posterior.
    /// </summary>
    public DenseMatrix Phi { get; }

    /// <summary>The share of each topic in each document, n x K, rows summing to 1: the posterior mean. A document without tokens has the shares of the prior.</summary>
    public DenseMatrix Theta { get; }

    /// <summary>The prior tokens of each topic in a document: the parameters of the Dirichlet prior of a row of Theta, given or estimated; length K.</summary>
    public IReadOnlyList<double> Alpha { get; }

    /// <summary>The prior tokens of each word in a topic: the parameter of the symmetric Dirichlet prior of a row of Phi, given or estimated.</summary>
    public double Eta { get; }

    /// <summary>The name of each topic: topic0, topic1, ...; length K.</summary>
    public IReadOnlyList<string> TopicName => Phi.RowNames!;

    /// <summary>
    /// The objective after each iteration: of a sampler the logarithm of the joint probability of tokens and topics in nats,
    /// for the chain that was kept; of variational EM the evidence lower bound, in online passes the sum over the batches
    /// before their updates.
    /// </summary>
    public required IReadOnlyList<double> Trace { get; init => field = ReadOnlyValues.Of(value); }

    /// <summary>The trace of each chain of a sampler, or of each start of variational EM.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> ChainTrace
    {
        get;
        init => field = ReadOnlyValues.Of(Array.ConvertAll(value.ToArray(), IReadOnlyList<double> (chain) => ReadOnlyValues.Of(chain)));
    }

    /// <summary>The chain that was kept, from zero: the one with the greatest mean joint probability after burn-in, or the start with the greatest evidence lower bound. Chains aren't averaged, because they number their topics differently.</summary>
    public int Chain { get; init; }

    /// <summary>
    /// The split R-hat of the joint probability over all chains after burn-in (Gelman et al. 2013): near 1 if they agree; NaN
    /// for fewer than four sweeps, and for variational EM.
    /// </summary>
    public double RHat { get; init; } = double.NaN;

    /// <summary>The rank-normalised split R-hat of the joint probability (Vehtari et al. 2021), as <see cref="RHat"/>.</summary>
    public double RankRHat { get; init; } = double.NaN;

    /// <summary>The number of independent draws with the same precision of the mean of the joint probability, over all chains; NaN for fewer than 12 sweeps after burn-in, and for variational EM.</summary>
    public double BulkEffectiveSize { get; init; } = double.NaN;

    /// <summary>The number of sweeps or passes.</summary>
    public required int Iterations { get; init; }

    /// <summary>The number of sweeps excluded from averages and diagnostics; 0 for variational EM.</summary>
    public int BurnIn { get; init; }

    /// <summary>The number of sweeps that were averaged over; 0 for variational EM.</summary>
    public int SampleCount { get; init; }

    /// <summary>The reason why the fit ended.</summary>
    public required ExitReason ExitReason { get; init; }

    /// <summary>The seed that reproduces the fit.</summary>
    public required BigInteger Seed { get; init; }

    /// <summary>The number of documents without tokens.</summary>
    public required int EmptyDocumentCount { get; init; }

    /// <summary>Whether the fit converged: for a sampler, both values of R-hat are at most 1.1; for variational EM, the change of the objective was within the tolerance.</summary>
    public bool Converged => K == 1 || (Method == TopicMethod.Gibbs ? GreaterRHat <= GibbsClustering.GreatestRHat : ExitReason == ExitReason.WithinTolerance);

    /// <summary>The convergence of the fit in words, with the reason.</summary>
    public string ConvergenceStatus
    {
        get
        {
            if (K == 1) return "converged: there is only one topic";
            if (Method == TopicMethod.OnlineVariational) return $"not known to have converged: online passes have no criterion; there {Counted.Agree(Iterations, "was", "were")} {Iterations}";
            if (Method == TopicMethod.Variational) return Converged ? "converged: the change is within the tolerance" : $"not converged within {Counted.Of(Iterations, "iteration")}";
            if (double.IsNaN(GreaterRHat)) return $"not known to have converged: {Counted.Of(Iterations - BurnIn, "sweep")} after burn-in {Counted.Agree(Iterations - BurnIn, "is", "are")} too few for R-hat";
            string value = double.IsInfinity(GreaterRHat) ? "infinite" : GreaterRHat.ToString("0.###", CultureInfo.InvariantCulture);
            return Converged ? $"converged: R-hat is {value}" : string.Create(CultureInfo.InvariantCulture, $"not converged: R-hat is {value}, above {GibbsClustering.GreatestRHat}");
        }
    }

    private double GreaterRHat => double.IsNaN(RHat) ? double.NaN : Math.Max(RHat, RankRHat);

    /// <summary>The method, K and the number of documents.</summary>
    public override string ToString() => $"{Method}: {Counted.Of(K, "topic")} of {Counted.Of(Dfm.DocumentCount, "document")}";
}
