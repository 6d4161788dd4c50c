using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The progress of one of several starts. The centres' shift falls by about the same factor in each iteration, so progress
/// from the first shift to the tolerance is measured in logarithms, or by the maximum number of iterations if that is
/// further.
/// </summary>
internal sealed class StartProgress
{
    // The share of a start that choosing its first centres takes.
    private const double SeedingShare = 0.1;
    private readonly IProgress<ProgressReport> _progress;
    private readonly int _start;
    private readonly int _starts;
    private double _firstShift;
    private double _done;

    private StartProgress(IProgress<ProgressReport> progress, int start, int starts) => (_progress, _start, _starts) = (progress, start, starts);

    /// <summary>The progress of a start, or null without a receiver.</summary>
    /// <param name="progress">The receiver; or null.</param>
    /// <param name="start">The start, from zero.</param>
    /// <param name="starts">The number of starts.</param>
    public static StartProgress? Of(IProgress<ProgressReport>? progress, int start, int starts)
    {
        if (progress is null) return null;
        var result = new StartProgress(progress, start, starts);
        if (result.IsDue) result.Report("first centres", 0);
        return result;
    }

    /// <summary>Reports the number of first centres chosen so far.</summary>
    public void Chosen(int centers, int k)
    {
        if (IsDue) Report($"{centers} of {k} first centres", SeedingShare * centers / k);
    }

    /// <summary>Reports the end of an iteration.</summary>
    /// <param name="iteration">Its number, from 1.</param>
    /// <param name="most">The maximum number of iterations.</param>
    /// <param name="shift">The sum of the centres' squared shifts.</param>
    /// <param name="tolerance">The shift at which the start ends; if it is zero, only the number of iterations counts.</param>
    public void Iterated(int iteration, int most, double shift, double tolerance)
    {
        if (iteration == 1) _firstShift = shift;
        if (!IsDue) return;
        double share = (double)iteration / most;
        if (tolerance > 0 && shift > 0 && _firstShift > tolerance)
            share = Math.Max(share, Math.Log(_firstShift / shift) / Math.Log(_firstShift / tolerance));

        // The shift may grow now and then; the progress never falls.
        _done = Math.Max(_done, Math.Clamp(share, 0, 1));
        Report($"iteration {iteration}", SeedingShare + ((1 - SeedingShare) * _done));
    }

    private bool IsDue => _progress is not IThrottledProgress { IsDue: false };

    private void Report(string what, double share) =>
        _progress.Report(new ProgressReport(_starts == 1 ? what : $"start {_start + 1} of {_starts}, {what}", (_start + share) / _starts));
}
