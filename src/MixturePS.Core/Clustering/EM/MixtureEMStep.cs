using MixturePS.Core.Data;

namespace MixturePS.Core.Clustering;

/// <summary>The result of one iteration of EM.</summary>
/// <param name="Posterior">The probability of each cluster for each document under the given parameters, n x K; for hard EM 1 and 0.</param>
/// <param name="LogLikelihood">The log-likelihood of the given parameters, with the multinomial coefficients.</param>
/// <param name="Objective">
/// The objective at the given parameters: the log-likelihood, or for hard EM the classification log-likelihood, plus the
/// log-prior (up to a constant).
/// </param>
/// <param name="Next">The parameters after the M-step, whose objective is never lower.</param>
internal sealed record MixtureEMStep(DenseMatrix Posterior, double LogLikelihood, double Objective, MixtureModel Next);
