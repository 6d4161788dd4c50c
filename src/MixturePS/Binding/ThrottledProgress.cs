using System.Diagnostics;
using System.Management.Automation;
using MixturePS.Core.Foundation;

namespace MixturePS.Binding;

/// <summary>
/// A progress bar that appears once a computation has taken a while and is redrawn a few times a second at most, with
/// an estimate of what is left. Reports from another thread than the pipeline's are dropped, as only that may write.
/// </summary>
internal sealed class ThrottledProgress(Cmdlet cmdlet, string activity, long interval = 250) : IProgress<ProgressReport>, IDisposable
{
    private const long FirstAfter = 500;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _next = FirstAfter;
    private bool _shown;

    public void Report(ProgressReport value)
    {
        long now = _watch.ElapsedMilliseconds;
        if (now < _next || Environment.CurrentManagedThreadId != _thread) return;

        // A stopped pipeline throws at whoever writes to it; the token alone ends the work.
        if (cmdlet.Stopping) return;
        _next = now + interval;
        _shown = true;
        var record = new ProgressRecord(0, activity, value.Status);
        if (value.Fraction is > 0 and <= 1)
        {
            record.PercentComplete = (int)(100 * value.Fraction);
            record.SecondsRemaining = (int)(now / 1000.0 * (1 - value.Fraction) / value.Fraction);
        }

        cmdlet.WriteProgress(record);
    }

    public void Dispose()
    {
        if (_shown) cmdlet.WriteProgress(new ProgressRecord(0, activity, "done") { RecordType = ProgressRecordType.Completed });
    }
}
