using System.Diagnostics;
using System.Management.Automation;

namespace MixturePS.Shell;

/// <summary>
/// Progress on one line of a terminal: the activity that reported last and hasn't completed. It leaves the line while
/// other text is written and is gone when all activities have completed. The caller keeps writers apart.
/// </summary>
internal sealed class ProgressView(ShellRawUserInterface raw)
{
    private const string EraseLine = "\r\u001b[K";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly List<((long Source, int Activity) Key, ProgressRecord Record)> _active = [];
    private readonly Stopwatch _sinceDrawn = new();
    private bool _visible;

    /// <summary>Takes in what an activity reports, and draws unless it has just done so.</summary>
    /// <param name="source">Which pipeline the record comes from.</param>
    /// <param name="record">The record.</param>
    public void Update(long source, ProgressRecord record)
    {
        var key = (source, record.ActivityId);
        _active.RemoveAll(a => a.Key == key);
        bool completed = record.RecordType == ProgressRecordType.Completed;
        if (!completed) _active.Add((key, record));
        if (_active.Count == 0) Hide();
        else if (completed || !_sinceDrawn.IsRunning || _sinceDrawn.Elapsed >= Interval) Show();
    }

    /// <summary>Draws the line, if an activity is under way.</summary>
    public void Show()
    {
        if (_active.Count == 0) return;
        Console.Out.Write(EraseLine + Line(_active[^1].Record, Math.Min(raw.WindowSize.Width, ShellRawUserInterface.DefaultWidth) - 1));
        _visible = true;
        _sinceDrawn.Restart();
    }

    /// <summary>Takes the line off the screen.</summary>
    public void Hide()
    {
        if (!_visible) return;
        Console.Out.Write(EraseLine);
        _visible = false;
    }

    /// <summary>Forgets all activities.</summary>
    public void Clear()
    {
        _active.Clear();
        _sinceDrawn.Reset();
        Hide();
    }

    /// <summary>A record in one line: the activity, a bar where a percentage is known, the time left, and the status.</summary>
    /// <param name="record">The record.</param>
    /// <param name="width">The most cells to take.</param>
    internal static string Line(ProgressRecord record, int width)
    {
        const int BarWidth = 20;
        string text = record.Activity;
        if (record.PercentComplete >= 0)
        {
            int percent = Math.Min(record.PercentComplete, 100);
            int done = percent * BarWidth / 100;
            text += $" [{new string('#', done)}{new string('.', BarWidth - done)}] {percent}%";
        }

        if (record.SecondsRemaining >= 0) text += $" {TimeSpan.FromSeconds(record.SecondsRemaining):c} left";
        if (!string.IsNullOrEmpty(record.StatusDescription)) text += $" {record.StatusDescription}";
        if (!string.IsNullOrEmpty(record.CurrentOperation)) text += $" {record.CurrentOperation}";
        text = text.ReplaceLineEndings(" ");
        if (CellWidth.Of(text) <= width) return text;
        while (text.Length > 0 && CellWidth.Of(text) > width - 1) text = text[..^(char.IsLowSurrogate(text[^1]) && text.Length > 1 ? 2 : 1)];
        return text + "\u2026";
    }
}
