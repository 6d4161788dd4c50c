using System.Collections.Concurrent;
using System.Numerics;
using System.Security.Cryptography;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>The options of running a grid.</summary>
internal sealed record ExperimentRunOptions
{
    /// <summary>The seed of the experiment, zero or more; null for that of the journal, or fresh entropy without one.</summary>
    public BigInteger? Seed { get; init; }

    /// <summary>The journal that finished runs are appended to and resumed from, or null.</summary>
    public string? Journal { get; init; }

    /// <summary>The part to run, or null for all.</summary>
    public ExperimentShard? Shard { get; init; }

    /// <summary>The runs to do, in the order in which they are started and their rows are returned; null for all of the part in the order of the grid.</summary>
    public IReadOnlyList<long>? Runs { get; init; }

    /// <summary>The maximum number of concurrent runs; zero or less for one per core. No row depends on it.</summary>
    public int ThrottleLimit { get; init; }

    /// <summary>Runs a custom method with the documents and the seed, on the thread that enumerates the rows.</summary>
    public Func<ExperimentMethod, Dfm, long, ExperimentOutcome>? External { get; init; }

    /// <summary>Receives warnings about the journal, on the thread that enumerates the rows; or null.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Receives the progress, on the thread that enumerates the rows; or null.</summary>
    public IProgress<ProgressReport>? Progress { get; init; }
}

/// <summary>
/// Runs a grid on several threads. Rows are returned in the order of the grid, each as soon as it and all earlier ones are
/// finished; a limited number of later rows is buffered. A row is flushed to the journal as soon as it is finished, and
/// always before it is returned.
/// </summary>
internal sealed class ExperimentRunner : IDisposable
{
    private const int TasksAhead = 64;
    private const int WaitMilliseconds = 250;
    private readonly ExperimentGrid _grid;
    private readonly ExperimentRunOptions _options;
    private readonly ExperimentPlan _plan;
    private readonly ExperimentJournal? _journal;
    private bool _isStopped;
    private readonly CancellationTokenSource _stop;
    private readonly BlockingCollection<ExperimentTask> _todo = [];
    private readonly BlockingCollection<ExperimentTask> _finished = [];
    private readonly ExperimentProgress _progress;
    private readonly int _threads;

