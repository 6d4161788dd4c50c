using System.Management.Automation;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;
using MixturePS.Errors;

namespace MixturePS.Binding;

/// <summary>The base class of cmdlets that take the grid of an experiment, from parameters or from the row of a table.</summary>
public abstract class ExperimentGridCmdlet : MixtureCmdlet
{
    /// <summary>The numbers of clusters that documents are drawn from.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Value = 3)]
    public WholeNumber[] K { get; set; } = [3];

    /// <summary>
    /// The Dirichlet parameters of the word probabilities. Each item of the list is one value of the factor: a number
    /// applies to all words, and a list has one number per word.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Value = 1)]
    public object[] Eta { get; set; } = [1];

    /// <summary>
    /// The numbers of tokens per document. Each item of the list is one value of the factor: a number, 'Poisson(mean)',
    /// 'NegativeBinomial(size, probability)', or a list with one number per document.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DocumentLengthCompleter))]
    [Alias("M")]
    [DocumentLengthTransformation]
    [PSDefaultValue(Help = "10")]
    public DocumentLengthArgument DocumentLength { get; set; } = new(10);

    /// <summary>The numbers of documents.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Value = 1000)]
    public WholeNumber[] N { get; set; } = [1000];

    /// <summary>The numbers of words.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "The number of values of -Vocabulary or of a list in -Eta, or else 5")]
    public WholeNumber[]? J { get; set; }

    /// <summary>The words, for script blocks that use them. They don't affect the random numbers.</summary>
    [Parameter]
    public string[]? Vocabulary { get; set; }

    /// <summary>The cluster probabilities: a list that sums to 1, 'even' for equal probabilities, or a list of these.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AlphaCompleter))]
    [PSDefaultValue(Help = "even")]
    public object? Alpha { get; set; }

    /// <summary>The built-in methods that cluster the documents. With -ScriptBlock you can omit them.</summary>
    [Parameter]
    [PSDefaultValue(Help = "KMeans, or none with -ScriptBlock")]
    public ExperimentMethodKind[]? Method { get; set; }

    /// <summary>
    /// Custom methods: a script block { param($dfm, $seed) ... } that returns a clustering or one label per document; a
    /// list of script blocks, which are named ScriptBlock0, ScriptBlock1 and so on; or a hashtable of script blocks by
    /// name.
    /// </summary>
    [Parameter]
    public object? ScriptBlock { get; set; }

    /// <summary>The number of replicates of each combination.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Value = 1)]
    public WholeNumber Replicate { get; set; } = 1;

    /// <summary>
    /// A whole number of any size from which all seeds are derived. Without it, the seed of the journal is used, or
    /// else a random seed is drawn. The DataSeed of each row contains it. It is required with -Shard.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SeedTransformation]
    public SeedArgument? Seed { get; set; }

    /// <summary>The numbers of clusters that the methods look for, if they differ from -K.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "The K that documents are drawn from")]
    public WholeNumber[]? FitK { get; set; }

    /// <summary>The numbers of starts of k-means and EM.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "10")]
    public WholeNumber[]? Restart { get; set; }

    /// <summary>The maximum numbers of iterations per start of k-means and EM.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "300 for k-means, 1000 for EM")]
    public WholeNumber[]? MaxIteration { get; set; }

    /// <summary>The tolerances of k-means and EM, as in Invoke-KMeans -Tolerance and Invoke-MixtureEM -Tolerance.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "0.0001 for k-means, 0.0000001 for EM")]
    public Number[]? Tolerance { get; set; }

    /// <summary>The numbers of tokens that EM adds to the count of each word in each cluster.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "0.1")]
    public Number[]? Smoothing { get; set; }

    /// <summary>The numbers of sweeps of Gibbs sampling, as in Invoke-MixtureGibbs -Iteration and Invoke-TopicModel -Iteration.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "30, or 200 for topic models")]
    public WholeNumber[]? Sweep { get; set; }

    /// <summary>The numbers of chains of Gibbs sampling.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "10, or 4 with fewer than ten documents per cluster; 1 for topic models")]
    public WholeNumber[]? Chain { get; set; }

    /// <summary>The prior parameters of the cluster probabilities in Gibbs sampling, or of the topic shares, as in Invoke-MixtureGibbs -Alpha and Invoke-TopicModel -Alpha.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "Estimated")]
    public Number[]? PriorAlpha { get; set; }

