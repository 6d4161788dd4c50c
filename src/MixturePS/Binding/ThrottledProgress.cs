using System.Diagnostics;
using System.Management.Automation;
using MixturePS.Core.Foundation;

namespace MixturePS.Binding;

/// <summary>
/// A progress bar that appears only for longer computations and is updated at most a few times per second, with an
/// estimate of the remaining time. Reports from threads other than the pipeline thread are dropped, because only that
/// thread may write.
/// </summary>
internal sealed class ThrottledProgress(Cmdlet cmdlet, string activity, long interval = 250) : IThrottledProgress, IDisposable
{
    private const long FirstAfter = 500;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _next = FirstAfter;
    private bool _shown;

    /// <inheritdoc/>
    public bool IsDue => IsDueAt(_watch.ElapsedMilliseconds);

    public void Report(ProgressReport value)
    {
        long now = _watch.ElapsedMilliseconds;
        if (!IsDueAt(now)) return;

        // Writing to a stopped pipeline throws an exception; only the token should end the computation.
        if (cmdlet.Stopping) return;
        _next = now + interval;
        _shown = true;
        var record = new ProgressRecord(0, VisibleText.Of(activity), value.Status);
        if (value.Fraction is > 0 and <= 1)
        {
            record.PercentComplete = (int)(100 * value.Fraction);
            record.SecondsRemaining = (int)(now / 1000.0 * (1 - value.Fraction) / value.Fraction);
        }

        cmdlet.WriteProgress(record);
    }

    private bool IsDueAt(long time) => time >= _next && Environment.CurrentManagedThreadId == _thread;

    public void Dispose()
    {
        if (_shown) cmdlet.WriteProgress(new ProgressRecord(0, VisibleText.Of(activity), "done") { RecordType = ProgressRecordType.Completed });
    }
}
