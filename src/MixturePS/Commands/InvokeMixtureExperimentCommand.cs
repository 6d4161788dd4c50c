using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Experiments;
namespace MixturePS.Commands;

/// <summary>Runs simulation experiments: every method on documents of every combination of parameters, many times, a row a run.</summary>
/// <remarks>
/// <para>Each parameter takes a list of values, and every combination is run -Replicate times: a model is drawn, documents are
/// drawn from it, and each method clusters the same documents. Rows are flat, so that they go to Export-Csv as they are: the
/// parameters, the seeds, each index of accuracy, and the bound, which is the best accuracy that any method can be expected
/// to reach on documents of that model. A run that fails is a row with ErrorId and Error; the others go on. Values that can't be
/// used are refused before anything is run.</para>
/// <para>Rows come in the order of the values given, each when it and those before it are finished. Runs go side by side,
/// one a core; no row depends on how many, on which other values and methods are asked for, or on their order. Cell is the
/// number of the combination of K, J, Eta, Alpha, N and DocumentLength, made of these values; the documents are drawn from
/// child (Cell, Replicate) of -Seed as NumPy's SeedSequence has it. DataSeed and Seed repeat one run by hand, as an example
/// shows.</para>
/// <para>With -Journal each finished run is kept in a file, on the disk, before its row is given out. Whatever ends the
/// experiment, the same command goes on from there and gives all rows, those from the file among them, as if nothing had
/// happened. A journal of another experiment is refused, and one that another process has in use. With -Shard one of
/// several parts is run; each has a journal of its own, which Merge-MixtureJournal puts together.</para>
/// <para>A method of one's own is a script block that gets the documents and a seed, and gives a clustering or a label for each
/// document. Script blocks run one after the other on the pipeline's thread, as their runspace wants it; what is built in
/// goes on meanwhile.</para>
/// <para>Bound is exact where there are at most 20,000 possible documents, and BoundError is 0 then. Otherwise it is the mean,
/// over the documents that were drawn, of the probability that the best rule gets each right. The method Bound is that rule
/// itself: its Accuracy is what it gets on these documents. A value that is given twice counts once.</para>
/// </remarks>
/// <example>
/// <summary>How accuracy depends on eta and on the documents' length</summary>
/// <code>Invoke-MixtureExperiment -Eta 0.1, 1 -DocumentLength 5, 20 -K 3 -N 200 -Method KMeans, EM -Replicate 10 -Seed 2026 |
///     Measure-MixtureExperiment -By Eta, DocumentLength, Method</code>
/// </example>
/// <example>
/// <summary>An experiment that can be stopped, to a file</summary>
/// <code>Invoke-MixtureExperiment -Eta 0.1, 1, 10 -DocumentLength 5, 10, 50 -K 3 -N 100 -Method KMeans, TfIdfKMeans -Replicate 5 -Seed 2026 -Journal run.jsonl |
///     Export-Csv results.csv</code>
/// </example>
/// <example>
/// <summary>One run again, by hand</summary>
/// <code>$row = Invoke-MixtureExperiment -K 3 -Eta 0.5 -N 100 -Method KMeans -Seed 1
/// $dfm = New-MixtureModel -K $row.K -J $row.J -Eta $row.Eta -Seed $row.DataSeed |
///     Invoke-DfmSample -N $row.N -DocumentLength $row.DocumentLength
/// $dfm | Invoke-KMeans -Restart $row.Restart -Seed $row.Seed | Measure-ClusterAccuracy</code>
/// <para>Where Eta has a value for each word, -Eta (-split $row.Eta); where Alpha is not 'even', -Alpha (-split $row.Alpha) too.</para>
/// </example>
/// <example>
/// <summary>A method of one's own beside the built-in ones</summary>
/// <code>Invoke-MixtureExperiment -K 3 -N 100 -Method KMeans -Replicate 3 -Seed 1 -ScriptBlock @{
///     Bisecting = { param($dfm, $seed) $dfm | Invoke-KMeans -Method Bisecting -Seed $seed }
/// }</code>
/// </example>
/// <example>
/// <summary>The second of four parts</summary>
/// <code>Invoke-MixtureExperiment -K 2, 3, 4 -N 100 -Replicate 4 -Seed 1 -Shard 2/4 -Journal part2.jsonl</code>
/// </example>
/// <seealso cref="MeasureMixtureExperimentCommand"/>
/// <seealso cref="MergeMixtureJournalCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "MixtureExperiment", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Invoke-MixtureExperiment.md")]
[OutputType(typeof(ExperimentRow))]
public sealed class InvokeMixtureExperimentCommand : MixtureCmdlet
{
    private const long ProgressInterval = 1000;

