using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Fits a topic model, latent Dirichlet allocation: documents that mix topics, each with its own words.</summary>
/// <remarks>
/// <para>In this model, each of -K topics has word probabilities mu, and each document has its own share theta of each
/// topic. Each token of a document is drawn from a topic that is drawn with these shares. Clusters divide documents; topics
/// divide tokens, so they suit documents that are about several things. The model needs counts: pass the DFM without TF-IDF
/// weights.</para>
/// <para>-Method Gibbs draws the topic of each token given those of all others, sweep by sweep, and averages the sweeps after
/// -BurnIn. It finds the best topics for most documents. Variational maximises a lower bound of the likelihood over all
/// documents in each pass, as scikit-learn's LatentDirichletAllocation with learning_method='batch'. OnlineVariational
/// updates the topics after each batch of documents, as gensim and learning_method='online', and needs few passes over many
/// documents.</para>
/// <para>The parameters of the priors are estimated from the documents unless you give them: -Alpha with a value for each
/// topic, so that topics may be frequent or rare, and -Eta with one for all words.</para>
/// <para>The output has the word probabilities Mu (K x J), the shares Theta (documents x K), the estimated Alpha and Eta,
/// and the trace of the objective. Labels and ClusterSize assign each document to its dominant topic, that with the greatest
/// share, so the cmdlets that read clusterings also read topics: Get-ClusterTerm lists the words of each topic,
/// Get-ClusterDocument the documents with the greatest share of it, Get-ClusterAssignment -Probability the shares of each
/// document, Invoke-ClusterPrediction infers the shares of new documents, and Measure-ClusterQuality measures coherence and
/// the perplexity of held-out documents.</para>
/// <para>RHat and RankRHat compare parts of the chains of Gibbs sampling, and are near 1 if these agree; Converged is true if
/// both are at most 1.1. A warning says if the fit didn't converge. Several chains aren't averaged, because each numbers its
/// topics differently: the one with the greatest objective is kept.</para>
/// <para>A document without tokens gets the topic shares of the prior; -Verbose states the number of such documents. The same
/// seed gives the same result for any number of threads.</para>
/// </remarks>
/// <example>
/// <summary>Find the topics of simulated documents and compare them with the true ones</summary>
/// <code>New-MixtureModel -K 5 -Membership Mixed -Alpha 0.1 -Eta 0.05 -J 500 -Seed 1 | Invoke-DfmSample -N 1000 -DocumentLength 50 |
///     Invoke-TopicModel -Seed 1 | Measure-TopicAccuracy</code>
/// <para>-K is by default that of the model that the documents were drawn from.</para>
/// </example>
/// <example>
/// <summary>List the words of each topic of your own texts</summary>
/// <code>$texts = 'Stocks fell and bonds rose', 'The cat chased the dog', 'Bonds and stocks for my cat', 'A dog and a cat'
/// $topics = $texts | ConvertTo-Dfm -StopWord English | Invoke-TopicModel -K 2 -Seed 1
/// $topics | Get-ClusterTerm -Top 4 -SideBySide</code>
/// <para>Each column lists the most probable words of one topic.</para>
/// </example>
/// <example>
/// <summary>Fit many documents in batches</summary>
/// <code>New-MixtureModel -K 5 -Membership Mixed -Eta 0.05 -J 500 -Seed 1 | Invoke-DfmSample -N 2000 -DocumentLength 50 |
///     Invoke-TopicModel -Method OnlineVariational -BatchSize 500 -Iteration 5 -Seed 1</code>
/// <para>Each of the five passes updates the topics four times.</para>
/// </example>
/// <seealso cref="MeasureTopicAccuracyCommand"/>
/// <seealso cref="GetClusterTermCommand"/>
/// <seealso cref="FindClusterCountCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "TopicModel", HelpUri = HelpPages.Root + "Invoke-TopicModel.md")]
[OutputType(typeof(FittedTopics))]
public sealed class InvokeTopicModelCommand : RandomDfmCmdlet
{
    /// <summary>The number of topics. By default it is the K of the model that the documents were drawn from.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ClusterCountCompleter))]
    [Alias("n_components", "num_topics")]
    [PSDefaultValue(Help = "The model's K")]
    public WholeNumber? K { get; set; }

