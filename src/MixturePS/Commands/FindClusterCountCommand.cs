using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Foundation;

namespace MixturePS.Commands;

/// <summary>Compares numbers of clusters by several criteria, one row per number, and suggests one with a reason.</summary>
/// <remarks>
/// <para>The cmdlet fits a clustering to all documents for each K. For mixtures (EM, DirichletMultinomialEM) it
/// computes the information criteria Aic, Bic and Icl (less is better), and HeldOutLogLikelihood by cross-validation:
/// the documents are divided into -Fold parts, and each part is evaluated under a mixture fitted to the other parts
/// (greater is better). For mixtures of multinomials (EM) it also estimates LogMarginalLikelihood (greater is better),
/// with its Monte Carlo error in nats. For every method it computes Silhouette and Stability (greater is better).
/// Stability is the mean adjusted Rand index between the clusterings of two random subsamples, on the documents that
/// both contain; -Subsample is the number of such pairs.</para>
/// <para>The marginal likelihood is the probability of all documents with shares and word probabilities integrated out
/// under their priors: Dirichlet(1) for the shares, which makes all shares equally probable, and Dirichlet(b) for the
/// word probabilities. The parameter b is estimated for each K and returned as PriorBeta, because no fixed b suits both
/// sparse and even vocabularies. Unlike BIC it doesn't count a parameter for each rare word, so it also finds many
/// clusters in short documents: of 54 simulated sets, it found the true K in 51 and BIC in 38.</para>
/// <para>For topic models (Topics), HeldOutLogLikelihood is that of document completion: the topic shares of a held-out document
/// are inferred from a random half of its tokens, and the other half is predicted. Perplexity is the exponential of its
/// negative mean per token, less is better. Silhouette and Stability are of divisions of documents and aren't computed.</para>
/// <para>Suggested marks the best K by -Criterion, by default BIC for mixtures, the held-out
/// likelihood for topic models and the silhouette for k-means. Reason
/// states the value and the difference from the next best K, and BestBy lists all criteria by which this K is the best.
/// The criteria answer different questions and often disagree. BIC and the marginal likelihood look for the mixture that
/// generated the documents, ICL for well-separated clusters, and the held-out likelihood for the best prediction. The
/// silhouette depends only on distances. Stability is also high for a K that is too small, if it is clear which clusters
/// to merge, so it suggests the greatest K whose stability is within 0.02 of the best. In 60 simulated
/// sets, this rule found the true K in all, and the smallest of the most stable K was the true one in 37. A criterion is
/// a hint, not a test. Silhouette and stability are undefined for one cluster.</para>
/// <para>If BIC and the held-out likelihood suggest different K, a warning says why each may be wrong. BIC counts all
/// K (J - 1) word probabilities although most words are rare, so it suggests too few clusters for short documents with
/// many words. If the documents of a cluster vary more than multinomial ones, as long documents do, every criterion of a
/// mixture of multinomials may suggest too many: BIC and the marginal likelihood, and the held-out likelihood where it
/// goes on rising with K. The held-out likelihood suggests too few if clusters have few documents. Compare -Method
/// DirichletMultinomialEM, whose clusters allow for varying documents, or look at the stability.</para>
/// <para>Warnings state that the suggested K is at the edge of -K, so that one beyond it may be better; that the criteria
/// disagree, if you leave the choice of -Criterion to the command; and which fits did not converge. The time grows with
/// the sum of all K, as each takes 1 fit, -Fold more for mixtures, and 2 x -Subsample more, all with -Restart starts.
/// -Verbose states the number of fits, and the progress bar estimates the time. For a quick look, use -Fold 0
/// -Subsample 0 -Draw 0.</para>
/// <para>Each row depends only on the documents, the options, -Seed and its own K, so you can add other K later. To
/// reproduce the clustering of a row, fit its K with FitSeed as the seed and the same options. With -Journal, each
/// finished K is saved to a file, and an interrupted search resumes from it. A journal of other documents, other
/// options or another seed causes an error.</para>
/// </remarks>
/// <example>
/// <summary>Find the number of clusters of simulated documents</summary>
/// <code>New-MixtureModel -K 3 -J 50 -Eta 0.2 -Seed 1 | Invoke-DfmSample -N 200 -DocumentLength 30 |
///     Find-ClusterCount -K 1..5 -Method EM -Seed 1</code>
/// <para>The documents are drawn from three clusters. Suggested is true in the row with the least BIC.</para>
/// </example>
/// <example>
/// <summary>Run a search that can be resumed</summary>
/// <code>$dfm = New-MixtureModel -K 3 -J 50 -Eta 0.2 -Seed 1 | Invoke-DfmSample -N 200 -DocumentLength 30
/// $dfm | Find-ClusterCount -K 2..6 -Method KMeans -Seed 1 -Journal search.jsonl</code>
/// <para>After an interruption, the same command reads the finished K from the journal and computes only the missing
/// ones.</para>
/// </example>
/// <example>
/// <summary>Fit the suggested number of clusters</summary>
/// <code>$dfm = New-MixtureModel -K 3 -J 50 -Eta 0.2 -Seed 1 | Invoke-DfmSample -N 200 -DocumentLength 30
/// $best = $dfm | Find-ClusterCount -K 2..5 -Method EM -Fold 0 -Subsample 0 | Where-Object Suggested
/// $dfm | Invoke-MixtureEM -K $best.K -Seed $best.FitSeed</code>
/// <para>The search computes neither the held-out log-likelihood nor the stability, and FitSeed reproduces the
/// clustering of the suggested K.</para>
/// </example>
/// <example>
/// <summary>Compare numbers of topics</summary>
/// <code>New-MixtureModel -K 3 -J 50 -Eta 0.1 -Membership Mixed -Seed 1 | Invoke-DfmSample -N 200 -DocumentLength 40 |
///     Find-ClusterCount -K 1..4 -Method Topics -Fold 2 -Seed 1</code>
/// <para>The perplexity of held-out documents is in the column Perplexity.</para>
/// </example>
/// <seealso cref="MeasureClusterQualityCommand"/>
[Cmdlet(VerbsCommon.Find, "ClusterCount", HelpUri = HelpPages.Root + "Find-ClusterCount.md")]
[OutputType(typeof(ClusterCountRow))]
public sealed class FindClusterCountCommand : DfmCmdlet
{
    /// <summary>The numbers of clusters to compare, such as 2, 5 or the range 2..10.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public WholeNumber[] K { get; set; } = [];