    /// <summary>Numbers of clusters that documents are drawn from.</summary>
    [Parameter(Position = 0)]
    [PSDefaultValue(Value = 3)]
    public int[] K { get; set; } = [3];

    /// <summary>Dirichlet parameters of the word probabilities. A number is one for all words; a list in the list has one a word.</summary>
    [Parameter]
    [PSDefaultValue(Value = 1)]
    public object[] Eta { get; set; } = [1];

    /// <summary>Tokens of a document: numbers, 'Poisson(mean)', 'NegativeBinomial(size, probability)'. A list in the list has one a document.</summary>
    [Parameter]
    [Alias("M")]
    [DocumentLengthTransformation]
    [PSDefaultValue(Help = "10")]
    public DocumentLengthArgument DocumentLength { get; set; } = new(10);

    /// <summary>Numbers of documents.</summary>
    [Parameter]
    [PSDefaultValue(Value = 1000)]
    public int[] N { get; set; } = [1000];

    /// <summary>Numbers of words.</summary>
    [Parameter]
    [PSDefaultValue(Help = "The number of values of -Vocabulary or of a list in -Eta, else 5")]
    public int[]? J { get; set; }

    /// <summary>The words, for script blocks that look at them; no draw depends on them.</summary>
    [Parameter]
    public string[]? Vocabulary { get; set; }

    /// <summary>The probability of each cluster: a list that sums to 1, 'even', or a list of such.</summary>
    [Parameter]
    [PSDefaultValue(Help = "even")]
    public object? Alpha { get; set; }

    /// <summary>The methods that cluster the documents. With -ScriptBlock there may be none.</summary>
    [Parameter]
    [PSDefaultValue(Help = "KMeans, or none with -ScriptBlock")]
    public ExperimentMethodKind[]? Method { get; set; }

    /// <summary>
    /// Methods of one's own: { param($dfm, $seed) ... } that gives a clustering or a label for each document; several, named
    /// ScriptBlock0, ScriptBlock1 and so on; or a hashtable with a name for each.
    /// </summary>
    [Parameter]
    public object? ScriptBlock { get; set; }

    /// <summary>How often each combination is run.</summary>
    [Parameter]
    [PSDefaultValue(Value = 1)]
    public int Replicate { get; set; } = 1;

    /// <summary>A whole number of any size from which all seeds come. Without it fresh entropy is used, or the journal's seed; the rows say which.</summary>
    [Parameter]
    [SeedTransformation]
    public SeedArgument? Seed { get; set; }

    /// <summary>Numbers of clusters that methods look for, where these are to differ from -K.</summary>
    [Parameter]
    [PSDefaultValue(Help = "The K that documents are drawn from")]
    public int[]? FitK { get; set; }

    /// <summary>Numbers of starts of k-means and EM.</summary>
    [Parameter]
    [PSDefaultValue(Help = "10")]
    public int[]? Restart { get; set; }

    /// <summary>The most iterations of a start of k-means and EM.</summary>
    [Parameter]
    [PSDefaultValue(Help = "300 for k-means, 1000 for EM")]
    public int[]? MaxIteration { get; set; }

    /// <summary>When a start of k-means or EM ends: the -Tolerance of Invoke-KMeans and of Invoke-MixtureEM.</summary>
    [Parameter]
    [PSDefaultValue(Help = "0.0001 for k-means, 0.0000001 for EM")]
    public double[]? Tolerance { get; set; }

    /// <summary>The tokens that EM adds to each word's count in each cluster.</summary>
    [Parameter]
    [PSDefaultValue(Help = "0.1")]
    public double[]? Smoothing { get; set; }

    /// <summary>The sweeps of Gibbs sampling, Invoke-MixtureGibbs -Iteration.</summary>
    [Parameter]
    [PSDefaultValue(Help = "30")]
    public int[]? Sweep { get; set; }

    /// <summary>The chains of Gibbs sampling.</summary>
    [Parameter]
    [PSDefaultValue(Help = "4")]
    public int[]? Chain { get; set; }

    /// <summary>Gibbs sampling's prior of the clusters' shares, Invoke-MixtureGibbs -Alpha.</summary>
    [Parameter]
    [PSDefaultValue(Help = "0.1")]
    public double[]? PriorAlpha { get; set; }

