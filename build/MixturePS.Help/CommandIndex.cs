using System.Text;

namespace MixturePS.Help;

/// <summary>The index of the cmdlets' pages, grouped by purpose.</summary>
internal static class CommandIndex
{
    private static readonly (string Title, string[] Cmdlets)[] Groups =
    [
        ("Simulate", ["New-RandomGenerator", "Invoke-DirichletSample", "Invoke-MultinomialSample", "New-MixtureModel", "Invoke-DfmSample"]),
        ("Text", ["ConvertTo-Dfm", "Select-DfmFeature", "Select-DfmDocument", "Group-DfmDocument", "ConvertTo-TfIdf"]),
        ("Cluster", ["Invoke-KMeans", "Invoke-MixtureEM", "Invoke-MixtureGibbs", "Invoke-TopicModel", "Find-ClusterCount", "Invoke-ClusterPrediction", "Resolve-ClusterLabel"]),
        ("Read the result", ["Get-ClusterSummary", "Get-ClusterTerm", "Get-ClusterDocument", "Get-ClusterAssignment", "Get-CoClustering", "Get-MixtureInterval"]),
        ("Measure", ["Measure-ClusterAccuracy", "Measure-ClusterQuality", "Measure-ClusterShare", "Measure-TopicAccuracy", "Measure-MixtureBound", "Test-MixtureIdentifiability"]),
        ("Experiments", ["Invoke-MixtureExperiment", "Measure-MixtureExperiment", "Merge-MixtureJournal", "Import-MixtureJournal", "Start-MixtureExperiment", "Get-MixtureExperiment", "Receive-MixtureExperiment", "Stop-MixtureExperiment", "Invoke-MixtureExperimentPart"]),
        ("Files, plots, tables and reports", ["Import-Dfm", "Export-Dfm", "ConvertFrom-Dfm", "Export-DfmShard", "Get-DfmShard", "Import-MixtureModel", "Export-MixtureModel", "Export-MixturePlot", "ConvertTo-MixtureTable", "Export-MixtureReport"]),
    ];

    /// <summary>Whether the index lists a cmdlet.</summary>
    public static bool Has(string cmdlet) => Groups.Any(group => group.Cmdlets.Contains(cmdlet));

    /// <summary>The text of the index.</summary>
    public static string Page(IReadOnlyList<CmdletHelp> topics)
    {
        var page = new StringBuilder(MarkdownWriter.Mark)
            .Append("\n\n# Commands\n\nThe pages contain what `Get-Help NAME -Full` shows in PowerShell.\n");
        foreach (var (title, cmdlets) in Groups)
        {
            page.Append("\n## ").Append(title).Append("\n\n| Command | Purpose |\n| --- | --- |\n");
            foreach (var topic in cmdlets.SelectMany(name => topics.Where(topic => topic.Cmdlet.Name == name)))
                page.Append("| ").Append(MarkdownProse.PageLink(topic.Cmdlet.Name)).Append(" | ").Append(topic.Synopsis.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
        }

        return page.ToString();
    }
}
