using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// How far one of several starts has come. Centres approach their rest by about the same factor in each iteration, so the
/// way from the first shift to the tolerance is measured in logarithms; the most iterations are a bound on it.
/// </summary>
internal sealed class StartProgress
{
    // Of a start, for drawing its first centres.
    private const double SeedingShare = 0.1;
    private readonly IProgress<ProgressReport> _progress;
    private readonly int _start;
    private readonly int _starts;
    private double _firstShift;
    private double _done;

    private StartProgress(IProgress<ProgressReport> progress, int start, int starts) => (_progress, _start, _starts) = (progress, start, starts);

    /// <summary>The progress of a start, or null where nobody is told.</summary>
    /// <param name="progress">Told; or null.</param>
    /// <param name="start">The start, from zero.</param>
    /// <param name="starts">The number of starts.</param>
    public static StartProgress? Of(IProgress<ProgressReport>? progress, int start, int starts)
    {
        if (progress is null) return null;
        var result = new StartProgress(progress, start, starts);
        result.Report("first centres", 0);
        return result;
    }

    /// <summary>Some of the first centres are chosen.</summary>
    public void Chosen(int centers, int k) => Report($"{centers} of {k} first centres", SeedingShare * centers / k);

    /// <summary>An iteration is over.</summary>
    /// <param name="iteration">Its number, from 1.</param>
    /// <param name="most">The most iterations.</param>
    /// <param name="shift">The sum of the centres' squared shifts.</param>
    /// <param name="tolerance">The shift at which the start ends; where it is zero, only the number of iterations tells.</param>
    public void Iterated(int iteration, int most, double shift, double tolerance)
    {
        if (iteration == 1) _firstShift = shift;
        double share = (double)iteration / most;
        if (tolerance > 0 && shift > 0 && _firstShift > tolerance)
            share = Math.Max(share, Math.Log(_firstShift / shift) / Math.Log(_firstShift / tolerance));

        // A shift may grow for once; the bar doesn't go back.
        _done = Math.Max(_done, Math.Clamp(share, 0, 1));
        Report($"iteration {iteration}", SeedingShare + ((1 - SeedingShare) * _done));
    }

    private void Report(string what, double share) =>
        _progress.Report(new ProgressReport(_starts == 1 ? what : $"start {_start + 1} of {_starts}, {what}", (_start + share) / _starts));
}