    /// <summary>Gibbs sampling's prior of the word probabilities, Invoke-MixtureGibbs -Beta.</summary>
    [Parameter]
    [PSDefaultValue(Help = "0.1")]
    public double[]? PriorBeta { get; set; }

    /// <summary>A file (JSON Lines) that finished runs are kept in and that the experiment goes on from.</summary>
    [Parameter]
    public string? Journal { get; set; }

    /// <summary>The part to run and the number of parts, as in 3/16; each needs the same -Seed.</summary>
    [Parameter]
    public string? Shard { get; set; }

    /// <summary>The most runs side by side; one a core where it isn't given. No row depends on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One a core")]
    public int ThrottleLimit { get; set; }

    /// <inheritdoc/>
    protected override bool EndsAtError => true;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string? journal = Journal is null ? null : FilePath(Journal);
        if (!TryCompute("Experiment", (_, _) => new ExperimentScripts(ScriptBlock), out var scripts)) return;
        if (!TryCompute("Experiment", (_, _) => ExperimentGrid.Create(Values(scripts)), out var grid)) return;
        string size = $"{grid.RunCount} runs: {grid.Cells.Count} combinations, {grid.Replicates} replicates, {grid.Methods.Count} methods" + (Shard is null ? string.Empty : $"; of these part {Shard}");
        WriteVerbose(size);
        if (!ShouldProcess(size, "Invoke-MixtureExperiment")) return;
        var warnings = new Queue<string>();
        using var progress = new ThrottledProgress(this, "Experiment", ProgressInterval);
        if (!TryCompute("Experiment", (_, stop) => Rows(grid, scripts, journal, warnings, progress, stop), out var rows)) return;
        using (rows)
        {
            while (TryCompute("Experiment", (_, _) => rows.MoveNext(), out bool isMore))
            {
                while (warnings.TryDequeue(out string? warning)) WriteWarning(warning);
                if (!isMore) break;
                WriteObject(rows.Current);
            }
        }
    }

    private IEnumerator<ExperimentRow> Rows(ExperimentGrid grid, ExperimentScripts scripts, string? journal, Queue<string> warnings, ThrottledProgress progress, CancellationToken stop)
    {
        var options = new ExperimentRunOptions
        {
            Seed = Seed?.ToSingle("the experiment"),
            Journal = journal,
            Shard = Shard is null ? null : ExperimentShard.Parse(Shard),
            ThrottleLimit = ThrottleLimit,
            External = scripts.Methods.Count > 0 ? scripts.Run : null,
            Warn = warnings.Enqueue,
            Progress = progress,
        };
        return ExperimentRunner.Run(grid, options, stop).GetEnumerator();
    }

    private ExperimentValues Values(ExperimentScripts scripts) => new()
    {
        K = K ?? [],
        Eta = GridReading.Etas(Eta ?? []),
        Alpha = GridReading.Alphas(Alpha),
        J = J ?? [],
        Vocabulary = Vocabulary,
        N = N ?? [],
        DocumentLength = DocumentLength.ReadEach(),
        Methods = Method ?? (scripts.Methods.Count > 0 ? [] : [ExperimentMethodKind.KMeans]),
        External = scripts.Methods,
        Parameters = Given(
        [
            (ExperimentParameter.FitK, Numbers(FitK)),
            (ExperimentParameter.Restart, Numbers(Restart)),
            (ExperimentParameter.MaxIteration, Numbers(MaxIteration)),
            (ExperimentParameter.Tolerance, Tolerance),
            (ExperimentParameter.Smoothing, Smoothing),
            (ExperimentParameter.Sweep, Numbers(Sweep)),
            (ExperimentParameter.Chain, Numbers(Chain)),
            (ExperimentParameter.PriorAlpha, PriorAlpha),
            (ExperimentParameter.PriorBeta, PriorBeta),
        ]),
        Replicates = Replicate,
    };

    private static Dictionary<ExperimentParameter, IReadOnlyList<double>> Given(IEnumerable<(ExperimentParameter Parameter, double[]? Values)> parameters) =>
        parameters.Where(parameter => parameter.Values is not null).ToDictionary(parameter => parameter.Parameter, parameter => (IReadOnlyList<double>)parameter.Values!);

    private static double[]? Numbers(int[]? values) => values is null ? null : Array.ConvertAll(values, value => (double)value);
}
