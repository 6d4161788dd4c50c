using System.Globalization;

namespace MixturePS.Core.Experiments;

/// <summary>
/// A run of an experiment: one method on the documents of one replicate of one cell. The properties are numbers, text and
/// booleans only. A parameter that the method lacks is null, as is a measurement of a run that failed.
/// </summary>
public sealed record ExperimentRow
{
    internal ExperimentRow()
    {
    }

    /// <summary>The number of the cell, which depends on its values alone: it is the same in any grid.</summary>
    public long Cell { get; internal init; }

    /// <summary>The number of the replicate, from 0.</summary>
    public int Replicate { get; internal init; }

    /// <summary>The method.</summary>
    public string Method { get; internal init; } = string.Empty;

    /// <summary>The number of clusters that the documents are drawn from.</summary>
    public int K { get; internal init; }

    /// <summary>The number of words.</summary>
    public int J { get; internal init; }

    /// <summary>The Dirichlet parameter of the word probabilities: a number, or text with one number per word.</summary>
    public object Eta { get; internal init; } = string.Empty;

    /// <summary>The probability of each cluster as text; <c>even</c> where they are equal.</summary>
    public string Alpha { get; internal init; } = string.Empty;

    /// <summary>The number of documents.</summary>
    public int N { get; internal init; }

    /// <summary>The tokens per document: a number, or text where they differ.</summary>
    public object DocumentLength { get; internal init; } = string.Empty;

    /// <summary>The number of clusters that the method was given.</summary>
    public int? FitK { get; internal set; }

    /// <summary>The number of restarts.</summary>
    public int? Restart { get; internal init; }

    /// <summary>The maximum number of iterations per restart.</summary>
    public int? MaxIteration { get; internal init; }

    /// <summary>The convergence tolerance.</summary>
    public double? Tolerance { get; internal init; }

    /// <summary>The pseudo-count that EM adds to each word.</summary>
    public double? Smoothing { get; internal init; }

    /// <summary>The number of sweeps of Gibbs sampling.</summary>
    public int? Sweep { get; internal init; }

    /// <summary>The number of chains of Gibbs sampling.</summary>
    public int? Chain { get; internal init; }

    /// <summary>The Dirichlet prior of the cluster probabilities in Gibbs sampling.</summary>
    public double? PriorAlpha { get; internal init; }

    /// <summary>The Dirichlet prior of the word probabilities in Gibbs sampling.</summary>
    public double? PriorBeta { get; internal init; }

    /// <summary>The number of documents whose true cluster the method was given; accuracy is measured over the others.</summary>
    public int? LabelledDocument { get; internal init; }

    /// <summary>The weight of a document without a label in the M-step of EM.</summary>
    public double? UnlabelledWeight { get; internal init; }

    /// <summary>The number of seed words that each cluster was given from the model.</summary>
    public int? SeedTermCount { get; internal init; }

    /// <summary>The seed of the model and its documents, for New-MixtureModel -Seed.</summary>
    public string DataSeed { get; internal init; } = string.Empty;

    /// <summary>The seed of the method, for its cmdlet's -Seed; null where nothing is drawn.</summary>
    public long? Seed { get; internal init; }

    /// <summary>The share of documents in their own cluster under the best matching of labels.</summary>
    public double? Accuracy { get; internal init; }

    /// <summary>The adjusted Rand index.</summary>
    public double? AdjustedRandIndex { get; internal init; }

    /// <summary>The Rand index.</summary>
    public double? RandIndex { get; internal init; }

    /// <summary>Normalised mutual information.</summary>
    public double? NormalizedMutualInformation { get; internal init; }

    /// <summary>Mutual information adjusted for chance.</summary>
    public double? AdjustedMutualInformation { get; internal init; }

    /// <summary>Homogeneity.</summary>
    public double? Homogeneity { get; internal init; }

    /// <summary>Completeness.</summary>
    public double? Completeness { get; internal init; }

    /// <summary>The V-measure.</summary>
    public double? VMeasure { get; internal init; }

    /// <summary>The Fowlkes-Mallows index.</summary>
    public double? FowlkesMallows { get; internal init; }

    /// <summary>The purity.</summary>
    public double? Purity { get; internal init; }

    /// <summary>The highest expected accuracy that any method can reach on documents of this model.</summary>
    public double? Bound { get; internal init; }

    /// <summary>The standard error of <see cref="Bound"/>; 0 where it is exact.</summary>
    public double? BoundError { get; internal init; }

    /// <summary>The number of clusters that have documents.</summary>
    public int? EstimatedK { get; internal init; }

    /// <summary>The number of iterations of the best fit.</summary>
    public int? Iterations { get; internal init; }

    /// <summary>Whether that fit converged.</summary>
    public bool? Converged { get; internal init; }

    /// <summary>The duration of the fit in seconds.</summary>
    public double? Seconds { get; internal init; }

    /// <summary>The id of the error of a run that failed.</summary>
    public string? ErrorId { get; internal init; }

