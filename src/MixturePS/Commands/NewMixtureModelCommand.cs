using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Makes a mixture of multinomials: K clusters, each with its own probabilities of the words.</summary>
/// <remarks>
/// <para>A document is of cluster k with probability alpha[k], and its tokens are drawn from row k of mu. Without -Mu the
/// rows of mu are drawn from a Dirichlet distribution with the parameters -Eta.</para>
/// <para>The model keeps its generator, and Invoke-DfmSample goes on with it, as the lines of a notebook share one rng.</para>
/// </remarks>
/// <example>
/// <summary>Three clusters over the five default words</summary>
/// <code>New-MixtureModel -K 3 -Eta 1 -Seed 2026</code>
/// </example>
/// <example>
/// <summary>A model with its own words, clusters of unequal size</summary>
/// <code>New-MixtureModel -K 2 -Alpha 0.3, 0.7 -Eta 0.5 -Vocabulary tax, budget, goal, match -Seed 1</code>
/// </example>
/// <example>
/// <summary>A model whose word probabilities are known</summary>
/// <code>$model = New-MixtureModel -Mu (0.7, 0.2, 0.1), (0.1, 0.2, 0.7) -Vocabulary sun, cloud, rain
/// $model | Measure-MixtureBound -DocumentLength 5</code>
/// <para>How well the clusters of five-token documents could be told apart at best.</para>
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

    /// <summary>The Dirichlet parameters that mu is drawn with, each above zero: one a word, or a single one for all words.</summary>
    [Parameter(Position = 1, ParameterSetName = "Draw")]
    [AllowEmptyCollection]
    [AllowNull]
    [PSDefaultValue(Value = 1)]
    public double[]? Eta { get; set; } = [1];

    /// <summary>The number of words, named feature0, feature1 and so on, where they have no names.</summary>
    [Parameter(ParameterSetName = "Draw")]
    [PSDefaultValue(Help = "The number of values of -Vocabulary or -Eta, else 5")]
    public int J { get; set; }

    /// <summary>The word probabilities: a row a cluster, each summing to 1.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Given")]
    public object Mu { get; set; } = null!;

    /// <summary>The probabilities of the clusters, which sum to 1.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [AllowNull]
    [PSDefaultValue(Help = "1/K for each cluster")]
    public double[]? Alpha { get; set; }

    /// <summary>The words. Where neither they nor -J are given there are five: cat, dog, rat, porcupine and fox.</summary>
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
        WriteComputed("Making a model", (progress, stop) =>
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
