using System.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Latent Dirichlet allocation with K topics over J words. Source: Blei, D. M., Ng, A. Y. and Jordan, M. I. (2003), Latent
/// Dirichlet allocation, JMLR 3, 993-1022; with a prior for the word probabilities as in Griffiths, T. L. and Steyvers, M.
/// (2004), Finding scientific topics, PNAS 101, 5228-5235.
/// </summary>
/// <remarks>
/// <code>
/// mu_k   ~ Dirichlet(eta)          word probabilities of topic k
/// theta_d ~ Dirichlet(alpha)        topic shares of document d
/// z_di    ~ theta_d                 topic of token i of document d
/// w_di    ~ mu_z                   word of the token
/// </code>
/// </remarks>
internal static class TopicModel
{
    /// <summary>Fits the topics of a DFM.</summary>
    /// <param name="dfm">The counts, n x J.</param>
    /// <param name="options">The options.</param>
    /// <param name="seed">The seed, zero or more.</param>
    /// <param name="progress">Receives progress on the calling thread; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">EmptyDfm, AlreadyWeighted, FractionalCount, DocumentTooLong, InvalidOption, InvalidSeed or MatrixTooLarge.</exception>
    public static FittedTopics Fit(Dfm dfm, TopicModelOptions options, BigInteger seed, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default) =>
        options.Method == TopicMethod.Gibbs ? TopicGibbs.Fit(dfm, options, seed, progress, cancellation) : TopicVariational.Fit(dfm, options, seed, progress, cancellation);
}
