using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>
/// All journals in the folder of an experiment, read without locks while other processes may append to them. A run may be in
/// several journals if its rows are equal.
/// </summary>
internal sealed class FolderJournals : IDisposable
{
    private readonly List<ExperimentJournal> _journals = [];
    private readonly Dictionary<long, Entry> _runs = [];
    private readonly Dictionary<string, ExperimentJournal> _byPath = [];

    private FolderJournals(ExperimentPlan plan) => Plan = plan;

    /// <summary>The plan.</summary>
    public ExperimentPlan Plan { get; }

    /// <summary>The number of finished runs.</summary>
    public int Count => _runs.Count;

    /// <summary>The number of finished runs whose method reported an error.</summary>
    public long FailedCount => _runs.Values.LongCount(run => run.IsFailed);

    /// <summary>The runs that no journal has, ascending.</summary>
    public IEnumerable<long> Missing
    {
        get
        {
            for (long run = 0; run < Plan.RunCount; run++)
                if (!_runs.ContainsKey(run)) yield return run;
        }
    }

    /// <summary>The expected costs after the finished runs.</summary>
    public RunCosts Costs => RunCosts.Of(Plan, _runs.Where(run => run.Value.Seconds is not null).Select(run => (run.Key, run.Value.Seconds!.Value)));

    /// <summary>Reads the journals.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="fault">Receives the error of a journal that can't be read, which is then left out; null to throw it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="progress">Receives the progress, or null.</param>
    /// <exception cref="MixtureException">JournalMismatch, JournalConflict, MalformedFile or an error of files.</exception>
    public static FolderJournals Read(ExperimentFolder folder, ExperimentPlan plan, Action<string, MixtureException>? fault, CancellationToken cancellation, IProgress<ProgressReport>? progress = null)
    {
        var all = new FolderJournals(plan);
        try
        {
            var paths = folder.Journals;
            for (int i = 0; i < paths.Count; i++)
            {
                progress?.Report(new ProgressReport("reading the journals", (double)i / paths.Count));
                try
                {
                    all.Add(paths[i], cancellation);
                }
                catch (MixtureException error) when (fault is not null && error.Id != "JournalConflict")
                {
                    fault(paths[i], error);
                }
            }

            return all;
        }
        catch
        {
            all.Dispose();
            throw;
        }
    }

    /// <summary>Whether a journal has a run.</summary>
    public bool Has(long run) => _runs.ContainsKey(run);

    /// <summary>Whether a run's method reported an error.</summary>
    public bool IsFailed(long run) => _runs.TryGetValue(run, out var entry) && entry.IsFailed;

    /// <summary>The runs in a journal, in the order of its lines; none if there is no such journal.</summary>
    public IReadOnlyList<long> RunsIn(string path) => _byPath.TryGetValue(path, out var journal) ? journal.Runs : [];

    /// <summary>The row of a finished run.</summary>
    public ExperimentRow Row(long run) => _journals[_runs[run].Journal].Row(run);

    /// <summary>The first missing runs as text; empty if none is missing.</summary>
    public string MissingText() => JournalMerge.MissingText(Plan, Count, Has);

    public void Dispose()
    {
        foreach (var journal in _journals) journal.Dispose();
    }

    private void Add(string path, CancellationToken cancellation)
    {
        var rows = new List<(long Run, ExperimentRow Row)>();
        var journal = ExperimentJournal.OpenShared(path, (_, run, row) => rows.Add((run, row)), cancellation);
        if (journal is null) return;
        _journals.Add(journal);
        var differences = Plan.Differences(journal.Header.Plan);
        if (differences.Count > 0) throw FileError.JournalMismatch(path, $"it belongs to another experiment ({string.Join("; ", differences)})");
        _byPath[path] = journal;
        int number = _journals.Count - 1;
        foreach (var (run, row) in rows)
        {
            if (_runs.TryAdd(run, new Entry(number, row.Error is not null, row.Seconds)) || _runs[run].Journal == number) continue;
            var before = Row(run);
            if (!row.IsSameRun(before)) throw JournalMerge.Conflict(path, before, row);
        }
    }

    private readonly record struct Entry(int Journal, bool IsFailed, double? Seconds);
}
