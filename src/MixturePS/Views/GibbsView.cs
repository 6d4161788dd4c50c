using System.Globalization;
using MixturePS.Core.Clustering;

namespace MixturePS.Views;

/// <summary>The part of a clustering's view that is specific to Gibbs sampling.</summary>
internal static class GibbsView
{
    /// <summary>The maximum number of clusters, the priors and the chains.</summary>
    public static string Line(GibbsClustering gibbs)
    {
        string chains = gibbs.ChainLogJoint.Count == 1 ? "1 chain" : $"consensus of {gibbs.ChainLogJoint.Count} chains";
        return string.Create(CultureInfo.CurrentCulture,
            $"at most {gibbs.MaximumK} clusters, {(double.IsInfinity(gibbs.PriorAlpha) ? "equal shares" : $"prior alpha {gibbs.PriorAlpha:0.####}")}, beta {gibbs.PriorBeta:0.####}; {chains}, {gibbs.BurnIn} sweeps burnt in, R-hat {gibbs.RHat:0.###}{(gibbs.Converged ? string.Empty : " (not converged)")}");
    }
}
