using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;

namespace MixturePS.Commands;

/// <summary>Compares numbers of clusters, a row each, and suggests one with its reason.</summary>
/// <remarks>
/// <para>Each K is fitted to all documents. Mixtures (EM, DirichletMultinomialEM) have the information criteria Aic, Bic and
/// Icl, of which the least is best, and HeldOutLogLikelihood: the documents are held out in -Fold parts, each under the
/// mixture of the others. Every method has Silhouette, and Stability: the mean adjusted Rand index between clusterings of
/// two random subsamples, -Subsample times, on the documents that both have.</para>
/// <para>Suggested goes by -Criterion: BIC for mixtures and the silhouette for k-means unless another is given, and Reason says
/// how far it is from the next. The criteria answer different questions and often disagree: BIC asks for the mixture that
/// made the documents, ICL for clusters that are apart, the held-out likelihood for the best prediction; the silhouette
/// knows only distances, and stability favours few clusters. A criterion is a hint, not a test. One cluster has neither
/// silhouette nor stability.</para>
/// <para>Each row depends on the documents, the settings, -Seed and its own K alone, so other K can be added later. FitSeed
/// with the same K repeats the fit. With -Journal each K that is finished is kept in a file, and a search that was stopped
/// goes on from there; a journal of other documents, settings or another seed is refused.</para>
/// </remarks>
/// <example>
/// <summary>How many clusters do these documents have?</summary>
/// <code>New-MixtureModel -K 3 -J 50 -Eta 0.2 -Seed 1 | Invoke-DfmSample -N 200 -DocumentLength 30 |
///     Find-ClusterCount -K (1..5) -Method EM -Seed 1</code>
/// </example>
/// <example>
/// <summary>A search that can be stopped</summary>
/// <code>$dfm = New-MixtureModel -K 3 -J 50 -Eta 0.2 -Seed 1 | Invoke-DfmSample -N 200 -DocumentLength 30
/// $dfm | Find-ClusterCount -K (2..6) -Method KMeans -Seed 1 -Journal search.jsonl</code>
/// </example>
/// <example>
/// <summary>Fit the suggestion</summary>
/// <code>$dfm = New-MixtureModel -K 3 -J 50 -Eta 0.2 -Seed 1 | Invoke-DfmSample -N 200 -DocumentLength 30
/// $best = $dfm | Find-ClusterCount -K (2..5) -Method EM -Fold 0 -Subsample 0 | Where-Object Suggested
/// $dfm | Invoke-MixtureEM -K $best.K -Seed $best.FitSeed</code>
/// </example>
/// <seealso cref="MeasureClusterQualityCommand"/>
[Cmdlet(VerbsCommon.Find, "ClusterCount", HelpUri = HelpPages.Root + "Find-ClusterCount.md")]
[OutputType(typeof(ClusterCountRow))]
public sealed class FindClusterCountCommand : DfmCmdlet
{
    /// <summary>The numbers of clusters to compare.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public int[] K { get; set; } = [];

    /// <summary>What is fitted.</summary>
    [Parameter]
    [PSDefaultValue(Value = "KMeans")]
    public ClusterCountMethod Method { get; set; }

    /// <summary>What the suggestion is best by.</summary>
    [Parameter]
    [PSDefaultValue(Value = "Auto")]
    public ClusterCountCriterion Criterion { get; set; }

    /// <summary>A whole number of any size from which all seeds come. Without it fresh entropy is used, or the journal's seed; the rows say which.</summary>
    [Parameter]
    [SeedTransformation]
    public SeedArgument? Seed { get; set; }

    /// <summary>The parts that documents are held out in; 0 for no held-out likelihood.</summary>
    [Parameter]
    [PSDefaultValue(Value = 5)]
    public int Fold { get; set; } = 5;

    /// <summary>The pairs of subsamples that stability is the mean of; 0 for no stability.</summary>
    [Parameter]
    [PSDefaultValue(Value = 5)]
    public int Subsample { get; set; } = 5;

    /// <summary>The share of the documents in a subsample, above 0.5 and below 1.</summary>
    [Parameter]
    [PSDefaultValue(Value = 0.8)]
    public double Fraction { get; set; } = 0.8;

    /// <summary>The number of starts of each fit.</summary>
    [Parameter]
    [Alias("n_init")]
    [PSDefaultValue(Value = 10)]
    public int Restart { get; set; } = 10;

    /// <summary>The tokens that are added to each word's count in each cluster of a mixture of multinomials. With 0 documents that are held out are impossible where they have a new word.</summary>
    [Parameter]
    [PSDefaultValue(Value = 0.1)]
    public double Smoothing { get; set; } = 0.1;

    /// <summary>The most documents that silhouettes compare; of more a random sample is taken, the same for each K.</summary>
    [Parameter]
    [Alias("sample_size")]
    [PSDefaultValue(Value = 5000)]
    public int SampleSize { get; set; } = 5000;

    /// <summary>A file (JSON Lines) that each finished K is added to and that a search goes on from.</summary>
    [Parameter]
    public string? Journal { get; set; }

    /// <summary>The most threads to use; one a core where it isn't given. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One a core")]
    public int ThrottleLimit { get; set; }

    /// <inheritdoc/>
    protected override void Process(Dfm dfm)
    {
        string? journal = Journal is null ? null : FilePath(Journal);
        var warnings = new List<string>();
        bool found = TryCompute("Comparing numbers of clusters", (progress, stop) => ClusterCountSearch.Run(dfm, Options(), Seed?.ToSingle("the search"), journal, warnings.Add, progress, stop), out var rows);
        foreach (string warning in warnings) WriteWarning(warning);
        if (!found) return;
        foreach (var row in rows!) WriteObject(row);
    }

    private ClusterCountOptions Options() => new()
    {
        K = K,
        Method = Method,
        Criterion = Criterion,
        Folds = Fold,
        Subsamples = Subsample,
        Fraction = Fraction,
        Restarts = Restart,
        Smoothing = Smoothing,
        SampleSize = SampleSize,
        ThrottleLimit = ThrottleLimit,
    };
}
