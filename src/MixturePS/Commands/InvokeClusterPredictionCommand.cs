using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;

namespace MixturePS.Commands;

/// <summary>Puts documents into the clusters of a fitted clustering, one a row, without fitting anything anew.</summary>
/// <remarks>
/// <para>Clusters of k-means take the documents nearest to their centres, and Distance says how near; of spherical k-means it is
/// one less the cosine. Clusters of EM and Gibbs sampling take those that are most probably theirs by Bayes' rule, and
/// Probability says how sure that is; where clusters are Dirichlet-multinomial the rule is theirs.</para>
/// <para>Features are matched by their words. UnseenTokens counts a document's tokens (of weights its words) that the
/// clustering doesn't know; they are left out. Where TF-IDF weights were clustered, give counts: they are weighted in the same
/// way, with the idf of the documents that were clustered. Weights of their own would not compare and are refused.</para>
/// <para>With -AsMatrix there is one matrix instead of rows, n x K: the probability of each cluster for each document, or the
/// distance from each centre.</para>
/// </remarks>
/// <example>
/// <summary>Held-out documents</summary>
/// <code>$model = New-MixtureModel -K 3 -Seed 2026
/// $clustering = $model | Invoke-DfmSample -N 1000 | Invoke-MixtureEM -Seed 1
/// $model | Invoke-DfmSample -N 5 | Invoke-ClusterPrediction -Clustering $clustering</code>
/// </example>
/// <example>
/// <summary>Counts into a clustering of TF-IDF weights</summary>
/// <code>$model = New-MixtureModel -K 3 -Seed 2026
/// $clustering = $model | Invoke-DfmSample -N 1000 | ConvertTo-TfIdf | Invoke-KMeans -K 3 -Seed 42
/// $model | Invoke-DfmSample -N 5 | Invoke-ClusterPrediction $clustering</code>
/// </example>
/// <example>
/// <summary>The probability of each cluster</summary>
/// <code>$model = New-MixtureModel -K 3 -Seed 2026
/// $clustering = $model | Invoke-DfmSample -N 1000 | Invoke-MixtureEM -Seed 1
/// $model | Invoke-DfmSample -N 5 | Invoke-ClusterPrediction $clustering -AsMatrix</code>
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

    /// <summary>Gives one matrix in place of rows: the probabilities of all clusters, or the distances from all centres.</summary>
    [Parameter]
    public SwitchParameter AsMatrix { get; set; }

    /// <summary>The most threads to use; one a core where it isn't given. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One a core")]
    public int ThrottleLimit { get; set; }

    /// <inheritdoc/>
    protected override void Process(Dfm dfm)
    {
        if (!TryCompute("Predicting clusters", (progress, stop) => ClusterPrediction.Predict(Clustering, dfm, ThrottleLimit, progress, stop), out var prediction)) return;
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
