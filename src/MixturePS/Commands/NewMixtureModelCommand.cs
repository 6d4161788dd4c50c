using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Creates a mixture of multinomials: K clusters or topics with their own word probabilities.</summary>
/// <remarks>
/// <para>In this model, a document belongs to cluster k with probability alpha[k], and its tokens are drawn from row k
/// of mu, the word probabilities of that cluster. Without -Mu, the rows of mu are drawn from a Dirichlet distribution
/// with the parameters -Eta.</para>
/// <para>With -Membership Mixed, a document doesn't belong to one cluster, but has a share of each of K topics, drawn from
/// a Dirichlet distribution with the parameters -Alpha. Each token is drawn from the words of a topic that is drawn with
/// these shares. This is the model of latent Dirichlet allocation, which Invoke-TopicModel fits.</para>
/// <para>The output is a model, the input of Invoke-DfmSample. It keeps its random number generator, and
/// Invoke-DfmSample continues to draw from it, as the lines of a notebook share one generator.</para>
/// </remarks>
/// <example>
/// <summary>Create three clusters over the five default words</summary>
/// <code>New-MixtureModel -K 3 -Eta 1 -Seed 2026</code>
/// <para>The words are cat, dog, rat, porcupine and fox.</para>
/// </example>
/// <example>
/// <summary>Create clusters of unequal size over given words</summary>
/// <code>New-MixtureModel -K 2 -Alpha 0.3, 0.7 -Eta 0.5 -Vocabulary tax, budget, goal, match -Seed 1</code>
/// <para>The clusters contain 30 % and 70 % of the documents on average.</para>
/// </example>
/// <example>
/// <summary>Create a model with known word probabilities</summary>
/// <code>$model = New-MixtureModel -Mu (0.7, 0.2, 0.1), (0.1, 0.2, 0.7) -Vocabulary sun, cloud, rain
/// $model | Measure-MixtureBound -DocumentLength 5</code>
/// <para>The output is the best accuracy that any method can be expected to reach on documents of five tokens.</para>
/// </example>
/// <example>
/// <summary>Create a topic model</summary>
/// <code>$model = New-MixtureModel -K 3 -Membership Mixed -Alpha 0.1 -Eta 0.05 -J 100 -Seed 1
/// $model | Invoke-DfmSample -N 500 -DocumentLength 50 | Invoke-TopicModel -Seed 1 | Measure-TopicAccuracy</code>
/// <para>With a small alpha, a document consists mostly of one or two topics.</para>
/// </example>
/// <example>
/// <summary>Create a model for each row of a table</summary>
/// <code>'K,Eta,J,Seed', '2,0.1,20,1', '3,1,,2' | Set-Content grid.csv
/// Import-Csv grid.csv | New-MixtureModel | Invoke-DfmSample -N 100</code>
/// <para>The parameters that the columns name are taken from each row. The second row has no J, so its model has the five
/// default words.</para>
/// </example>
/// <seealso cref="InvokeDfmSampleCommand"/>
/// <seealso cref="InvokeTopicModelCommand"/>
/// <seealso cref="MeasureMixtureBoundCommand"/>
[Cmdlet(VerbsCommon.New, "MixtureModel", DefaultParameterSetName = "Draw", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "New-MixtureModel.md")]
[OutputType(typeof(MixtureModel))]
public sealed class NewMixtureModelCommand : RandomCmdlet
{
    private bool _isEven;
    private SeedArgument? _dataSeed;

    /// <summary>The number of clusters.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = "Draw")]
    public WholeNumber? K { get; set; }

    /// <summary>
    /// The Dirichlet parameters from which mu is drawn, each above zero: one value per word, or a single value for all
    /// words. With a small value, each cluster uses few words; with a large one, the clusters are similar.
    /// </summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = "Draw")]
    [AllowEmptyCollection]
    [AllowNull]
    [PSDefaultValue(Value = 1)]
    public Number[]? Eta { get; set; } = [1];

    /// <summary>The number of words. If no -Vocabulary is given, the words are named feature0, feature1 and so on.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = "Draw")]
    [PSDefaultValue(Help = "The number of values of -Vocabulary or -Eta, or else 5")]
    public WholeNumber? J { get; set; }

