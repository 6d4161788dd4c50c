namespace MixturePS.Core.Clustering;

/// <summary>The fits with free and with equal shares, compared by BIC.</summary>
/// <param name="Kept">The fit with the lower BIC; of equal ones that with free shares.</param>
/// <param name="FreeBic">The BIC of the fit with free shares.</param>
/// <param name="EvenBic">The BIC of the fit with equal shares.</param>
internal sealed record MixtureSharesChoice(MixtureClustering Kept, double FreeBic, double EvenBic);
