using System.Management.Automation;
using System.Security.Cryptography;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Clusters documents by k-means, with the labels of scikit-learn's KMeans for the same seed.</summary>
/// <remarks>
/// <para>Lloyd's iteration from greedy k-means++ centres, as scikit-learn 1.3 and later runs it: -Seed is its random_state,
/// -Restart its n_init. Of several starts the one with the least inertia is kept; RestartInertia shows how far they are
/// apart. The result doesn't depend on the number of threads.</para>
/// <para>-K may be left out where the documents were drawn from a model, whose K is taken then. Documents that are alike
/// are clustered once and counted, so that a million short ones cost little. Where there are fewer distinct documents
/// than clusters a warning says how many were found.</para>
/// <para>-Metric Cosine is spherical k-means (Dhillon and Modha 2001), which compares documents by direction alone and so
/// doesn't mind their length; Inertia is then the sum of one less the cosine. Documents without tokens have no direction:
/// they are put into the largest cluster, and a warning counts them. -Method Bisecting splits the cluster with the greatest
/// inertia until there are K, -Method MiniBatch moves centres after each batch of documents (Sculley 2010), which is faster
/// where there are very many documents that differ.</para>
/// </remarks>
/// <example>
/// <summary>How well are the clusters found?</summary>
/// <code>New-MixtureModel -K 3 -Eta 1 | Invoke-DfmSample -N 1000 | Invoke-KMeans | Measure-ClusterAccuracy</code>
/// </example>
/// <example>
/// <summary>What KMeans(3, n_init=1, random_state=42) finds</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000
/// $clustering = $dfm | Invoke-KMeans -K 3 -Restart 1 -Seed 42
/// $clustering.Centers</code>
/// </example>
/// <example>
/// <summary>Spherical k-means of weighted documents</summary>
/// <code>New-MixtureModel -K 3 -Seed 1 | Invoke-DfmSample -N 300 | ConvertTo-TfIdf | Invoke-KMeans -Metric Cosine -Seed 0</code>
/// </example>
/// <example>
/// <summary>Many documents in batches</summary>
/// <code>New-MixtureModel -K 3 -Seed 1 | Invoke-DfmSample -N 20000 | Invoke-KMeans -BatchSize 500 -Seed 0</code>
/// </example>
/// <seealso cref="InvokeMixtureEMCommand"/>
/// <seealso cref="FindClusterCountCommand"/>
/// <seealso cref="MeasureClusterAccuracyCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "KMeans", HelpUri = HelpPages.Root + "Invoke-KMeans.md")]
[OutputType(typeof(KMeansClustering))]
public sealed class InvokeKMeansCommand : DfmCmdlet
{
    /// <summary>The number of clusters; that of the model where the documents were drawn from one.</summary>
    [Parameter(Position = 0)]
    [Alias("n_clusters")]
    [PSDefaultValue(Help = "The model's K")]
    public int K { get; set; }

    /// <summary>The number of starts, of which the one with the least inertia is kept.</summary>
    [Parameter]
    [Alias("n_init")]
    [PSDefaultValue(Value = 10)]
    public int Restart { get; set; } = 10;

    /// <summary>A whole number from 0 to 4294967295, as scikit-learn's random_state. Without it fresh entropy is used; the result says which.</summary>
    [Parameter]
    [Alias("random_state")]
    [SeedTransformation]
    public SeedArgument? Seed { get; set; }

    /// <summary>What is made small: squared distances (Euclidean), or one less the cosine (Cosine).</summary>
    [Parameter]
    [PSDefaultValue(Value = "Euclidean")]
    public KMeansMetric Metric { get; set; }

    /// <summary>
    /// How the clusters are come to: by Lloyd's iteration (Lloyd), by splitting clusters in two (Bisecting), or in batches
    /// (MiniBatch).
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = "Lloyd")]
    public KMeansMethod Method { get; set; }

    /// <summary>The documents of a batch; giving it asks for -Method MiniBatch.</summary>
    [Parameter]
    [Alias("batch_size")]
    [PSDefaultValue(Value = 1024)]
    public int BatchSize { get; set; } = 1024;

    /// <summary>How a start chooses its first centres: greedy k-means++ (PlusPlus), or K documents drawn evenly (Random).</summary>
    [Parameter]
    [PSDefaultValue(Value = "PlusPlus")]
    public KMeansInit Init { get; set; }

    /// <summary>Centres to start from, a matrix with a centre a row; then there is one start.</summary>
    [Parameter]
    public object? InitialCenter { get; set; }

    /// <summary>The most iterations of a start; in batches, the most times that as many documents are drawn as there are.</summary>
    [Parameter]
    [Alias("max_iter")]
    [PSDefaultValue(Value = 300)]
    public int MaxIteration { get; set; } = 300;

    /// <summary>A start ends when the centres' squared shifts sum to no more than this times the mean variance of the features.</summary>
    [Parameter]
    [Alias("tol")]
    [PSDefaultValue(Value = 0.0001)]
    public double Tolerance { get; set; } = 1e-4;

    /// <summary>
    /// Which of scikit-learn's arithmetics is followed where a document is equally far from two centres: that for arrays (Dense)
    /// or that for sparse matrices (Sparse). Auto takes Dense for counts of up to 1,000 features.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = "Auto")]
    public KMeansArithmetic Arithmetic { get; set; }

    /// <summary>The most threads to use; one a core where it isn't given. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One a core")]
    public int ThrottleLimit { get; set; }

    /// <inheritdoc/>
    protected override void Process(Dfm dfm)
    {
        bool isGiven = MyInvocation.BoundParameters.ContainsKey(nameof(K));
        if (!isGiven && InitialCenter is null && dfm.Model is null)
        {
            RefuseInput(ErrorCatalogue.ClusterCountNeeded());
            return;
        }

        if (!TryCompute("k-means", (progress, stop) => Fit(dfm, isGiven, progress, stop), out var clustering)) return;
        if (clustering.DistinctClusterCount < clustering.K)
        {
            // Where there are enough distinct ones, squares of their differences are none, or rounding has swallowed them.
            string why = clustering.Algorithm == KMeansMethod.MiniBatch ? "no document is closest to any of the other centres."
                : clustering.HasEnoughDistinctDocuments() ? "some documents are so close to each other that their distances are lost in rounding. If the cells are tiny, multiply all of them by one number."
                : "there are fewer distinct documents than clusters.";
            WriteWarning($"Only {Counted.Of(clustering.DistinctClusterCount, "cluster")} {Counted.Agree(clustering.DistinctClusterCount, "was", "were")} found for K = {clustering.K}: {why}");
        }

        if (clustering.EmptyDocumentCount > 0)
            WriteWarning($"{clustering.EmptyDocumentCount} of {Counted.Of(dfm.DocumentCount, "document")} {Counted.Agree(clustering.EmptyDocumentCount, "has no tokens and therefore no direction; it was", "have no tokens and therefore no direction; they were")} assigned to the largest cluster.");

        WriteWhole(clustering);
    }

    private KMeansClustering Fit(Dfm dfm, bool isGiven, IProgress<Core.Foundation.ProgressReport> progress, CancellationToken stop)
    {
        var centers = InitialCenter is null ? null : MatrixReading.Read(InitialCenter, stop);
        var options = new KMeansOptions
        {
            K = isGiven ? K : centers?.RowCount ?? dfm.Model!.K,
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
        return KMeans.Fit(dfm, options, seed, progress, stop);
    }
}
