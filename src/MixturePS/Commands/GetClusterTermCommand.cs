using System.Globalization;
using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Evaluation;

namespace MixturePS.Commands;

/// <summary>Returns the top terms of each cluster, which show what the cluster is about.</summary>
/// <remarks>
/// <para>The rows are flat objects with Cluster, ClusterName (after Resolve-ClusterLabel, if the known clusters have
/// names), Rank (from 1), Term and Score. With -SideBySide, there is one row per rank instead, with one column of terms
/// for each cluster.</para>
/// <para>-By selects the score. Probability is the share of a word in the tokens of the cluster's documents. Lift is
/// that probability divided by the share of the word in all tokens. Frex is the harmonic mean of two ranks of a word
/// among all words: by probability, and by exclusivity, which is the probability divided by the sum of the word's
/// probabilities in all clusters (Bischof and Airoldi 2012). -FrexWeight is the weight of exclusivity. These three
/// scores need counts; if weights were clustered, pass the counts of the same documents with -Dfm. Weight is the weight
/// of the word in the centre of the cluster. By default, terms are ranked by Probability if there are counts, and by
/// Weight otherwise.</para>
/// <para>For a topic model, Probability and Weight are the word probabilities of the topic, and the other scores are
/// computed from them. They are already smoothed by the prior, so -Smoothing isn't allowed. All words that occur in any
/// document are terms of each topic.</para>
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
/// <example>
/// <summary>Show the words of topics</summary>
/// <code>New-MixtureModel -K 3 -J 50 -Eta 0.1 -Membership Mixed -Seed 2026 | Invoke-DfmSample -N 200 -DocumentLength 40 |
///     Invoke-TopicModel -Seed 1 | Get-ClusterTerm -Top 5 -SideBySide</code>
/// <para>The columns are named Topic0, Topic1 and Topic2.</para>
/// </example>
/// <seealso cref="GetClusterDocumentCommand"/>
/// <seealso cref="GetClusterSummaryCommand"/>
/// <seealso cref="MeasureClusterQualityCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterTerm", HelpUri = HelpPages.Root + "Get-ClusterTerm.md")]
[OutputType(typeof(ClusterTerm), typeof(PSObject))]
public sealed class GetClusterTermCommand : TermCmdlet
{
    internal const string SideBySideType = "MixturePS.ClusterTermSideBySide";

    /// <summary>The maximum number of terms per cluster.</summary>
    [Parameter]
    [PSDefaultValue(Value = 10)]
    public WholeNumber Top { get; set; } = 10;

    /// <summary>Returns one row per rank, with one column of terms for each cluster.</summary>
    [Parameter]
    public SwitchParameter SideBySide { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryCompute("Ranking terms", (_, stop) => ClusterTerm.Rows(InputObject, Options(Top), stop), out var rows)) return;
        Say($"Ranked the terms of {InputObject}, up to {Top} per cluster");
        if (!SideBySide)
        {
            WriteRows(rows);
            return;
        }

        var byRank = rows.ToLookup(row => row.Rank);
        for (int rank = 1; byRank.Contains(rank); rank++)
        {
            var line = new PSObject();
            line.TypeNames.Insert(0, SideBySideType);
            line.Properties.Add(new PSNoteProperty("Rank", rank));
            var terms = byRank[rank].ToDictionary(row => row.Cluster, row => row.Term);
            var names = new PropertyNames();
            names.Add("Rank");
            foreach (int label in InputObject.ClusterLabel)
                line.Properties.Add(new PSNoteProperty(names.Add(InputObject.NameOf(label) ?? (InputObject is FittedTopics ? "Topic" : "Cluster") + label.ToString(CultureInfo.InvariantCulture)), terms.GetValueOrDefault(label)));
            WriteObject(line);
        }
    }
}
