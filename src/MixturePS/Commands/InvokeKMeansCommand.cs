using System.Management.Automation;
using System.Security.Cryptography;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Shards;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Clusters documents by k-means, with the same labels as scikit-learn's KMeans for the same seed.</summary>
/// <remarks>
/// <para>The cmdlet runs Lloyd's algorithm from initial centres chosen by greedy k-means++, as scikit-learn 1.3 and
/// later do. -Seed corresponds to random_state and -Restart to n_init. The output is a clustering with the labels, the
/// centres and the inertia, which is the sum of the squared distances of the documents from their centres. Of several
/// starts, the one with the least inertia is kept; RestartInertia contains the inertia of each. The result doesn't
/// depend on the number of threads. If the start that was kept doesn't converge within -MaxIteration, Converged is
/// false and a warning says so.</para>
/// <para>You can omit -K if the documents were drawn from a model; K is then that of the model. Identical documents are
/// clustered once with their number as weight, so a million short documents take little time. If there are fewer
/// distinct documents than clusters, a warning states how many clusters were found.</para>
/// <para>-Metric Cosine runs spherical k-means (Dhillon and Modha 2001). It compares only the directions of documents,
/// so their lengths don't matter; the inertia is then the sum of one minus the cosine. Documents without tokens have no
/// direction. They are assigned to the largest cluster, and a warning states their number.</para>
/// <para>-Method Bisecting splits the cluster with the greatest inertia until there are K clusters. -Method MiniBatch
/// updates the centres after each random batch of documents (Sculley 2010), which is faster for a very large number of
/// distinct documents.</para>
/// <para>Documents in shards (Get-DfmShard) are clustered shard by shard, by Lloyd's algorithm from the centres of a fit of a
/// sample: 20,000 documents, or 100 per cluster if that is more. -Checkpoint saves each iteration.</para>
/// <para>The output is one object. To save the cluster of each document, pass it to Get-ClusterAssignment, as in
/// Get-ClusterAssignment | Export-Csv.</para>
/// </remarks>
/// <example>
/// <summary>Measure how well k-means recovers known clusters</summary>
/// <code>New-MixtureModel -K 3 -Eta 1 | Invoke-DfmSample -N 1000 | Invoke-KMeans | Measure-ClusterAccuracy</code>
/// <para>The documents are drawn from three clusters, and the labels are compared with them.</para>
/// </example>
/// <example>
/// <summary>Reproduce scikit-learn's KMeans(3, n_init=1, random_state=42)</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000
/// $clustering = $dfm | Invoke-KMeans -K 3 -Restart 1 -Seed 42
/// $clustering.Centers</code>
/// <para>The centres and the labels equal those of scikit-learn.</para>
/// </example>
/// <example>
/// <summary>Run spherical k-means on TF-IDF weights</summary>
/// <code>New-MixtureModel -K 3 -Seed 1 | Invoke-DfmSample -N 300 | ConvertTo-TfIdf | Invoke-KMeans -Metric Cosine -Seed 0</code>
/// <para>Documents with similar shares of words are in the same cluster, regardless of their lengths.</para>
/// </example>
/// <example>
/// <summary>Save the cluster of each document to a CSV file</summary>
/// <code>New-MixtureModel -K 3 -Eta 1 | Invoke-DfmSample -N 1000 | Invoke-KMeans | Get-ClusterAssignment | Export-Csv clusters.csv</code>
/// <para>The file has one row per document. Without Get-ClusterAssignment it would have a single row about the
/// clustering: the method, the objective and the sizes of the clusters.</para>
/// </example>
/// <example>
/// <summary>Compare several numbers of clusters in a table</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 1 | Invoke-DfmSample -N 300
/// 2..5 | ForEach-Object { $dfm | Invoke-KMeans -K $_ -Seed 0 } | Format-Table K, Inertia, Iterations</code>
/// <para>There is one row per clustering.</para>
/// </example>
/// <example>
/// <summary>Cluster many documents in batches</summary>
/// <code>New-MixtureModel -K 3 -Seed 1 | Invoke-DfmSample -N 20000 | Invoke-KMeans -BatchSize 500 -Seed 0</code>
/// <para>-BatchSize selects the method MiniBatch.</para>
/// </example>
/// <seealso cref="InvokeMixtureEMCommand"/>
/// <seealso cref="FindClusterCountCommand"/>
/// <seealso cref="MeasureClusterAccuracyCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "KMeans", HelpUri = HelpPages.Root + "Invoke-KMeans.md")]
[OutputType(typeof(KMeansClustering))]
public sealed class InvokeKMeansCommand : DfmCmdlet
{
    /// <summary>
    /// The number of clusters. By default it is the K of the model that the documents were drawn from, or the number of
    /// rows of -InitialCenter.
    /// </summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ClusterCountCompleter))]
    [Alias("n_clusters")]
    [PSDefaultValue(Help = "The model's K")]
    public WholeNumber? K { get; set; }

    /// <summary>
    /// The number of starts. The one with the least inertia is kept. With -Method Bisecting it is the number of starts
    /// of each split. With -Method MiniBatch it is the number of sets of initial centres, of which the best on a sample
    /// is used.
    /// </summary>
    [Parameter]
    [Alias("n_init")]
    [PSDefaultValue(Value = 10)]
    public WholeNumber Restart { get; set; } = 10;

    /// <summary>
    /// The seed, a whole number from 0 to 4294967295, like scikit-learn's random_state. Without it, a random seed is
    /// drawn. The clustering records the seed.
    /// </summary>
    [Parameter]
    [Alias("random_state")]
    [SeedTransformation]
    public SeedArgument? Seed { get; set; }

