using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Assigns documents to the clusters of a fitted clustering, one row per document, without fitting it again.</summary>
/// <remarks>
/// <para>For k-means, each document is assigned to the cluster with the nearest centre, and Distance is the distance
/// from it; for spherical k-means, the distance is one minus the cosine. For bisecting k-means, each document follows the
/// splits to the half with the nearer centre, so it may be nearer to the centre of a cluster beyond an earlier split. The
/// documents that were clustered get their own clusters back, except after Gibbs sampling, whose labels are averages. For
/// EM and Gibbs sampling, each document is assigned to its most probable cluster by Bayes' rule, and Probability is the
/// probability of that cluster. Clusters with the component DirichletMultinomial use that distribution.</para>
/// <para>For a topic model, the topic shares of each document are inferred for the fixed topics. Cluster is the dominant topic,
/// Probability its share, and -AsMatrix returns all shares. They are those of variational inference, also after Gibbs
/// sampling, so they differ a little from Theta for the documents of the fit.</para>
/// <para>Documents are DFMs, or texts as they are: strings, files, or rows of a table with -TextProperty, as for
/// ConvertTo-Dfm. Texts are tokenised in the same way as those that were clustered, which the clustering and its file
/// record (the property TextRecipe of its DFM), and all texts together are predicted at the end. A DFM that was
/// tokenised in another way causes the error TextRecipeMismatch. A DFM without such a record, for example from a file
/// of another program, is accepted.</para>
/// <para>A document without any word that the clustering knows gets no cluster: Cluster, Distance and Probability are
/// empty, and a warning counts such documents. With -AsMatrix, its row is NaN.</para>
/// <para>Features are matched by name. UnseenTokens is the number of a document's tokens (for weights, of its words)
/// that the clustering doesn't know; they are ignored. If TF-IDF weights were clustered, pass counts: they are weighted
/// in the same way, with the IDF of the clustered documents. Documents with another weighting or another IDF cause an
/// error, because their weights aren't comparable.</para>
/// <para>If the clusters were matched with named known clusters by Resolve-ClusterLabel, ClusterName is the name of the
/// document's cluster.</para>
/// <para>With -AsMatrix the output is one n x K matrix for n documents and K clusters: the probabilities of all
/// clusters, the shares of all topics, or the distances from all centres.</para>
/// </remarks>
/// <example>
/// <summary>Assign held-out documents to clusters</summary>
/// <code>$model = New-MixtureModel -K 3 -Seed 2026
/// $clustering = $model | Invoke-DfmSample -N 1000 | Invoke-MixtureEM -Seed 1
/// $model | Invoke-DfmSample -N 5 | Invoke-ClusterPrediction -Clustering $clustering</code>
/// <para>The mixture is fitted to 1,000 documents and applied to five other documents from the same model.</para>
/// </example>
/// <example>
/// <summary>Assign new texts to clusters</summary>
/// <code>$texts = 'The cat and the dog', 'A dog, a cat, a bird', 'Stocks and bonds', 'Bonds fell, stocks rose'
/// $clustering = $texts | ConvertTo-Dfm -StopWord English -Stem English | ConvertTo-TfIdf | Invoke-KMeans -K 2 -Seed 1
/// 'Two cats and some dogs', 'A bond' | Invoke-ClusterPrediction $clustering</code>
/// <para>The new texts are tokenised, stemmed and weighted like the clustered ones.</para>
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
/// <example>
/// <summary>Infer the topic shares of new documents</summary>
/// <code>$model = New-MixtureModel -K 3 -J 50 -Eta 0.1 -Membership Mixed -Seed 2026
/// $topics = $model | Invoke-DfmSample -N 300 -DocumentLength 40 | Invoke-TopicModel -Seed 1
/// $model | Invoke-DfmSample -N 5 -DocumentLength 40 | Invoke-ClusterPrediction $topics -AsMatrix</code>
/// <para>The matrix has one row per document and one column per topic.</para>
/// </example>
/// <seealso cref="ExportMixtureModelCommand"/>
/// <seealso cref="GetClusterAssignmentCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "ClusterPrediction", DefaultParameterSetName = InputSet, HelpUri = HelpPages.Root + "Invoke-ClusterPrediction.md")]
[OutputType(typeof(PredictedCluster), typeof(DenseMatrix))]
public sealed class InvokeClusterPredictionCommand : TextCmdlet
{
    private DfmBuilder? _builder;

