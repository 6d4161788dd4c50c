using System.Globalization;
using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;

namespace MixturePS.Commands;

/// <summary>Returns the top terms of each cluster, which show what the cluster is about.</summary>
/// <remarks>
/// <para>The rows are flat objects with Cluster, Rank (from 1), Term and Score. With -SideBySide, there is one row per
/// rank instead, with one column of terms for each cluster.</para>
/// <para>-By selects the score. Probability is the share of a word in the tokens of the cluster's documents. Lift is
/// that probability divided by the share of the word in all tokens. Frex is the harmonic mean of two ranks of a word
/// among all words: by probability, and by exclusivity, which is the probability divided by the sum of the word's
/// probabilities in all clusters (Bischof and Airoldi 2012). -FrexWeight is the weight of exclusivity. These three
/// scores need counts; if weights were clustered, pass the counts of the same documents with -Dfm. Weight is the weight
/// of the word in the centre of the cluster. By default, terms are ranked by Probability if there are counts, and by
/// Weight otherwise.</para>
/// <para>A word that doesn't occur in the documents of a cluster is not a term of the cluster, so there may be fewer
/// terms than -Top.</para>
/// </remarks>
/// <example>
/// <summary>Show the terms of all clusters next to each other</summary>
/// <code>$dfm = New-MixtureModel -K 3 -J 40 -Eta 0.1 -Seed 2026 | Invoke-DfmSample -N 200
/// $dfm | Invoke-KMeans -Seed 42 | Get-ClusterTerm -Top 5 -SideBySide</code>
/// <para>Each column lists the five most probable words of one cluster.</para>
/// </example>
/// <example>
/// <summary>Save the terms that distinguish the clusters to a file</summary>
/// <code>$dfm = New-MixtureModel -K 3 -J 40 -Eta 0.1 -Seed 2026 | Invoke-DfmSample -N 200
/// $dfm | Invoke-KMeans -Seed 42 | Get-ClusterTerm -By Frex | Export-Csv terms.csv</code>
/// <para>FREX prefers words that are both frequent in a cluster and rare in the others.</para>
/// </example>
/// <example>
/// <summary>Rank terms by probability for a clustering of TF-IDF weights</summary>
/// <code>$dfm = New-MixtureModel -K 3 -J 40 -Eta 0.1 -Seed 2026 | Invoke-DfmSample -N 200
/// $dfm | ConvertTo-TfIdf | Invoke-KMeans -K 3 -Seed 42 | Get-ClusterTerm -By Probability -Dfm $dfm</code>
/// <para>The clustering contains weights, so the counts are passed with -Dfm.</para>
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

    /// <summary>The maximum number of terms per cluster.</summary>
    [Parameter]
    [PSDefaultValue(Value = 10)]
    public int Top { get; set; } = 10;

    /// <summary>The score that terms are ranked by.</summary>
    [Parameter]
    [PSDefaultValue(Help = "Probability for counts, Weight for weights")]
    public TermMeasure? By { get; set; }

    /// <summary>The weight of exclusivity in FREX, from 0 to 1. The remaining weight is that of frequency.</summary>
    [Parameter]
    [PSDefaultValue(Value = 0.5)]
    [NumberTransformation]
    public double FrexWeight { get; set; } = 0.5;

    /// <summary>The number of tokens added to the count of each word in each cluster before probabilities are computed.</summary>
    [Parameter]
    [PSDefaultValue(Value = 0)]
    [NumberTransformation]
    public double Smoothing { get; set; }

    /// <summary>The counts of the clustered documents, needed if the clustering is of weights.</summary>
    [Parameter]
    public Dfm? Dfm { get; set; }

    /// <summary>Returns one row per rank, with one column of terms for each cluster.</summary>
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