    /// <summary>The error message of a run that failed.</summary>
    public string? Error { get; internal init; }

    /// <summary>
    /// The columns in the order of the properties. A parameter of a method has a property above, an entry here, and a
    /// parameter of the same name in Invoke-MixtureExperiment; everything else reads this list.
    /// </summary>
    internal static IReadOnlyList<ExperimentColumn> Columns { get; } =
    [
        new(nameof(Cell), ExperimentColumnKind.Run),
        new(nameof(Replicate), ExperimentColumnKind.Run),
        new(nameof(Method), ExperimentColumnKind.Run),
        new(nameof(K), ExperimentColumnKind.Documents, unit: "clusters") { OfCell = cell => cell.K },
        new(nameof(J), ExperimentColumnKind.Documents, unit: "words") { OfCell = cell => cell.J },
        new(nameof(Eta), ExperimentColumnKind.Documents, unit: "Dirichlet parameter") { Heading = "Eta", OfCell = cell => cell.Eta, InRow = cell => cell.EtaValue },
        new(nameof(Alpha), ExperimentColumnKind.Documents) { OfCell = cell => cell.Alpha },
        new(nameof(N), ExperimentColumnKind.Documents, unit: "documents") { OfCell = cell => cell.N },
        new(nameof(DocumentLength), ExperimentColumnKind.Documents, unit: "tokens") { OfCell = cell => cell.DocumentLength, InRow = cell => cell.LengthValue },
        new(nameof(FitK), ExperimentColumnKind.Method)
        {
            KMeans = new(_ => null, (options, k) => options with { K = (int)k }),
            EM = new(_ => null, (options, k) => options with { K = (int)k }),
            Gibbs = new(_ => null, (options, k) => options with { K = (int)k }),
            Topics = new(_ => null, (options, k) => options with { K = (int)k }),
        },
        new(nameof(Restart), ExperimentColumnKind.Method)
        {
            KMeans = new(options => options.Restarts, (options, restarts) => options with { Restarts = (int)restarts }),
            EM = new(options => options.Restarts, (options, restarts) => options with { Restarts = (int)restarts }),
        },
        new(nameof(MaxIteration), ExperimentColumnKind.Method)
        {
            KMeans = new(options => options.MaxIterations, (options, most) => options with { MaxIterations = (int)most }),
            EM = new(options => options.MaxIterations, (options, most) => options with { MaxIterations = (int)most }),
        },
        new(nameof(Tolerance), ExperimentColumnKind.Method)
        {
            KMeans = new(options => options.Tolerance, (options, tolerance) => options with { Tolerance = tolerance }),
            EM = new(options => options.Tolerance, (options, tolerance) => options with { Tolerance = tolerance }),
        },
        new(nameof(Smoothing), ExperimentColumnKind.Method) { EM = new(options => options.Smoothing, (options, tokens) => options with { Smoothing = tokens }) },
        new(nameof(Sweep), ExperimentColumnKind.Method)
        {
            Gibbs = new(options => options.Iterations, (options, sweeps) => options with { Iterations = (int)sweeps }),
            Topics = new(options => options.EffectiveIterations, (options, sweeps) => options with { Iterations = (int)sweeps }),
        },
        new(nameof(Chain), ExperimentColumnKind.Method)
        {
            Gibbs = new(options => options.Chains, (options, chains) => options with { Chains = (int)chains }),
            Topics = new(options => options.Chains, (options, chains) => options with { Chains = (int)chains }),
        },
        new(nameof(PriorAlpha), ExperimentColumnKind.Method)
        {
            Gibbs = new(options => options.Alpha, (options, alpha) => options with { Alpha = alpha }),
            Topics = new(_ => null, (options, alpha) => options with { Alpha = alpha, LearnAlpha = false }),
        },
        new(nameof(PriorBeta), ExperimentColumnKind.Method)
        {
            Gibbs = new(options => options.Beta, (options, beta) => options with { Beta = beta }),
            Topics = new(_ => null, (options, beta) => options with { Eta = beta, LearnEta = false }),
        },
        new(nameof(LabelledDocument), ExperimentColumnKind.Method, unit: "documents")
        {
            Heading = "Labelled documents",
            IsAdded = true,
            EM = new(options => options.Guidance?.LabelledDocuments, (options, count) => options with { Guidance = (options.Guidance ?? new()) with { LabelledDocuments = (int)count } }),
            Gibbs = new(options => options.Guidance?.LabelledDocuments, (options, count) => options with { Guidance = (options.Guidance ?? new()) with { LabelledDocuments = (int)count } }),
        },
        new(nameof(UnlabelledWeight), ExperimentColumnKind.Method)
        {
            IsAdded = true,
            EM = new(options => options.Guidance?.UnlabelledWeight, (options, weight) => options with { Guidance = (options.Guidance ?? new()) with { UnlabelledWeight = weight } }),
        },
        new(nameof(SeedTermCount), ExperimentColumnKind.Method, unit: "words per cluster")
        {
            Heading = "Seed words per cluster",
            IsAdded = true,
            EM = new(options => options.Guidance?.ModelSeedTerms, (options, count) => options with { Guidance = (options.Guidance ?? new()) with { ModelSeedTerms = (int)count } }),
            Gibbs = new(options => options.Guidance?.ModelSeedTerms, (options, count) => options with { Guidance = (options.Guidance ?? new()) with { ModelSeedTerms = (int)count } }),
        },
        new(nameof(DataSeed), ExperimentColumnKind.Run),
        new(nameof(Seed), ExperimentColumnKind.Run),
        new(nameof(Accuracy), ExperimentColumnKind.Index, unit: "share of documents") { Sense = TableBest.Maximum, Range = ValueRange.Share, OfAccuracy = accuracy => accuracy.Accuracy },
        new(nameof(AdjustedRandIndex), ExperimentColumnKind.Index, "Adjusted Rand index") { Heading = "ARI", Sense = TableBest.Maximum, Range = ValueRange.Adjusted, OfAccuracy = accuracy => accuracy.AdjustedRandIndex },
        new(nameof(RandIndex), ExperimentColumnKind.Index, "Rand index") { Sense = TableBest.Maximum, Range = ValueRange.Share, OfAccuracy = accuracy => accuracy.RandIndex },
        new(nameof(NormalizedMutualInformation), ExperimentColumnKind.Index) { Heading = "NMI", Sense = TableBest.Maximum, Range = ValueRange.Share, OfAccuracy = accuracy => accuracy.NormalizedMutualInformation },
        new(nameof(AdjustedMutualInformation), ExperimentColumnKind.Index) { Heading = "AMI", Sense = TableBest.Maximum, Range = ValueRange.Adjusted, OfAccuracy = accuracy => accuracy.AdjustedMutualInformation },
        new(nameof(Homogeneity), ExperimentColumnKind.Index) { Sense = TableBest.Maximum, Range = ValueRange.Share, OfAccuracy = accuracy => accuracy.Homogeneity },
        new(nameof(Completeness), ExperimentColumnKind.Index) { Sense = TableBest.Maximum, Range = ValueRange.Share, OfAccuracy = accuracy => accuracy.Completeness },
        new(nameof(VMeasure), ExperimentColumnKind.Index, "V-measure") { Sense = TableBest.Maximum, Range = ValueRange.Share, OfAccuracy = accuracy => accuracy.VMeasure },
        new(nameof(FowlkesMallows), ExperimentColumnKind.Index, "Fowlkes-Mallows index") { Sense = TableBest.Maximum, Range = ValueRange.Share, OfAccuracy = accuracy => accuracy.FowlkesMallows },
        new(nameof(Purity), ExperimentColumnKind.Index) { Sense = TableBest.Maximum, Range = ValueRange.Share, OfAccuracy = accuracy => accuracy.Purity },
        new(nameof(Bound), ExperimentColumnKind.Outcome, "Bayes rule") { Range = ValueRange.Share },
        new(nameof(BoundError), ExperimentColumnKind.Outcome),
        new(nameof(EstimatedK), ExperimentColumnKind.Outcome),
        new(nameof(Iterations), ExperimentColumnKind.Outcome) { Sense = TableBest.Minimum },
        new(nameof(Converged), ExperimentColumnKind.Outcome),
        new(nameof(Seconds), ExperimentColumnKind.Outcome) { Sense = TableBest.Minimum },
        new(nameof(ErrorId), ExperimentColumnKind.Outcome),
        new(nameof(Error), ExperimentColumnKind.Outcome),
    ];

