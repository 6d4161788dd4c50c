using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;

namespace MixturePS.Commands;

/// <summary>Assigns documents to the clusters of a fitted clustering, one row per document, without fitting it again.</summary>
/// <remarks>
/// <para>For k-means, each document is assigned to the cluster with the nearest centre, and Distance is the distance
/// from it; for spherical k-means, the distance is one minus the cosine. For EM and Gibbs sampling, each document is
/// assigned to its most probable cluster by Bayes' rule, and Probability is the probability of that cluster. Clusters
/// with the component DirichletMultinomial use that distribution.</para>
/// <para>Features are matched by name. UnseenTokens is the number of a document's tokens (for weights, of its words)
/// that the clustering doesn't know; they are ignored. If TF-IDF weights were clustered, pass counts: they are weighted
/// in the same way, with the IDF of the clustered documents. Documents with another weighting or another IDF cause an
/// error, because their weights aren't comparable.</para>
/// <para>With -AsMatrix the output is one n x K matrix for n documents and K clusters: the probabilities of all
/// clusters, or the distances from all centres.</para>
/// </remarks>
/// <example>
/// <summary>Assign held-out documents to clusters</summary>
/// <code>$model = New-MixtureModel -K 3 -Seed 2026
/// $clustering = $model | Invoke-DfmSample -N 1000 | Invoke-MixtureEM -Seed 1
/// $model | Invoke-DfmSample -N 5 | Invoke-ClusterPrediction -Clustering $clustering</code>
/// <para>The mixture is fitted to 1,000 documents and applied to five other documents from the same model.</para>
/// </example>
/// <example>
/// <summary>Assign counts to the clusters of TF-IDF weights</summary>
/// <code>$model = New-MixtureModel -K 3 -Seed 2026
/// $clustering = $model | Invoke-DfmSample -N 1000 | ConvertTo-TfIdf | Invoke-KMeans -K 3 -Seed 42
/// $model | Invoke-DfmSample -N 5 | Invoke-ClusterPrediction $clustering</code>
/// <para>The counts are weighted with the IDF of the clustered documents.</para>
/// </example>
/// <example>
/// <summary>Compute the probability of each cluster</summary>
/// <code>$model = New-MixtureModel -K 3 -Seed 2026
/// $clustering = $model | Invoke-DfmSample -N 1000 | Invoke-MixtureEM -Seed 1
/// $model | Invoke-DfmSample -N 5 | Invoke-ClusterPrediction $clustering -AsMatrix</code>
/// <para>The matrix has one row per document and one column per cluster.</para>
/// </example>
/// <seealso cref="ExportMixtureModelCommand"/>
/// <seealso cref="GetClusterAssignmentCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "ClusterPrediction", HelpUri = HelpPages.Root + "Invoke-ClusterPrediction.md")]
[OutputType(typeof(PredictedCluster), typeof(DenseMatrix))]
public sealed class InvokeClusterPredictionCommand : DfmCmdlet
{
    /// <summary>The fitted clustering.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public FittedClustering Clustering { get; set; } = null!;

    /// <summary>Returns one matrix instead of rows: the probabilities of all clusters, or the distances from all centres.</summary>
    [Parameter]
    public SwitchParameter AsMatrix { get; set; }

    /// <summary>The maximum number of threads. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One per core")]
    public WholeNumber ThrottleLimit { get; set; } = 0;

    /// <inheritdoc/>
    protected override void Process(Dfm dfm)
    {
        if (!TryCompute("Predicting clusters", (progress, stop) => ClusterPrediction.Predict(Clustering, dfm, ThrottleLimit, progress, stop), out var prediction)) return;
        Say($"Assigned the documents of {dfm} to the clusters of {Clustering}");
        if (AsMatrix)
        {
            WriteWhole((prediction.Posterior ?? prediction.Distances)!);
            return;
        }

        foreach (var row in prediction.Rows())
        {
            if (StopToken.IsCancellationRequested) throw new PipelineStoppedException();
            WriteObject(row);
        }
    }
}