    /// <summary>The word probabilities, a matrix with one cluster per row; each row sums to 1.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Given")]
    public object Mu { get; set; } = null!;

    /// <summary>
    /// The cluster probabilities, which sum to 1, or 'even' for equal probabilities. With -Membership Mixed, the parameters of
    /// the Dirichlet distribution of a document's topic shares: one per topic, or one for all. With a small value, a document
    /// consists of few topics; with a large one, all documents are similar mixtures.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AlphaCompleter))]
    [AllowEmptyCollection]
    [AllowNull]
    [PSDefaultValue(Help = "1/K for each cluster; with -Membership Mixed, 0.1")]
    public Number[]? Alpha { get; set; }

    /// <summary>
    /// The membership of a document: in one cluster, from which all its tokens are drawn (Single), or in all topics, with its
    /// own share of each (Mixed).
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = "Single")]
    public MixtureMembership Membership { get; set; }

    /// <summary>
    /// The words. Without -Vocabulary, -J and -Mu, and with a single value of -Eta, they are cat, dog, rat, porcupine
    /// and fox.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    public string[]? Vocabulary { get; set; }

    /// <summary>
    /// A row of a table, such as one of Import-Csv, whose columns are named like the parameters: K, Eta, J, Alpha, Vocabulary
    /// and Seed. An empty cell is as if the row had no such column. Several values of Eta, Alpha or Vocabulary in one cell are
    /// separated by spaces. A row of Invoke-MixtureExperiment gives the model of its run, because the seed is then in the
    /// column DataSeed.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SeedTransformation]
    public override SeedArgument? Seed { get; set; }

    // An explicit null is an error of its own.
    private double[]? AlphaOrNone => Alpha is null && (_isEven || !IsTyped(nameof(Alpha))) ? null : Number.List(Alpha) ?? [];

    /// <inheritdoc/>
    private protected override void ReadCells()
    {
        Eta = Number.SplitCell(Eta);
        Alpha = Number.SplitCell(Alpha);
        if (Alpha is [{ Given: string text }] && text.Trim().Equals("even", StringComparison.OrdinalIgnoreCase))
        {
            Alpha = null;
            _isEven = true;
        }

        // PowerShell doesn't reset a seed that it didn't bind.
        if (_dataSeed is not null && ReferenceEquals(Seed, _dataSeed)) Seed = null;
        if (InputObject is null) return;
        if (!IsTyped(nameof(Vocabulary)) && Vocabulary is [{ } words]) Vocabulary = words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (!IsTyped(nameof(Seed)) && InputObject.Properties["DataSeed"]?.Value is { } dataSeed && !PSValue.IsBlank(dataSeed)) Seed = _dataSeed = SeedArgument.Of(dataSeed);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject?.BaseObject is MixtureModel or Dfm or FittedClustering)
        {
            RefuseInput(ErrorCatalogue.NotARow(InputObject.BaseObject, "To use the parameters of a model or a clustering, give -Mu and -Alpha."));
            return;
        }

        if (!TryReadSeedRow()) return;
        int? j = J;
        if (j is not null && Vocabulary is not null && Vocabulary.Length != j)
        {
            EndOrWrite(ErrorCatalogue.ConflictingSize(nameof(J), j.Value, Vocabulary.Length));
            return;
        }

        double[] etas = Number.List(Eta) ?? [];
        int words = Vocabulary?.Length ?? j ?? (etas.Length > 1 ? etas.Length : Vocabularies.Default.Count);
        if (ParameterSetName == "Draw" && !ShouldDraw("the word probabilities", K!, words)) return;
        WriteComputed("Creating a model", (progress, stop) =>
        {
            if (ParameterSetName == "Given")
            {
                var mu = MatrixReading.ReadProbabilities(Mu, stop);
                var given = new MixtureModel(mu, AlphaOrNone, Vocabulary ?? mu.ColumnNames, null, Membership);
                return Generator is null && Seed is null ? given : given.With(GeneratorOr(null));
            }

            var (eta, vocabulary) = Dirichlets.Broadcast(etas, Vocabulary, j);
            return MixtureModel.Draw(K!, eta, AlphaOrNone, vocabulary, GeneratorOr(null), Membership, progress, stop);
        });
    }
}