    /// <summary>
    /// The documents: a document-feature matrix (DFM), a numeric matrix with one document per row, or texts: strings,
    /// files from Get-ChildItem, or objects with -TextProperty.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The fitted clustering or topic model.</summary>
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
    private protected override DfmBuilder Builder => _builder ??= new DfmBuilder(PredictionInput.TextOptions(Clustering.Dfm) with { ThrottleLimit = ThrottleLimit }, StopToken);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (ParameterSetName != InputSet) StartText();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != InputSet)
        {
            AddPaths();
        }
        else if (IsText(PSValue.Unwrap(InputObject)))
        {
            StartText();
            AddObject(InputObject);
        }
        else if (TryReadDfm(InputObject, out var dfm))
        {
            Predict(dfm);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        EndReading();
        if (_builder is null) return;
        if (_builder.DocumentCount == 0) Refuse(ErrorCatalogue.From(MixtureError.NoDocuments()));
        else if (TryCompute("Building the DFM", (_, _) => _builder.Build(), out var dfm)) Predict(dfm);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _builder?.Dispose();
        base.Dispose(disposing);
    }

    // The first text creates the builder; if the clustering can't tokenise texts, no text can be predicted.
    private void StartText()
    {
        try
        {
            _ = Builder;
        }
        catch (MixtureException error)
        {
            ThrowTerminatingError(ErrorCatalogue.From(error));
        }
    }

    private bool IsText(object? value) => value switch
    {
        Dfm => false,
        string or FileSystemInfo => true,
        _ when TextProperty is not null => true,
        System.Collections.IEnumerable list and not System.Collections.IDictionary => Clustering.Dfm.TextRecipe is not null && list.Cast<object?>().FirstOrDefault() is { } first && PSValue.Unwrap(first) is string or FileSystemInfo,
        PSCustomObject or System.Collections.IDictionary => true,
        _ => false,
    };

    private void Predict(Dfm dfm)
    {
        if (Clustering is KMeansClustering { Algorithm: KMeansMethod.Bisecting, Tree: null })
            WriteWarning("The clustering comes from a file of an older version, without the splits of bisecting k-means. Documents are assigned to the nearest centre, which may not be the cluster that they had in the fit. Fit and save it again.");
        if (AsMatrix && dfm.Shards is not null)
        {
            RefuseInput(ErrorCatalogue.From(MixtureError.NotInMemory("the matrix of all documents", dfm.ShardFolder!)));
            return;
        }

        // Documents in shards are assigned shard by shard, and never all in memory.
        for (int shard = 0, first = 0; shard < Math.Max(1, dfm.ShardCount); shard++)
        {
            if (!TryCompute("Predicting clusters", (_, stop) => dfm.Shards?.Load(shard, stop) ?? dfm, out var part) || !Predict(part, first)) return;
            first += part.DocumentCount;
        }
    }

    private bool Predict(Dfm dfm, int first)
    {
        if (!TryCompute("Predicting clusters", (progress, stop) => ClusterPrediction.Predict(Clustering, dfm, ThrottleLimit, progress, stop), out var prediction)) return false;
        Say($"Assigned the documents of {dfm} to the clusters of {Clustering}");
        if (prediction.NoClusterWarning is { } warning) WriteWarning(warning);
        if (AsMatrix)
        {
            WriteWhole((prediction.Posterior ?? prediction.Distances)!);
            return true;
        }

        WriteRows(prediction.Rows(first));
        return true;
    }
}
