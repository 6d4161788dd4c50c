using System.Globalization;
using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;

namespace MixturePS.Commands;

/// <summary>Gives the top terms of each cluster, by which a person can tell what it is about.</summary>
/// <remarks>
/// <para>The rows are flat: Cluster, Rank (from 1), Term and Score. With -SideBySide there is a row a rank instead, with a
/// column of terms for each cluster.</para>
/// <para>Probability is a word's share of the tokens of the cluster's documents. Lift is that over its share of all tokens.
/// FREX is the harmonic mean of two ranks of a word among all words: by that probability, and by how exclusive it is, which is the
/// probability over the sum of those in all clusters (Bischof and Airoldi 2012); -FrexWeight is the weight of
/// exclusivity. These three need counts: -Dfm gives those of a clustering that was made of weights. Weight is the word's
/// weight in the cluster's centre. Counts are ranked by probability and weights by weight where -By isn't given.</para>
/// <para>A word that no document of the cluster has is none of its terms, so there may be fewer than -Top.</para>
/// </remarks>
/// <example>
/// <summary>The clusters side by side</summary>
/// <code>$dfm = New-MixtureModel -K 3 -J 40 -Eta 0.1 -Seed 2026 | Invoke-DfmSample -N 200
/// $dfm | Invoke-KMeans -Seed 42 | Get-ClusterTerm -Top 5 -SideBySide</code>
/// </example>
/// <example>
/// <summary>Terms that set clusters apart, to a file</summary>
/// <code>$dfm = New-MixtureModel -K 3 -J 40 -Eta 0.1 -Seed 2026 | Invoke-DfmSample -N 200
/// $dfm | Invoke-KMeans -Seed 42 | Get-ClusterTerm -By Frex | Export-Csv terms.csv</code>
/// </example>
/// <example>
/// <summary>Probabilities for a clustering of TF-IDF weights</summary>
/// <code>$dfm = New-MixtureModel -K 3 -J 40 -Eta 0.1 -Seed 2026 | Invoke-DfmSample -N 200
/// $dfm | ConvertTo-TfIdf | Invoke-KMeans -K 3 -Seed 42 | Get-ClusterTerm -By Probability -Dfm $dfm</code>
/// </example>
/// <seealso cref="GetClusterDocumentCommand"/>
/// <seealso cref="MeasureClusterQualityCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterTerm", HelpUri = HelpPages.Root + "Get-ClusterTerm.md")]
[OutputType(typeof(ClusterTerm), typeof(PSObject))]
public sealed class GetClusterTermCommand : MixtureCmdlet
{
    internal const string SideBySideType = "MixturePS.ClusterTermSideBySide";

    /// <summary>The clustering.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public FittedClustering InputObject { get; set; } = null!;

    /// <summary>The most terms of a cluster.</summary>
    [Parameter]
    [PSDefaultValue(Value = 10)]
    public int Top { get; set; } = 10;

    /// <summary>What terms are ranked by.</summary>
    [Parameter]
    [PSDefaultValue(Help = "Probability for counts, Weight for weights")]
    public TermMeasure? By { get; set; }

    /// <summary>The weight of exclusivity against frequency in FREX, from 0 to 1.</summary>
    [Parameter]
    [PSDefaultValue(Value = 0.5)]
    public double FrexWeight { get; set; } = 0.5;

    /// <summary>What is added to each word's count in each cluster before probabilities are made of the counts.</summary>
    [Parameter]
    [PSDefaultValue(Value = 0)]
    public double Smoothing { get; set; }

    /// <summary>The counts of the documents that were clustered, where the clustering was made of weights.</summary>
    [Parameter]
    public Dfm? Dfm { get; set; }

    /// <summary>Gives a row a rank, with a column of terms for each cluster.</summary>
    [Parameter]
    public SwitchParameter SideBySide { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryCompute("Ranking terms", (_, stop) => ClusterTerm.Rows(InputObject, Options(), stop), out var rows)) return;
        if (!SideBySide)
        {
            foreach (var row in rows) WriteObject(row);
            return;
        }

        var byRank = rows.ToLookup(row => row.Rank);
        for (int rank = 1; byRank.Contains(rank); rank++)
        {
            var line = new PSObject();
            line.TypeNames.Insert(0, SideBySideType);
            line.Properties.Add(new PSNoteProperty("Rank", rank));
            var terms = byRank[rank].ToDictionary(row => row.Cluster, row => row.Term);
            foreach (int label in InputObject.ClusterLabel)
                line.Properties.Add(new PSNoteProperty("Cluster" + label.ToString(CultureInfo.InvariantCulture), terms.GetValueOrDefault(label)));
            WriteObject(line);
        }
    }

    private ClusterTermOptions Options() => new() { Top = Top, Measure = By, FrexWeight = FrexWeight, Smoothing = Smoothing, Counts = Dfm };
}
