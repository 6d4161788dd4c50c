using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Commands;

/// <summary>
/// Runs simulation experiments: applies each method to documents simulated with each combination of parameters, and
/// returns one row per run.
/// </summary>
/// <remarks>
/// <para>Each parameter takes a list of values, in which 2..4 is a range of whole numbers. For each combination and each
/// replicate (-Replicate), the cmdlet draws a model, draws documents from it, and clusters the same documents by each method. The rows are flat, so you can pipe
/// them to Export-Csv. A row contains the parameters, the seeds, all indices of accuracy, and Bound, the expected accuracy of the
/// Bayes rule, which no method can exceed in expectation on documents of that model. A failed run is a row with ErrorId and Error,
/// and the other runs continue. All values are validated before the first run.</para>
/// <para>Rows are returned in the order of the values given, each as soon as it and all rows before it are finished.
/// Runs are executed in parallel, one per core. No row depends on the number of threads, on the other values and
/// methods, or on their order. Cell is a number computed from the combination of K, J, Eta, Alpha, N and
/// DocumentLength. The documents are drawn from the child (Cell, Replicate) of -Seed, as defined by NumPy's
/// SeedSequence. You can reproduce a single run from its DataSeed and Seed, as an example shows.</para>
/// <para>With -Journal, each finished run is written to a file on disk before its row is returned. After any
/// interruption, the same command resumes from the journal and returns all rows, including those in the file. The rows
/// are the same as in an uninterrupted run. A journal of another experiment causes an error, and so does one that
/// another process is writing. With -Shard, only one of several parts is run; each part has its own journal, and
/// Merge-MixtureJournal merges them. Start-MixtureExperiment does all of this on a cluster.</para>
/// <para>-Shard Auto reads the environment variables of a job array. With Slurm it uses SLURM_ARRAY_TASK_ID and the
/// bounds SLURM_ARRAY_TASK_MIN, MAX, STEP and COUNT. PBS (PBS_ARRAY_INDEX, numbered from 1) and indexed jobs of Kubernetes
/// (JOB_COMPLETION_INDEX, numbered from 0) don't provide the number of tasks: set MIXTUREPS_TASK_COUNT to it. With Slurm
/// this variable replaces the bounds, so that single tasks of an array numbered from 1 can be repeated.</para>
/// <para>A custom method is a script block that receives the documents and a seed, and returns a clustering or one
/// label per document. Script blocks run one at a time on the pipeline thread, because they are bound to its runspace.
/// The built-in methods run in parallel with them.</para>
/// <para>Bound is exact if there are at most 20,000 possible documents; BoundError is then 0. Otherwise it is the mean,
/// over the drawn documents, of the probability that the Bayes rule is right, and BoundError is its standard error. The
/// method Bound is the Bayes rule itself: its Accuracy is the accuracy on the drawn documents. Duplicate values are
/// used once.</para>
/// <para>The method Topics is Gibbs sampling of a topic model. The documents have one cluster each, and the accuracy is that of
/// their dominant topics.</para>
/// </remarks>
/// <example>
/// <summary>Measure how accuracy depends on eta and document length</summary>
/// <code>Invoke-MixtureExperiment -Eta 0.1, 1 -DocumentLength 5, 20 -K 3 -N 200 -Method KMeans, EM -Replicate 10 -Seed 2026 |
///     Measure-MixtureExperiment -By Eta, DocumentLength, Method</code>
/// <para>The summary has one row for each combination of eta, length and method.</para>
/// </example>
/// <example>
/// <summary>Save an experiment that can be resumed</summary>
/// <code>Invoke-MixtureExperiment -Eta 0.1, 1, 10 -DocumentLength 5, 10, 50 -K 3 -N 100 -Method KMeans, TfIdfKMeans -Replicate 5 -Seed 2026 -Journal run.jsonl |
///     Export-Csv results.csv</code>
/// <para>After an interruption, the same command continues from the journal and writes all rows.</para>
/// </example>
/// <example>
/// <summary>Reproduce a single run</summary>
/// <code>$row = Invoke-MixtureExperiment -K 3 -Eta 0.5 -N 100 -Method KMeans -Seed 1
/// $dfm = New-MixtureModel -K $row.K -J $row.J -Eta $row.Eta -Seed $row.DataSeed |
///     Invoke-DfmSample -N $row.N -DocumentLength $row.DocumentLength
/// $dfm | Invoke-KMeans -Restart $row.Restart -Seed $row.Seed | Measure-ClusterAccuracy</code>
/// <para>DataSeed reproduces the model and the documents, and Seed the clustering. If Eta has one value per word, use
/// -Eta (-split $row.Eta). If Alpha isn't 'even', also use -Alpha (-split $row.Alpha).</para>
/// </example>
/// <example>
/// <summary>Compare a custom method with a built-in one</summary>
/// <code>Invoke-MixtureExperiment -K 3 -N 100 -Method KMeans -Replicate 3 -Seed 1 -ScriptBlock @{
///     Bisecting = { param($dfm, $seed) $dfm | Invoke-KMeans -Method Bisecting -Seed $seed }
/// }</code>
/// <para>Both methods cluster the same documents. The column Method contains the key of the hashtable.</para>
/// </example>
/// <example>
/// <summary>Measure what labels and seed words buy</summary>
/// <code>Invoke-MixtureExperiment -K 4 -J 100 -Eta 0.3 -N 200 -Method EM, Gibbs -LabelledDocument 0, 20, 50 -SeedTermCount 0, 3 -Replicate 2 -Seed 1 |
///     Measure-MixtureExperiment -By LabelledDocument, SeedTermCount, Method</code>
/// <para>The means are of the accuracy on the documents whose labels weren't given.</para>
/// </example>
/// <example>
/// <summary>Run the combinations in a table</summary>
/// <code>'K,Eta,N', '2,0.1,50', '3,1,100' | Set-Content grid.csv
/// Import-Csv grid.csv | Invoke-MixtureExperiment -Method KMeans, EM -Seed 1</code>
/// <para>Each row of the table is an experiment with the parameters that its columns name.</para>
/// </example>
/// <example>
/// <summary>Run the second of four parts</summary>
/// <code>Invoke-MixtureExperiment -K 2, 3, 4 -N 100 -Replicate 4 -Seed 1 -Shard 2/4 -Journal part2.jsonl</code>
/// <para>The other parts can run on other computers; Merge-MixtureJournal merges the four journals.</para>
/// </example>
/// <seealso cref="MeasureMixtureExperimentCommand"/>
/// <seealso cref="MergeMixtureJournalCommand"/>
/// <seealso cref="StartMixtureExperimentCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "MixtureExperiment", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Invoke-MixtureExperiment.md")]
[OutputType(typeof(ExperimentRow))]
public sealed class InvokeMixtureExperimentCommand : ExperimentGridCmdlet
{
    private const long ProgressInterval = 1000;

