using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;

namespace MixturePS.Commands;

/// <summary>Measures how well the topics of a topic model agree with the true ones.</summary>
/// <remarks>
/// <para>The true topics are those of the model that the documents were drawn from, or of -Model. Estimated topics are
/// matched with true ones one to one, so that the sum of the distances between their word probabilities is least. The
/// numbers of topics may differ; topics without a partner are then left over. Mapping shows the true topic of each estimated one, or -1.</para>
/// <para>HellingerDistance is the mean distance of the word probabilities of matched topics, from 0 (equal) to 1 (no word in
/// common). ShareError is the mean over documents of the total variation distance between true and estimated topic shares,
/// from 0 to 1. ModalAccuracy is the share of documents whose greatest estimated share belongs to the topic with the greatest
/// true share. TokenAccuracy is the greatest share of tokens that can have their true topic if each document has as many
/// tokens of each topic as its estimated shares say. The last three need the true shares or tokens, which simulated documents
/// have; otherwise they are empty.</para>
/// <para>Words are matched by name. A word that the documents or the model lack has probability zero there. The row states
/// the Method, K and Seed of the fit, so that Format-Table and Export-Csv compare several fits.</para>
/// </remarks>
/// <example>
/// <summary>Compare two methods on simulated documents</summary>
/// <code>$dfm = New-MixtureModel -K 4 -Membership Mixed -Alpha 0.1 -Eta 0.05 -J 200 -Seed 1 | Invoke-DfmSample -N 500 -DocumentLength 50
/// 'Gibbs', 'Variational' | ForEach-Object { $dfm | Invoke-TopicModel -Method $_ -Seed 1 } | Measure-TopicAccuracy | Format-Table</code>
/// <para>Each row names the method it measures.</para>
/// </example>
/// <example>
/// <summary>Compare topics with those of another fit</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Membership Mixed -Eta 0.05 -J 100 -Seed 1 | Invoke-DfmSample -N 300 -DocumentLength 40
/// $first = $dfm | Invoke-TopicModel -K 3 -Seed 1
/// $dfm | Invoke-TopicModel -K 3 -Seed 2 | Measure-TopicAccuracy -Model $first.Model -Theta $first.Theta</code>
/// <para>The measures are small where both fits find the same topics.</para>
/// </example>
/// <seealso cref="InvokeTopicModelCommand"/>
/// <seealso cref="MeasureClusterQualityCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "TopicAccuracy", HelpUri = HelpPages.Root + "Measure-TopicAccuracy.md")]
[OutputType(typeof(TopicAccuracy))]
public sealed class MeasureTopicAccuracyCommand : MixtureCmdlet
{
    /// <summary>The topic model to measure.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public FittedTopics InputObject { get; set; } = null!;

    /// <summary>The model with the true word probabilities. By default it is the model that the documents were drawn from.</summary>
    [Parameter]
    [ValidateNotNull]
    [PSDefaultValue(Help = "The model of the DFM")]
    public MixtureModel? Model { get; set; }

    /// <summary>The true topic shares, a matrix with one row per document and one column per true topic. By default they are those of the DFM, if it has any.</summary>
    [Parameter]
    [ValidateNotNull]
    [PSDefaultValue(Help = "The KnownTheta of the DFM")]
    public object? Theta { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteComputed("Measuring topics", (_, stop) =>
        InputObject.MeasureTopics(Model, Theta is null ? null : MatrixReading.ReadProbabilities(Theta, stop), stop));
}
