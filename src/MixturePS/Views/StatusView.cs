using System.Globalization;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Views;

/// <summary>The view of an experiment's progress: the totals, then a row per part, then the errors of parts.</summary>
internal static class StatusView
{
    private const int MostParts = 40, LongestHost = 16;

    /// <summary>The text.</summary>
    /// <param name="status">The progress.</param>
    /// <param name="width">The width of the terminal in columns; zero or less if there is none.</param>
    public static string Text(ExperimentStatus status, int width)
    {
        int room = Terminal.WidthOf(width) - 1;
        var lines = new List<string>
        {
            Lines.Wrap(VisibleText.Of(status.Folder), room),
            Lines.Wrap(string.Create(CultureInfo.CurrentCulture, $"{Words(status.State)}: {status.DoneCount} of {Counted.Of(status.RunCount, "run")} done, {status.FailedCount} failed, {status.MissingCount} missing"), room),
        };
        if (status.Submission > 0) lines.Add(Lines.Wrap(Job(status), room));
        if (status.Parts.Count > 0) lines.Add("\n" + Table(status.Parts, width));
        lines.AddRange(status.Parts.Where(part => part.Error is not null).Take(MostParts).Select((part, i) => (i == 0 ? "\n" : string.Empty) + Lines.Wrap(VisibleText.Of($"part {part.Part}: {part.ErrorId}: {part.Error}"), room)));
        return string.Join('\n', lines);
    }

    /// <summary>A state in words.</summary>
    public static string Words(ExperimentState state) => state == ExperimentState.OutOfTime ? "Out of time" : state.ToString();

    /// <summary>A duration such as 1:05:09, with days before it if there are any; empty for null.</summary>
    public static string Time(TimeSpan? time) => time is not { } known ? string.Empty
        : known.Days > 0 ? string.Create(CultureInfo.InvariantCulture, $"{known.Days} d {known.Hours}:{known.Minutes:00}:{known.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{known.Hours}:{known.Minutes:00}:{known.Seconds:00}");

    private static string Job(ExperimentStatus status)
    {
        string text = status.Job is null ? $"submission {status.Submission}, no scheduler" : $"submission {status.Submission}, job {status.Job} of {status.Scheduler}";
        if (status.Rate is { } rate) text += $", {Rate(rate)} runs per second";
        return status.TimeLeft is { } left ? $"{text}, {Time(left)} left" : text;
    }

    private static string Rate(double rate) => rate.ToString(rate >= 10 ? "0" : rate >= 1 ? "0.0" : "0.000", CultureInfo.CurrentCulture);

    private static string Table(IReadOnlyList<ExperimentPart> parts, int width)
    {
        int[] rows = TextTable.Shown(parts.Count, MostParts);
        int digits = parts[^1].Part.ToString(CultureInfo.CurrentCulture).Length;
        string[] names = Array.ConvertAll(rows, r => r < 0 ? "..." : $"{parts[r].Part.ToString(CultureInfo.CurrentCulture).PadLeft(digits)}  {Words(parts[r].State)}");
        TextTable.Column[] columns =
        [
            Column("runs", part => Number(part.RunCount)),
            Column("done", part => Number(part.DoneCount)),
            Column("failed", part => Number(part.FailedCount)),
            Column("missing", part => Number(part.MissingCount)),
            Column("per second", part => part.Rate is { } rate ? Rate(rate) : string.Empty),
            Column("left", part => Time(part.TimeLeft)),
            Column("host", part => Cell.Word(part.HostName ?? string.Empty, LongestHost)),
        ];

        // A column without any value takes no room.
        TextTable.Column[] shown = [.. columns.Where(column => Array.Exists(column.Cells, cell => cell is not ("" or "...")))];
        return new TextTable(Terminal.WidthOf(width)).Cut(names, shown.Length, (c, _) => shown[c], null, fromLeft: true);

        TextTable.Column Column(string header, Func<ExperimentPart, string> text) => new(header, Array.ConvertAll(rows, r => r < 0 ? "..." : text(parts[r])));
        static string Number(long count) => count.ToString(CultureInfo.CurrentCulture);
    }
}