    /// <summary>The clustering method to fit for each K.</summary>
    [Parameter]
    [PSDefaultValue(Value = "KMeans")]
    public ClusterCountMethod Method { get; set; }

    /// <summary>
    /// The criterion that determines the suggestion. Auto means BIC for mixtures, the held-out log-likelihood for topic models
    /// and the silhouette for k-means.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = "Auto")]
    public ClusterCountCriterion Criterion { get; set; }

    /// <summary>
    /// A whole number of any size from which all random numbers are derived. Without it, the seed of the journal is
    /// used, or else a random seed is drawn. The rows contain the seed.
    /// </summary>
    [Parameter]
    [SeedTransformation]
    public SeedArgument? Seed { get; set; }

    /// <summary>
    /// The number of parts for cross-validation of mixtures and topic models, at least 2. With 0, the held-out log-likelihood is not
    /// computed.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = 5)]
    public WholeNumber Fold { get; set; } = 5;

    /// <summary>The number of pairs of subsamples for the stability. With 0, the stability is not computed.</summary>
    [Parameter]
    [PSDefaultValue(Value = 5)]
    public WholeNumber Subsample { get; set; } = 5;

    /// <summary>The share of the documents in each subsample, above 0.5 and below 1.</summary>
    [Parameter]
    [PSDefaultValue(Value = 0.8)]
    public Number Fraction { get; set; } = 0.8;

    /// <summary>
    /// The number of draws for the marginal likelihood of mixtures of multinomials, at least 2. The error falls with the
    /// square root of it. With 0, the marginal likelihood is not computed.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = 20)]
    public WholeNumber Draw { get; set; } = 20;

    /// <summary>The number of starts of each fit, or for topic models of chains; the best one is kept.</summary>
    [Parameter]
    [Alias("n_init")]
    [PSDefaultValue(Help = "10, or 1 for topic models")]
    public WholeNumber Restart { get; set; } = 10;

    /// <summary>
    /// The number of tokens added to the count of each word in each cluster, for mixtures of multinomials. With 0, a
    /// held-out document with a word that its mixture hasn't seen has probability zero.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = 0.1)]
    public Number Smoothing { get; set; } = 0.1;

    /// <summary>
    /// The maximum number of documents for the silhouette. If there are more, it is computed on a random sample, the
    /// same for each K.
    /// </summary>
    [Parameter]
    [Alias("sample_size")]
    [PSDefaultValue(Value = 5000)]
    public WholeNumber SampleSize { get; set; } = 5000;

    /// <summary>
    /// The path of a file in JSON Lines format to which each finished K is appended, and from which an interrupted
    /// search resumes.
    /// </summary>
    [Parameter]
    public string? Journal { get; set; }

    /// <summary>The maximum number of threads. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One per core")]
    public WholeNumber ThrottleLimit { get; set; } = 0;

    /// <inheritdoc/>
    protected override void Process(Dfm dfm)
    {
        string? journal = Journal is null ? null : FilePath(Journal);
        var warnings = new List<string>();
        if (!TryCompute("Checking the options", (_, _) => Options(), out var options)) return;
        int fits = options.K.Sum(options.FitCount);
        WriteVerbose($"Comparing {Counted.Of(options.K.Count, "number")} of clusters by {Counted.Of(fits, "fit")} of {Counted.Of(options.Restarts, "start")} each, on {Counted.Of(dfm.DocumentCount, "document")} with {Counted.Of(dfm.NonZeroCount, "non-zero cell")}.");
        bool found = TryCompute("Comparing numbers of clusters", (progress, stop) => ClusterCountSearch.Run(dfm, options, Seed?.ToSingle("the search"), journal, warnings.Add, progress, stop), out var rows);
        foreach (string warning in warnings) WriteWarning(warning);
        if (!found) return;
        Say($"Compared K = {string.Join(", ", rows!.Select(row => row.K))} by {Method} on {dfm}; {Counted.Of(options.Restarts, "start")}, {Counted.Of(Fold, "fold")}, {Counted.Of(Subsample, "pair")} of subsamples, seed {rows!.Select(row => row.Seed).FirstOrDefault()}{(journal is null ? string.Empty : $", journal '{journal}'")}");
        foreach (string warning in ConvergenceWarnings.Of(ClusterCountAdvice.Of(rows!, options.Effective), MyInvocation.BoundParameters.ContainsKey(nameof(Criterion)))) WriteWarning(warning);
        foreach (var row in rows!) WriteObject(row);
    }

    private ClusterCountOptions Options() => new()
    {
        K = WholeNumber.List(K),
        Method = Method,
        Criterion = Criterion,
        Folds = Fold,
        Subsamples = Subsample,
        Fraction = Fraction,
        Restarts = Method == ClusterCountMethod.Topics && !IsTyped(nameof(Restart)) ? 1 : Restart,
        Smoothing = Smoothing,
        SampleSize = SampleSize,
        Draws = Draw,
        ThrottleLimit = ThrottleLimit,
    };
}
