using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The progress of starts of EM, which may run in parallel. How many iterations a start needs isn't known before it has
/// converged, so its share is i / (i + h) after i iterations, where h is half the number that a typical start needs. Each
/// report has the mean over all starts, as only those from the calling thread are shown.
/// </summary>
/// <param name="progress">The receiver.</param>
/// <param name="starts">The number of starts.</param>
internal sealed class MixtureEMProgress(IProgress<ProgressReport> progress, int starts)
{
    private readonly double[] _shares = new double[starts];
    private double _typical = 30;

    /// <summary>Reports an iteration.</summary>
    /// <param name="start">The start, from zero.</param>
    /// <param name="iteration">The number of iterations so far, with those of annealing.</param>
    public void Report(int start, int iteration)
    {
        _shares[start] = Math.Max(_shares[start], iteration / (iteration + _typical));
        progress.Report(new ProgressReport($"start {start + 1} of {starts}, iteration {iteration}", _shares.Sum() / starts));
    }

    /// <summary>Notes the end of a start.</summary>
    /// <param name="start">The start, from zero.</param>
    /// <param name="iterations">The number of its iterations.</param>
    public void Done(int start, int iterations)
    {
        // A start that is as long as this one is then about half-way when half of these are done.
        _typical = Math.Max(1, iterations / 2.0);
        _shares[start] = 1;
        progress.Report(new ProgressReport($"start {start + 1} of {starts}", _shares.Sum() / starts));
    }
}
