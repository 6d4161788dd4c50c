using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Evaluation;

namespace MixturePS.Commands;

/// <summary>Measures the share of each cluster among the documents of each year, author or other group, with confidence intervals.</summary>
/// <remarks>
/// <para>There is one row for each group and cluster: the values of the variables in -By, Cluster, ClusterName (after
/// Resolve-ClusterLabel, if the known clusters have names), Count (the documents of the group in the cluster),
/// DocumentCount (those of the group), Share (their quotient), ConfidenceLow and ConfidenceHigh. Groups of numbers and dates
/// are in ascending order, others in order of first appearance; documents without a value are a group of their own.</para>
/// <para>The interval is Wilson's score interval. It says how much the share may differ from that of all documents of which
/// these are a sample. It takes the clusters as given and each share by itself, so it doesn't contain errors of the
/// clustering; Get-MixtureInterval has intervals for the shares of a fitted mixture.</para>
/// </remarks>
/// <example>
/// <summary>Follow clusters over the years</summary>
/// <code>$rows = @{ text = 'the cat purrs'; year = 2019 }, @{ text = 'a cat'; year = 2020 }, @{ text = 'shares fell'; year = 2020 }
/// $rows | ConvertTo-Dfm -TextProperty text -VariableProperty year | Invoke-KMeans -K 2 -Seed 1 | Measure-ClusterShare -By year</code>
/// <para>There are two rows for each year.</para>
/// </example>
/// <example>
/// <summary>Compare known clusters with a clustering</summary>
/// <code>New-MixtureModel -K 3 -Seed 1 | Invoke-DfmSample -N 90 | Invoke-KMeans -Seed 2 | Measure-ClusterShare -By KnownCluster</code>
/// <para>KnownCluster groups the documents by their known cluster.</para>
/// </example>
/// <seealso cref="GetClusterSummaryCommand"/>
/// <seealso cref="GroupDfmDocumentCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "ClusterShare", HelpUri = HelpPages.Root + "Measure-ClusterShare.md")]
[OutputType(typeof(PSObject))]
public sealed class MeasureClusterShareCommand : MixtureCmdlet
{
    /// <summary>The type name of a row.</summary>
    internal const string RowType = "MixturePS.ClusterShare";

    private static readonly string[] Figures = ["Cluster", "ClusterName", "Count", "DocumentCount", "Share", "ConfidenceLow", "ConfidenceHigh"];

    /// <summary>The clustering.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public FittedClustering InputObject { get; set; } = null!;

    /// <summary>The variables whose values define the groups; KnownCluster for the known clusters. Without it, all documents are one group.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(VariableCompleter))]
    public string[] By { get; set; } = [];

    /// <summary>The probability with which an interval contains the share, above 0 and below 1.</summary>
    [Parameter]
    [PSDefaultValue(Value = 0.95)]
    public Number Confidence { get; set; } = 0.95;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryCompute("Measuring shares", (_, stop) => GroupShares.Of(InputObject, By, Confidence, stop), out var measured)) return;
        Say($"Measured the shares of {InputObject} in {measured.Shares.Count / InputObject.K} groups");
        var names = new PropertyNames();
        string[] figures = [.. Figures.Select(names.Add)], columns = [.. measured.Columns.Select(names.Add)];
        WriteRows(measured.Shares.Select(share => Row(columns, figures, share)));
    }

    private static PSObject Row(string[] columns, string[] names, GroupShare share)
    {
        object?[] figures = [share.Cluster, share.ClusterName, share.Count, share.DocumentCount, share.Share, share.ConfidenceLow, share.ConfidenceHigh];
        return FlatRow.Create(RowType, columns, share.Key, names.Select((name, f) => (name, figures[f])));
    }
}
