using System.Management.Automation;
using System.Security.Cryptography;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Foundation;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Measures the quality of a clustering without known clusters.</summary>
/// <remarks>
/// <para>Four indices compare distances and agree with scikit-learn. Silhouette and CosineSilhouette measure how much
/// closer documents are to their own cluster than to the nearest other one, by Euclidean and by cosine distance (from
/// -1 to 1, greater is better). CalinskiHarabasz compares the variance between clusters with that within them (greater
/// is better). DaviesBouldin measures how similar each cluster is to the most similar other one (less is
/// better).</para>
/// <para>Three indices evaluate the top words of each cluster and are means over clusters. UMassCoherence (Mimno et al.
/// 2011; nearer to 0 is better) and NpmiCoherence (from -1 to 1, greater is better) measure how often the top words
/// occur in the same documents. Exclusivity (up to 1, greater is better) measures how specific the words are to the
/// cluster. Words that are frequent in all clusters are coherent but not exclusive, so consider both.</para>
/// <para>An undefined index is null: the first four indices if there is only one cluster or only one document per
/// cluster, coherence if no cluster has two words, and coherence and exclusivity if there are negative weights.</para>
/// <para>The silhouettes need the distances between all pairs of documents. With -SampleSize they are computed on a
/// random sample, the same one that scikit-learn's silhouette_score draws for the same sample_size and
/// random_state. SampleSeed of the row is the seed of the sample.</para>
/// <para>For a topic model, the indices of distances and the silhouettes are null, because it divides tokens and not
/// documents among topics, and the other indices are means over topics. With -HeldOut, Perplexity measures how well the
/// topics predict documents that they weren't fitted to: each token of a document is in one of two halves at random, the
/// topic shares of the document are inferred from the first half, and Perplexity is the exponential of the mean negative
/// log-probability of the tokens in the second. Less is better, and equally probable words give the number of words. Tokens
/// outside the vocabulary are ignored; UnseenTokens counts them. With -ByTopic, there is a row for each topic with its share
/// of all tokens, its top words, and their indices.</para>
/// <para>A row states the Method, Weighting, K and Seed of the clustering it measures, so that Format-Table and
/// Export-Csv compare several clusterings.</para>
/// </remarks>
/// <example>
/// <summary>Measure the quality of a clustering</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000 | Invoke-KMeans -Seed 42 | Measure-ClusterQuality</code>
/// <para>The output is one row with all indices.</para>
/// </example>
/// <example>
/// <summary>Measure a clustering of TF-IDF weights</summary>
/// <code>$dfm = New-MixtureModel -K 3 -J 40 -Eta 0.1 -Seed 2026 | Invoke-DfmSample -N 200
/// $dfm | ConvertTo-TfIdf | Invoke-KMeans -K 3 -Seed 42 | Measure-ClusterQuality -Dfm $dfm</code>
/// <para>Coherence and exclusivity are computed from the counts.</para>
/// </example>
/// <example>
/// <summary>Compute silhouettes on a sample</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 5000 | Invoke-KMeans -Seed 42 |
///     Measure-ClusterQuality -SampleSize 1000 -Seed 0</code>
/// <para>The silhouettes are computed on 1,000 of the 5,000 documents, and the other indices on all.</para>
/// </example>
/// <example>
/// <summary>Measure the perplexity of held-out documents under a topic model</summary>
/// <code>$model = New-MixtureModel -K 3 -J 50 -Eta 0.1 -Membership Mixed -Seed 1
/// $topics = $model | Invoke-DfmSample -N 300 -DocumentLength 40 | Invoke-TopicModel -Seed 1
/// $topics | Measure-ClusterQuality -HeldOut ($model | Invoke-DfmSample -N 100 -DocumentLength 40) -Seed 1
/// $topics | Measure-ClusterQuality -ByTopic</code>
/// <para>The second command compares the topics by coherence and exclusivity.</para>
/// </example>
/// <seealso cref="MeasureClusterAccuracyCommand"/>
/// <seealso cref="MeasureTopicAccuracyCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "ClusterQuality", HelpUri = HelpPages.Root + "Measure-ClusterQuality.md")]
[OutputType(typeof(ClusterQuality), typeof(TopicQuality))]
public sealed class MeasureClusterQualityCommand : MixtureCmdlet
{
    /// <summary>The clustering or the topic model.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public FittedClustering InputObject { get; set; } = null!;

    /// <summary>
    /// The counts of the documents, for coherence and exclusivity if weights were clustered. For a topic model, any documents in
    /// which the words of the topics occur, for coherence.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Help = "The DFM that was clustered")]
    public Dfm? Dfm { get; set; }

    /// <summary>The maximum number of words per cluster for coherence and exclusivity, at least 2.</summary>
    [Parameter]
    [PSDefaultValue(Value = 10)]
    public WholeNumber Top { get; set; } = 10;

    /// <summary>Documents that a topic model wasn't fitted to, as counts, for its perplexity.</summary>
    [Parameter]
    public Dfm? HeldOut { get; set; }

    /// <summary>Returns a row for each topic of a topic model.</summary>
    [Parameter]
    public SwitchParameter ByTopic { get; set; }

    /// <summary>The number of documents to sample for the silhouettes. By default all documents are used.</summary>
    [Parameter]
    [Alias("sample_size")]
    [PSDefaultValue(Help = "All documents")]
    public WholeNumber? SampleSize { get; set; }

    /// <summary>
    /// The seed of the sample, or of the halves of held-out documents: a whole number from 0 to 4294967295, like
    /// scikit-learn's random_state. Without it, a random seed is drawn. The result records it as SampleSeed.
    /// </summary>
    [Parameter]
    [Alias("random_state")]
    [SeedTransformation]
    public SeedArgument? Seed { get; set; }

    /// <summary>The maximum number of threads. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One per core")]
    public WholeNumber ThrottleLimit { get; set; } = 0;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (ByTopic && HeldOut is not null) ThrowTerminatingError(ErrorCatalogue.ConflictingParameter(nameof(HeldOut), "-ByTopic"));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ByTopic)
        {
            WriteComputed("Measuring quality", (progress, stop) => ClusterQuality.Measure(InputObject, Options(), progress, stop));
            return;
        }

        if (!TryCompute("Measuring topics", (_, stop) => TopicQuality.Measure(InputObject as FittedTopics ?? throw MixtureError.NotATopicModel(InputObject.Method, "-ByTopic"), Top, Dfm, stop), out var rows)) return;
        Say($"Measured the quality of {InputObject}");
        WriteRows(rows);
    }

    private ClusterQualityOptions Options() => new()
    {
        TopWords = Top,
        Counts = Dfm,
        HeldOut = HeldOut,
        Silhouette = new SilhouetteOptions
        {
            SampleSize = SampleSize,
            Seed = Seed?.ToLegacySeed() ?? BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint))),
            ThrottleLimit = ThrottleLimit,
        },
    };
}