    /// <summary>The objective to minimise: the sum of squared distances (Euclidean), or of one minus the cosine (Cosine).</summary>
    [Parameter]
    [PSDefaultValue(Value = "Euclidean")]
    public KMeansMetric Metric { get; set; }

    /// <summary>
    /// The algorithm: Lloyd's algorithm (Lloyd), repeated splitting of clusters (Bisecting), or updates in random
    /// batches (MiniBatch).
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = "Lloyd")]
    public KMeansMethod Method { get; set; }

    /// <summary>The number of documents per batch. Giving it selects -Method MiniBatch, unless -Method is given.</summary>
    [Parameter]
    [Alias("batch_size")]
    [PSDefaultValue(Value = 1024)]
    public WholeNumber BatchSize { get; set; } = 1024;

    /// <summary>
    /// The method that chooses the initial centres of a start: greedy k-means++ (PlusPlus), or K documents drawn
    /// uniformly (Random).
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = "PlusPlus")]
    public KMeansInit Init { get; set; }

    /// <summary>The initial centres, a matrix with one centre per row. There is then only one start.</summary>
    [Parameter]
    public object? InitialCenter { get; set; }

    /// <summary>
    /// The maximum number of iterations per start. With -Method MiniBatch, it is the maximum number of passes, each of
    /// as many random documents as there are in total.
    /// </summary>
    [Parameter]
    [Alias("max_iter")]
    [PSDefaultValue(Value = 300)]
    public WholeNumber MaxIteration { get; set; } = 300;

    /// <summary>
    /// The tolerance. A start converges when the sum of the squared shifts of the centres is at most the tolerance
    /// times the mean variance of the features. It has no effect with -Method MiniBatch.
    /// </summary>
    [Parameter]
    [Alias("tol")]
    [PSDefaultValue(Value = 0.0001)]
    public Number Tolerance { get; set; } = 1e-4;

    /// <summary>
    /// The variant of scikit-learn's arithmetic: that for arrays (Dense), which first subtracts the mean of each feature,
    /// or that for sparse matrices (Sparse). They differ where a document is equally far from two centres, and where all
    /// numbers are far from zero, which needs Dense. Auto means Dense for counts with up to 1,000 features and for a
    /// plain matrix of other numbers with up to 67 million cells, and Sparse otherwise.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = "Auto")]
    public KMeansArithmetic Arithmetic { get; set; }

    /// <summary>
    /// A file that saves each iteration of a fit of documents in shards. If the file exists, the fit goes on from there, and ends
    /// with the same result. It isn't deleted at the end. It needs -Seed.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Checkpoint { get; set; }

    /// <summary>The maximum number of threads. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One per core")]
    public WholeNumber ThrottleLimit { get; set; } = 0;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RequireSeed(Checkpoint, Seed is not null);
    }

    /// <inheritdoc/>
    protected override void Process(Dfm dfm)
    {
        if (RefusesCheckpoint(Checkpoint, dfm)) return;
        if (K is null && InitialCenter is null && dfm.Model is null)
        {
            RefuseInput(ErrorCatalogue.ClusterCountNeeded());
            return;
        }

        if (!TryCompute("k-means", (progress, stop) => Fit(dfm, progress, stop), out var clustering)) return;
        if (clustering.DistinctClusterCount < clustering.K)
        {
            // If there are enough distinct documents, the squares of their differences underflow or are lost in rounding.
            string why = clustering.Algorithm == KMeansMethod.MiniBatch ? "no document is closest to any of the other centres."
                : clustering.HasEnoughDistinctDocuments() ? "some documents are so close to each other that their distances are lost in rounding. If the cells are tiny, multiply all of them by one number."
                : "there are fewer distinct documents than clusters.";
            WriteWarning($"Only {Counted.Of(clustering.DistinctClusterCount, "cluster")} {Counted.Agree(clustering.DistinctClusterCount, "was", "were")} found for K = {clustering.K}: {why}");
        }

        if (clustering.EmptyDocumentCount > 0)
            WriteWarning($"{clustering.EmptyDocumentCount} of {Counted.Of(dfm.DocumentCount, "document")} {Counted.Agree(clustering.EmptyDocumentCount, "has no tokens and therefore no direction; it was", "have no tokens and therefore no direction; they were")} assigned to the largest cluster.");

        Say(clustering, Counted.Of(clustering.RestartInertia.Count, "start"));
        foreach (string warning in ConvergenceWarnings.Of(clustering)) WriteWarning(warning);
        WriteWhole(clustering);
    }

    private KMeansClustering Fit(Dfm dfm, IProgress<Core.Foundation.ProgressReport> progress, CancellationToken stop)
    {
        var centers = InitialCenter is null ? null : MatrixReading.Read(InitialCenter, stop);
        var options = new KMeansOptions
        {
            K = (int?)K ?? centers?.RowCount ?? dfm.Model!.K,
            Restarts = Restart,
            Init = Init,
            InitialCenters = centers,
            MaxIterations = MaxIteration,
            Tolerance = Tolerance,
            Arithmetic = Arithmetic,
            Metric = Metric,
            Method = MyInvocation.BoundParameters.ContainsKey(nameof(Method)) || !MyInvocation.BoundParameters.ContainsKey(nameof(BatchSize))
                ? Method : KMeansMethod.MiniBatch,
            BatchSize = BatchSize,
            ThrottleLimit = ThrottleLimit,
        };
        uint seed = Seed?.ToLegacySeed() ?? BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
        return dfm.Shards is null ? KMeans.Fit(dfm, options, seed, progress, stop)
            : ShardedKMeans.Fit(dfm, options, seed, Checkpoint is null ? null : FilePath(Checkpoint), progress, stop);
    }
}