    /// <summary>The prior parameters of the word probabilities in Gibbs sampling, as in Invoke-MixtureGibbs -Beta and Invoke-TopicModel -Eta.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "Estimated")]
    public Number[]? PriorBeta { get; set; }

    /// <summary>
    /// The numbers of documents whose true cluster EM and Gibbs sampling are given, as in Invoke-MixtureEM -LabelledDocument.
    /// Accuracy is measured over the other documents.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "None")]
    public WholeNumber[]? LabelledDocument { get; set; }

    /// <summary>The weights of documents without a label in the M-step of EM, from 0 to 1; without labels they have no effect.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "1")]
    public Number[]? UnlabelledWeight { get; set; }

    /// <summary>
    /// The numbers of seed words that EM and Gibbs sampling are given for each cluster: the words whose probability in the
    /// true model exceeds that in every other cluster by most. A cluster may have fewer.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "None")]
    public WholeNumber[]? SeedTermCount { get; set; }

    /// <summary>
    /// A row of a table, such as one of Import-Csv, whose columns are named like the parameters. The values of its cells are
    /// one experiment; an empty cell is as if the row had no such column. The column Method contains one or more methods,
    /// separated by spaces. Rows of results are refused.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override bool EndsAtError => true;

    /// <inheritdoc/>
    private protected override void ReadCells()
    {
        // A cell with several numbers is one value with one number per word or cluster.
        if (InputObject is null) return;
        if (!IsTyped(nameof(Eta)) && Eta is [string cell] && Parts(cell) is { Length: > 1 } etas) Eta = [etas];
        if (!IsTyped(nameof(Alpha)) && PSValue.Unwrap(Alpha) is string shares && Parts(shares) is { Length: > 1 } alphas) Alpha = alphas;

        static object[] Parts(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Reads the current row. Returns false if its error was written.</summary>
    private protected bool TryReadGrid()
    {
        if (InputObject?.BaseObject is ExperimentRow || InputObject?.Properties["DataSeed"] is not null || InputObject?.BaseObject is MixtureModel or Dfm or FittedClustering)
        {
            RefuseInput(ErrorCatalogue.NotARow(InputObject.BaseObject, "Pass a table of parameters, not results, models or documents."));
            return false;
        }

        return TryReadRow();
    }

    /// <summary>The values of the grid.</summary>
    /// <param name="scripts">The custom methods.</param>
    private protected ExperimentValues Values(ExperimentScripts scripts) => new()
    {
        K = WholeNumber.List(K),
        Eta = GridReading.Etas(Eta ?? []),
        Alpha = GridReading.Alphas(Alpha),
        J = WholeNumber.List(J),
        Vocabulary = Vocabulary,
        N = WholeNumber.List(N),
        DocumentLength = DocumentLength.ReadEach(),
        Methods = Method ?? RowMethods() ?? (scripts.Methods.Count > 0 ? [] : [ExperimentMethodKind.KMeans]),
        External = scripts.Methods,
        Parameters = GivenParameters(),
        Replicates = Replicate,
    };

    private ExperimentMethodKind[]? RowMethods()
    {
        if (PSValue.Unwrap(InputObject?.Properties["Method"]?.Value) is not string text || PSValue.IsBlank(text)) return null;
        return [.. text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries).Select(name => Enum.GetNames<ExperimentMethodKind>().FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse<ExperimentMethodKind>(found)
            : throw MixtureError.InvalidOption("Method", $"'{name}' is unknown; give one of these: {string.Join(", ", Enum.GetNames<ExperimentMethodKind>())}", name))];
    }

    // The parameters of the methods have the names of their columns.
    private Dictionary<string, IReadOnlyList<double>> GivenParameters() => ExperimentRow.ColumnsOf(ExperimentColumnKind.Method)
        .Select(column => (column.Name, Values: GetType().GetProperty(column.Name)!.GetValue(this)))
        .Where(parameter => parameter.Values is not null)
        .ToDictionary(parameter => parameter.Name, IReadOnlyList<double> (parameter) => parameter.Values is WholeNumber[] whole ? Array.ConvertAll(WholeNumber.List(whole), value => (double)value) : Number.List((Number[]?)parameter.Values)!);
}