    /// <summary>Opens the journal; no run starts before the rows are enumerated.</summary>
    /// <exception cref="MixtureException">As <see cref="Run"/>.</exception>
    public ExperimentRunner(ExperimentGrid grid, ExperimentRunOptions options, CancellationToken cancellation)
    {
        if (options.Seed is { Sign: < 0 } negative) throw MixtureError.InvalidSeed($"{negative} is negative", negative);
        if (options.Shard is not null && options.Seed is null) throw MixtureError.ShardWithoutSeed();
        (_grid, _options) = (grid, options);
        _threads = options.ThrottleLimit > 0 ? options.ThrottleLimit : Environment.ProcessorCount;
        ExperimentPlan Plan(BigInteger seed) => new(grid.Cells.Select(cell => cell.Key), grid.Methods, grid.Replicates, seed);
        _journal = options.Journal is null ? null : ExperimentJournal.Open(options.Journal, Plan, options.Seed, options.Shard, options.Warn, cancellation, options.Progress);
        _plan = _journal?.Header.Plan ?? Plan(options.Seed ?? new BigInteger(RandomNumberGenerator.GetBytes(16), isUnsigned: true));
        _progress = new ExperimentProgress(options.Progress, RunsHere() - (_journal?.Runs.Count ?? 0));
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    /// <summary>The number of runs in the journal.</summary>
    public int RecordedCount => _journal?.Runs.Count ?? 0;

    /// <summary>The runs in the journal, and whether their methods reported errors.</summary>
    public IEnumerable<(long Run, bool IsFailed)> Recorded => _journal?.Runs.Select(run => (run, _journal.Row(run).Error is not null)) ?? [];

    /// <summary>Runs a grid while its rows are enumerated; ending the enumeration stops the runs.</summary>
    /// <exception cref="MixtureException">ShardWithoutSeed, InvalidSeed or an error of the journal, before any run.</exception>
    public static IEnumerable<ExperimentRow> Run(ExperimentGrid grid, ExperimentRunOptions options, CancellationToken cancellation = default)
    {
        using var runner = new ExperimentRunner(grid, options, cancellation);
        foreach (var row in runner.Rows()) yield return row;
    }

    /// <summary>Ends all runs, and records those that are finished.</summary>
    public void Stop()
    {
        // What a thread finishes later isn't recorded, so that the runs counted after the first call are those of the journal.
        if (_isStopped) return;
        _isStopped = true;
        _stop.Cancel();
        _todo.CompleteAdding();
        try
        {
            // Keeps the runs that are already finished.
            while (_finished.TryTake(out var task)) Record(task);
            _journal?.Flush();
        }
        catch (MixtureException)
        {
            // The journal can't be written any more. The first error was reported, and all returned rows are in the journal.
        }
    }

    public void Dispose()
    {
        Stop();
        _journal?.Dispose();
    }

    /// <summary>Runs the grid while the rows are enumerated.</summary>
    public IEnumerable<ExperimentRow> Rows()
    {
        for (int i = 0; i < _threads; i++) new Thread(Work) { IsBackground = true, Name = "MixturePS experiment" }.Start();
        bool keepsDocuments = _grid.Methods.Any(method => method.Kind is null);
        int ahead = keepsDocuments ? (2 * _threads) + 2 : TasksAhead * _threads;
        var waiting = new Queue<ExperimentTask>();
        using var tasks = Tasks().GetEnumerator();
        bool isMore = true;
        while (true)
        {
            while (isMore && waiting.Count < ahead && (isMore = tasks.MoveNext()))
            {
                waiting.Enqueue(tasks.Current);
                if (!tasks.Current.IsDone) _todo.Add(tasks.Current);
            }

            if (waiting.Count == 0) yield break;
            while (!waiting.Peek().IsDone) Collect();
            var task = waiting.Dequeue();
            for (int m = 0; m < task.Rows.Length; m++)
            {
                _stop.Token.Check();
                yield return task.Rows[m] ?? _journal!.Row(_plan.Run(task.Number, _plan.Rank(task.Methods[m])));
            }
        }
    }

    private IEnumerable<ExperimentTask> Tasks() => (_options.Runs is { } runs ? Chosen(runs) : Whole()).Select(task =>
    {
        for (int m = 0; m < task.Methods.Count; m++) task.IsRecorded[m] = _journal?.Has(_plan.Run(task.Number, _plan.Rank(task.Methods[m]))) ?? false;
        task.IsDone = Array.TrueForAll(task.IsRecorded, recorded => recorded);
        return task;
    });

    // The replicates of the given runs in the order of their first runs, each with the methods of its runs.
    private IEnumerable<ExperimentTask> Chosen(IReadOnlyList<long> runs)
    {
        var cells = _grid.Cells.ToDictionary(cell => _plan.Rank(cell.Key));
        foreach (var replicate in runs.GroupBy(run => run / _plan.Methods.Count))
        {
            var (cell, number, _) = _plan.Parts(replicate.First());
            yield return new ExperimentTask(_plan, cells[cell], number, [.. replicate.Select(run => _plan.Methods[_plan.Parts(run).Method])]);
        }
    }

    // The replicates in this part of the grid, ordered by cell.
    private IEnumerable<ExperimentTask> Whole()
    {
        foreach (var cell in _grid.Cells)
        {
            int rank = _plan.Rank(cell.Key);
            for (int replicate = 0; replicate < _grid.Replicates; replicate++)
            {
                if (_options.Shard is { } shard && !shard.Contains(_plan.Task(rank, replicate))) continue;
                yield return new ExperimentTask(_plan, cell, replicate, _grid.Methods);
            }
        }
    }

    private void Work()
    {
        try
        {
            foreach (var task in _todo.GetConsumingEnumerable(_stop.Token))
            {
                task.Run(_stop.Token);
                _finished.Add(task);
            }
        }
        catch (OperationCanceledException)
        {
            // The runs were stopped.
        }
    }

    // Takes the finished tasks, runs their custom methods on this thread, and records all of them with one flush.
    private void Collect()
    {
        _progress.Report();
        if (!_finished.TryTake(out var task, WaitMilliseconds, _stop.Token)) return;
        do
        {
            if (task.Fault is OperationCanceledException) _stop.Token.Check();
            if (task.Fault is { } fault) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
            if (_options.External is { } external) task.RunExternal(external, _stop.Token);
            Record(task);
            task.IsDone = true;
            _progress.Add(task);
        }
        while (_options.External is null && _finished.TryTake(out task));
        _journal?.Flush();
    }

    private void Record(ExperimentTask task)
    {
        if (_journal is null) return;
        for (int m = 0; m < task.Rows.Length; m++)
            if (task.Rows[m] is { } row) _journal.Add(_plan.Run(task.Number, _plan.Rank(task.Methods[m])), row);
    }

    private long RunsHere() => _options.Runs is { } runs ? runs.Count : _options.Shard is not { } shard ? _plan.RunCount
        : ((_plan.TaskCount / shard.Count) + (_plan.TaskCount % shard.Count >= shard.Number ? 1 : 0)) * _plan.Methods.Count;
}