    /// <summary>The column of a name, regardless of case; null where rows of experiments have none.</summary>
    internal static ExperimentColumn? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The columns of a kind, in order.</summary>
    internal static IReadOnlyList<ExperimentColumn> ColumnsOf(ExperimentColumnKind kind) => ByKind[(int)kind];

    /// <summary>The columns that a grid can have several values of: the parameters of the documents, then those of the methods.</summary>
    internal static IEnumerable<ExperimentColumn> Factors => [.. ColumnsOf(ExperimentColumnKind.Documents), .. ColumnsOf(ExperimentColumnKind.Method)];

    private static readonly Dictionary<string, ExperimentColumn> ByName = Columns.ToDictionary(column => column.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly ExperimentColumn[][] ByKind =
        [.. Enum.GetValues<ExperimentColumnKind>().Select(kind => Columns.Where(column => column.Kind == kind).ToArray())];

    /// <summary>The method, the cell and the accuracy or the error.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Method}, cell {Cell}, replicate {Replicate}: {(Error is null ? $"accuracy {Accuracy:0.####}" : Error)}");

    /// <summary>Whether two rows are equal in everything but the duration.</summary>
    internal bool IsSameRun(ExperimentRow other) => (this with { Seconds = null }).Equals(other with { Seconds = null });
}
