using MixturePS.Core.Files;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>The result of merging journals.</summary>
public sealed record JournalMergeResult
{
    internal JournalMergeResult()
    {
    }

    /// <summary>The path of the merged journal.</summary>
    public string Path { get; internal init; } = string.Empty;

    /// <summary>The number of merged journals.</summary>
    public int JournalCount { get; internal init; }

    /// <summary>The number of runs in the merged journal.</summary>
    public long RunCount { get; internal init; }

    /// <summary>The number of runs of the experiment that the merged journal lacks.</summary>
    public long MissingCount { get; internal init; }

    /// <summary>The first missing runs as text; empty if none is missing.</summary>
    public string Missing { get; internal init; } = string.Empty;

    /// <summary>The path and the numbers of runs.</summary>
    public override string ToString() => $"{Path}: {RunCount} runs, {MissingCount} missing";
}

/// <summary>Merges the journals of the parts of an experiment.</summary>
internal static class JournalMerge
{
    private const int Shown = 5;

    // Reading validates each line, which takes longer than writing it.
    private const double ReadingShare = 0.7;

    /// <summary>Writes one sorted journal with all runs, from which the whole experiment can be resumed.</summary>
    /// <param name="paths">The journals.</param>
    /// <param name="destination">The journal to write; it may be one of the journals to merge.</param>
    /// <param name="overwrite">Whether to replace an existing file.</param>
    /// <param name="warn">Receives warnings about torn last lines and different versions; or null.</param>
    /// <param name="cancellation">Cancellation token; the destination is unchanged if it is cancelled.</param>
    /// <param name="progress">Receives the progress, or null.</param>
    /// <exception cref="MixtureException">FileExists, JournalMismatch, JournalConflict, JournalInUse, MalformedFile or an error of files.</exception>
    public static JournalMergeResult Run(IReadOnlyList<string> paths, string destination, bool overwrite, Action<string>? warn, CancellationToken cancellation, IProgress<ProgressReport>? progress = null)
    {
        if (File.Exists(destination))
        {
            if (!overwrite) throw FileError.Exists(destination);

            // A journal that another process is writing must not be replaced.
            using var inUse = LineJournal.Open(destination, ExperimentHeader.Format, null);
        }

        var journals = new List<ExperimentJournal>();
        try
        {
            foreach (string path in paths)
                journals.Add(ExperimentJournal.OpenRead(path, warn, cancellation, progress is null ? null : new ProgressPart(progress, ReadingShare * journals.Count / paths.Count, ReadingShare / paths.Count)));
            var whole = journals[0].Header with { Shard = null };
            for (int i = 1; i < journals.Count; i++)
            {
                var differences = whole.Plan.Differences(journals[i].Header.Plan);
                if (differences.Count > 0) throw FileError.JournalMismatch(paths[i], $"it belongs to a different experiment than '{paths[0]}' ({string.Join("; ", differences)})");
                if (journals[i].Header.ModuleVersion != whole.ModuleVersion)
                    warn?.Invoke($"'{paths[i]}' was started by version {journals[i].Header.ModuleVersion} of the module and '{paths[0]}' by version {whole.ModuleVersion}; their results may differ.");
            }

            var sources = Sources(journals, paths, cancellation);
            using var files = new FileTransaction(overwrite);
            using (var merged = new LineJournal(files.Create(destination), destination, ExperimentHeader.Format, null, isWritable: true))
            {
                merged.Append(whole.Write, isHeader: true);
                int written = 0;
                foreach (var (run, source) in sources)
                {
                    cancellation.Check();
                    if ((written++ & 0xFF) == 0) progress?.Report(new ProgressReport("writing", ReadingShare + ((1 - ReadingShare) * written / sources.Count)));
                    merged.Append(journals[source].Line(run).Bytes);
                    merged.FlushIfLarge();
                }

                merged.Flush();
            }

            foreach (var journal in journals) journal.Dispose();
            files.Commit();
            return Result(whole.Plan, sources, destination, paths.Count);
        }
        finally
        {
            foreach (var journal in journals) journal.Dispose();
        }
    }

    // The index of the first journal that has each run.
    private static SortedDictionary<long, int> Sources(List<ExperimentJournal> journals, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var sources = new SortedDictionary<long, int>();
        for (int i = 0; i < journals.Count; i++)
        {
            foreach (long run in journals[i].Runs)
            {
                cancellation.Check();
                if (sources.TryAdd(run, i)) continue;
                ExperimentRow row = journals[i].Row(run), before = journals[sources[run]].Row(run);
                if (!row.IsSameRun(before)) throw Conflict(paths[i], before, row);
            }
        }

        return sources;
    }

    /// <summary>The error of a journal with another result for a run.</summary>
    /// <param name="path">The journal.</param>
    /// <param name="before">The row of another journal.</param>
    /// <param name="row">The row of this journal.</param>
    public static MixtureException Conflict(string path, ExperimentRow before, ExperimentRow row) =>
        FileError.JournalConflict(path, $"{row.Method}, cell {row.Cell}, replicate {row.Replicate}", Difference(before, row));

    /// <summary>The first missing runs as text; empty if none is missing.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="done">The number of runs that aren't missing.</param>
    /// <param name="has">Whether a run isn't missing.</param>
    public static string MissingText(ExperimentPlan plan, long done, Func<long, bool> has)
    {
        long count = plan.RunCount - done;
        var missing = new List<string>();
        for (long run = 0; run < plan.RunCount && missing.Count < Math.Min(Shown, count); run++)
        {
            if (has(run)) continue;
            var (cell, replicate, method) = plan.Parts(run);
            missing.Add($"{plan.Methods[method].Name}, cell {plan.Numbers[cell]}, replicate {replicate}");
        }

        return string.Join("; ", missing) + (count > missing.Count ? "; ..." : string.Empty);
    }

    private static string Difference(ExperimentRow one, ExperimentRow other)
    {
        var property = typeof(ExperimentRow).GetProperties().First(p => p.Name != nameof(ExperimentRow.Seconds) && !Equals(p.GetValue(one), p.GetValue(other)));
        return FormattableString.Invariant($"{property.Name} is {property.GetValue(other) ?? "empty"}, not {property.GetValue(one) ?? "empty"}");
    }

    private static JournalMergeResult Result(ExperimentPlan plan, SortedDictionary<long, int> sources, string path, int journals) => new()
    {
        Path = path,
        JournalCount = journals,
        RunCount = sources.Count,
        MissingCount = plan.RunCount - sources.Count,
        Missing = MissingText(plan, sources.Count, sources.ContainsKey),
    };
}