    /// <summary>
    /// The method: Gibbs sampling (Gibbs), variational EM over all documents in each pass (Variational), or variational EM that
    /// updates the topics after each batch of documents (OnlineVariational).
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = "Gibbs")]
    public TopicMethod Method { get; set; }

    /// <summary>
    /// The parameter of the symmetric Dirichlet prior of a document's topic shares. It acts like this number of additional
    /// tokens of each topic in each document. The smaller it is, the fewer topics a document has.
    /// </summary>
    [Parameter]
    [Alias("doc_topic_prior")]
    [PSDefaultValue(Help = "Estimated, one for each topic")]
    public Number? Alpha { get; set; }

    /// <summary>
    /// The parameter of the symmetric Dirichlet prior of a topic's word probabilities. It acts like this number of additional
    /// tokens of each word in each topic. The smaller it is, the fewer words a topic has.
    /// </summary>
    [Parameter]
    [Alias("topic_word_prior")]
    [PSDefaultValue(Help = "Estimated")]
    public Number? Eta { get; set; }

    /// <summary>The number of sweeps of Gibbs sampling, the maximum number of passes of -Method Variational, or the number of passes over all batches.</summary>
    [Parameter]
    [Alias("max_iter")]
    [PSDefaultValue(Help = "200 sweeps, 100 passes, or 10 online passes")]
    public WholeNumber? Iteration { get; set; }

    /// <summary>The number of sweeps of Gibbs sampling at the beginning that are excluded from the averages and from RHat, and in which the priors are estimated.</summary>
    [Parameter]
    [PSDefaultValue(Help = "Half of -Iteration")]
    public WholeNumber? BurnIn { get; set; }

    /// <summary>Of the sweeps after burn-in, one in so many is averaged over, counted back from the last.</summary>
    [Parameter]
    [PSDefaultValue(Value = 1)]
    public WholeNumber Thinning { get; set; } = 1;

    /// <summary>The number of chains of Gibbs sampling, or of starts of variational EM. The one with the greatest objective is kept.</summary>
    [Parameter]
    [Alias("n_init")]
    [PSDefaultValue(Value = 1)]
    public WholeNumber Chain { get; set; } = 1;

    /// <summary>The number of documents per batch of -Method OnlineVariational.</summary>
    [Parameter]
    [Alias("batch_size", "chunksize")]
    [PSDefaultValue(Value = 256)]
    public WholeNumber BatchSize { get; set; } = 256;

    /// <summary>-Method Variational ends when a pass raises the evidence lower bound by no more than this share of it, at the earliest after twelve passes.</summary>
    [Parameter]
    [PSDefaultValue(Value = 0.0001)]
    public Number Tolerance { get; set; } = 1e-4;

    /// <summary>The delay tau of -Method OnlineVariational, at least 1: batch t has the weight (tau + t)^-kappa.</summary>
    [Parameter]
    [Alias("learning_offset")]
    [PSDefaultValue(Value = 10)]
    public Number Delay { get; set; } = 10;

    /// <summary>The decay kappa of -Method OnlineVariational, above 0.5 and at most 1. The greater it is, the sooner later batches change little.</summary>
    [Parameter]
    [Alias("learning_decay")]
    [PSDefaultValue(Value = 0.7)]
    public Number Decay { get; set; } = 0.7;

    /// <summary>The maximum number of threads. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One per core")]
    public WholeNumber ThrottleLimit { get; set; } = 0;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RejectNull(nameof(Alpha), isNull: Alpha is null);
        RejectNull(nameof(Eta), isNull: Eta is null);
        RejectUnused(TopicMethod.Gibbs, nameof(BurnIn), nameof(Thinning));
        RejectUnused(TopicMethod.Variational, nameof(Tolerance));
        RejectUnused(TopicMethod.OnlineVariational, nameof(BatchSize), nameof(Delay), nameof(Decay));
    }

    /// <inheritdoc/>
    protected override void Process(Dfm dfm)
    {
        if (K is null && dfm.Model is null)
        {
            RefuseInput(ErrorCatalogue.ClusterCountNeeded());
            return;
        }

        if (!TryCompute("Checking the options", (_, _) => Options(dfm), out var options)) return;
        bool isGibbs = options.Method == TopicMethod.Gibbs;
        string starts = Counted.Of(options.Chains, isGibbs ? "chain" : "start");
        WriteVerbose($"Running {starts} of {(options.Method == TopicMethod.Variational ? "at most " : string.Empty)}{Counted.Of(options.EffectiveIterations, isGibbs ? "sweep" : "pass", isGibbs ? "sweeps" : "passes")} over {Counted.Of(dfm.DocumentCount, "document")} with {Counted.Of(dfm.NonZeroCount, "non-zero count")} and {Counted.Of(options.K, "topic")}.");
        if (!TryCompute("Fitting topics", (progress, stop) => TopicModel.Fit(dfm, options, NextFitSeed(), progress, stop), out var topics)) return;
        if (topics.EmptyDocumentCount > 0)
            WriteVerbose($"{topics.EmptyDocumentCount} of {Counted.Of(dfm.DocumentCount, "document")} {Counted.Agree(topics.EmptyDocumentCount, "has no tokens; it has", "have no tokens; they have")} the topic shares of the prior.");
        Say(topics, starts);
        foreach (string warning in ConvergenceWarnings.Of(topics)) WriteWarning(warning);
        WriteWhole(topics);
    }

    private void RejectUnused(TopicMethod method, params string[] names)
    {
        if (Method == method) return;
        foreach (string name in names)
            if (IsTyped(name)) ThrowTerminatingError(ErrorCatalogue.ConflictingParameter(name, $"-Method {Method}"));
    }

    private TopicModelOptions Options(Dfm dfm)
    {
        var options = new TopicModelOptions
        {
            K = (int?)K ?? dfm.Model!.K,
            Method = Method,
            LearnAlpha = Alpha is null,
            LearnEta = Eta is null,
            Iterations = Iteration,
            BurnIn = BurnIn,
            Thinning = Thinning,
            Chains = Chain,
            BatchSize = BatchSize,
            Tolerance = Tolerance,
            Delay = Delay,
            Decay = Decay,
            ThrottleLimit = ThrottleLimit,
        };
        if (Alpha is { } alpha) options = options with { Alpha = alpha };
        return Eta is { } eta ? options with { Eta = eta } : options;
    }
}
