namespace MixturePS.Core.Foundation;

/// <summary>Reports the progress of a part of a computation as that of the whole.</summary>
/// <param name="whole">The receiver of the whole computation.</param>
/// <param name="start">The share of the whole that precedes the part.</param>
/// <param name="share">The share of the part. Its own progress counts as none where it is unknown.</param>
/// <param name="what">The part in a few words, which come before its own status; or empty.</param>
internal sealed class ProgressPart(IProgress<ProgressReport> whole, double start, double share, string what = "") : IThrottledProgress
{
    /// <inheritdoc/>
    public bool IsDue => whole is not IThrottledProgress { IsDue: false };

    /// <inheritdoc/>
    public void Report(ProgressReport value)
    {
        double within = double.IsNaN(value.Fraction) ? 0 : value.Fraction;
        string status = what.Length == 0 || value.Status.Length == 0 ? what + value.Status : $"{what}, {value.Status}";
        whole.Report(new ProgressReport(status, Math.Min(1, start + (share * within))));
    }
}
