using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Creates a mixture of multinomials: K clusters with their own word probabilities.</summary>
/// <remarks>
/// <para>In this model, a document belongs to cluster k with probability alpha[k], and its tokens are drawn from row k
/// of mu, the word probabilities of that cluster. Without -Mu, the rows of mu are drawn from a Dirichlet distribution
/// with the parameters -Eta.</para>
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
/// <seealso cref="InvokeDfmSampleCommand"/>
/// <seealso cref="MeasureMixtureBoundCommand"/>
[Cmdlet(VerbsCommon.New, "MixtureModel", DefaultParameterSetName = "Draw", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "New-MixtureModel.md")]
[OutputType(typeof(MixtureModel))]
public sealed class NewMixtureModelCommand : RandomCmdlet
{
    /// <summary>The number of clusters.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Draw")]
    public int K { get; set; }

    /// <summary>
    /// The Dirichlet parameters from which mu is drawn, each above zero: one value per word, or a single value for all
    /// words. With a small value, each cluster uses few words; with a large one, the clusters are similar.
    /// </summary>
    [Parameter(Position = 1, ParameterSetName = "Draw")]
    [AllowEmptyCollection]
    [AllowNull]
    [PSDefaultValue(Value = 1)]
    [NumberTransformation]
    public double[]? Eta { get; set; } = [1];

    /// <summary>The number of words. If no -Vocabulary is given, the words are named feature0, feature1 and so on.</summary>
    [Parameter(ParameterSetName = "Draw")]
    [PSDefaultValue(Help = "The number of values of -Vocabulary or -Eta, or else 5")]
    public int J { get; set; }

    /// <summary>The word probabilities, a matrix with one cluster per row; each row sums to 1.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Given")]
    public object Mu { get; set; } = null!;

    /// <summary>The cluster probabilities, which sum to 1.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [AllowNull]
    [PSDefaultValue(Help = "1/K for each cluster")]
    [NumberTransformation]
    public double[]? Alpha { get; set; }

    /// <summary>
    /// The words. Without -Vocabulary, -J and -Mu, and with a single value of -Eta, they are cat, dog, rat, porcupine
    /// and fox.
    /// </summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? Vocabulary { get; set; }

    private double[]? AlphaOrNone => MyInvocation.BoundParameters.ContainsKey(nameof(Alpha)) ? Alpha ?? [] : null;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        int? j = MyInvocation.BoundParameters.ContainsKey(nameof(J)) ? J : null;
        if (j is not null && Vocabulary is not null && Vocabulary.Length != j)
            ThrowTerminatingError(ErrorCatalogue.ConflictingSize(nameof(J), J, Vocabulary.Length));
        int words = Vocabulary?.Length ?? j ?? (Eta is { Length: > 1 } ? Eta.Length : Vocabularies.Default.Count);
        if (ParameterSetName == "Draw" && !ShouldDraw("the word probabilities", K, words)) return;
        WriteComputed("Creating a model", (progress, stop) =>
        {
            if (ParameterSetName == "Given")
            {
                var mu = MatrixReading.ReadProbabilities(Mu, stop);
                var given = new MixtureModel(mu, AlphaOrNone, Vocabulary ?? mu.ColumnNames);
                return Generator is null && Seed is null ? given : given.With(GeneratorOr(null));
            }

            var (eta, vocabulary) = Dirichlets.Broadcast(Eta ?? [], Vocabulary, j);
            return MixtureModel.Draw(K, eta, AlphaOrNone, vocabulary, GeneratorOr(null), progress, stop);
        });
    }
}