    /// <summary>
    /// The path of a file in JSON Lines format to which each finished run is appended, and from which an interrupted
    /// experiment resumes.
    /// </summary>
    [Parameter]
    public string? Journal { get; set; }

    /// <summary>
    /// The part to run and the number of parts, such as 3/16; or Auto in a task of a job array, for its place among the tasks. All
    /// parts need the same -Seed.
    /// </summary>
    [Parameter]
    public string? Shard { get; set; }

    /// <summary>The maximum number of parallel runs. No row depends on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One per core")]
    public WholeNumber ThrottleLimit { get; set; } = 0;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryReadGrid()) return;
        string? journal = Journal is null ? null : FilePath(Journal);
        if (!TryCompute("Experiment", (_, _) => new ExperimentScripts(ScriptBlock), out var scripts)) return;
        if (!TryCompute("Experiment", (_, _) => ExperimentGrid.Create(Values(scripts)), out var grid)) return;
        string size = $"{Counted.Of(grid.RunCount, "run")}: {Counted.Of(grid.Cells.Count, "combination")}, {Counted.Of(grid.Replicates, "replicate")}, {Counted.Of(grid.Methods.Count, "method")}" + (Shard is null ? string.Empty : $"; part {Shard} of them");
        WriteVerbose(size);
        if (!ShouldProcess(size, "Invoke-MixtureExperiment")) return;
        var warnings = new Queue<string>();
        using var progress = new ThrottledProgress(this, "Experiment", ProgressInterval);
        if (!TryCompute("Experiment", (_, stop) => Rows(grid, scripts, journal, warnings, progress, stop), out var rows)) return;
        long written = 0;
        using (rows)
        {
            while (TryCompute("Experiment", (_, _) => rows.MoveNext(), out bool isMore))
            {
                while (warnings.TryDequeue(out string? warning)) WriteWarning(warning);
                if (!isMore) break;
                WriteObject(rows.Current);
                written++;
            }
        }

        WriteVerbose($"Wrote {Counted.Of(written, "row")}{(journal is null ? string.Empty : $", with the journal '{journal}'")}.");
    }

    private IEnumerator<ExperimentRow> Rows(ExperimentGrid grid, ExperimentScripts scripts, string? journal, Queue<string> warnings, ThrottledProgress progress, CancellationToken stop)
    {
        var options = new ExperimentRunOptions
        {
            Seed = Seed?.ToSingle("the experiment"),
            Journal = journal,
            Shard = Shard is null ? null : ExperimentShard.Parse(Shard, Environment.GetEnvironmentVariable),
            ThrottleLimit = ThrottleLimit,
            External = scripts.Methods.Count > 0 ? scripts.Run : null,
            Warn = warnings.Enqueue,
            Progress = progress,
        };
        return ExperimentRunner.Run(grid, options, stop).GetEnumerator();
    }
}
