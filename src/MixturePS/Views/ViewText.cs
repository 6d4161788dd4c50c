using System.Management.Automation;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;

namespace MixturePS.Views;

/// <summary>The getters of the hidden properties that the views show; the types file refers to them.</summary>
/// <remarks>
/// In ConstrainedLanguage mode, a script block of the formatting file can't call methods, but compiled properties work in
/// every mode. PowerShell resolves the getters while it imports the module, so their signatures contain no types of the
/// core. Deserialised objects, from a file, a job or a remote session, show their string if the text needs the object
/// itself.
/// </remarks>
public static class ViewText
{
    // The width that a list or a table uses before the sentence.
    private const int BeforeMapping = 31;
    private const int BeforeVerdict = 26;
    private const int BeforeSuggestion = 59;

    // The longest name of a document that leaves room for the following columns.
    private const int NameOfTypical = 17;
    private const int NameOfPredicted = 12;
    private const int NameOfAssigned = 15;

    // The longest name of a cluster.
    private const int NameOfCluster = 11;

    // The width that a table uses before the text.
    private const int BeforeText = 40;
    private const int BeforeTerms = 56;

    /// <summary>A matrix: its size and its cells.</summary>
    /// <param name="matrix">A DenseMatrix or a CountMatrix.</param>
    public static string Matrix(PSObject matrix) => matrix.BaseObject is DenseMatrix or CountMatrix ? View.Matrix(matrix.BaseObject, Terminal.Width) : matrix.ToString();

    /// <summary>A DFM: its size and its cells.</summary>
    /// <param name="dfm">A Dfm.</param>
    public static string Dfm(PSObject dfm) => dfm.BaseObject is Dfm live ? View.Dfm(live, Terminal.Width) : dfm.ToString();

    /// <summary>A model: its size and its probabilities.</summary>
    /// <param name="model">A MixtureModel.</param>
    public static string Model(PSObject model) => model.BaseObject is MixtureModel live ? View.Model(live, Terminal.Width) : model.ToString();

    /// <summary>A clustering: the method, the fit and the centres.</summary>
    /// <param name="clustering">A clustering.</param>
    public static string Clustering(PSObject clustering) => clustering.BaseObject is FittedClustering live ? View.Clustering(live, Terminal.Width) : clustering.ToString();

    /// <summary>The matching of labels that an accuracy is based on.</summary>
    /// <param name="accuracy">A ClusterAccuracy.</param>
    public static string Mapping(PSObject accuracy) => View.Wrapped(Text(accuracy, "Mapping"), Terminal.Width - BeforeMapping);

    /// <summary>The confusion matrix of an accuracy.</summary>
    /// <param name="accuracy">A ClusterAccuracy.</param>
    public static string Confusion(PSObject accuracy) => accuracy.BaseObject is ClusterAccuracy live ? View.Confusion(live, Terminal.Width) : Text(accuracy, "ConfusionMatrix");

    /// <summary>The document name of a row.</summary>
    /// <param name="row">A row with a DocumentName.</param>
    public static string Name(PSObject row) => View.Word(Text(row, "DocumentName"));

    /// <summary>The name of a typical document of a cluster.</summary>
    /// <param name="row">A ClusterDocument.</param>
    public static string TypicalName(PSObject row) => View.Word(Text(row, "DocumentName"), NameOfTypical);

    /// <summary>The name of a predicted document.</summary>
    /// <param name="row">A PredictedCluster.</param>
    public static string PredictedName(PSObject row) => View.Word(Text(row, "DocumentName"), NameOfPredicted);

    /// <summary>The name of an assigned document.</summary>
    /// <param name="row">A ClusterAssignment.</param>
    public static string AssignedName(PSObject row) => View.Word(Text(row, "DocumentName"), NameOfAssigned);

    /// <summary>The name of a row's cluster, or its number if it has none.</summary>
    /// <param name="row">A row with a Cluster and a ClusterName.</param>
    public static string Cluster(PSObject row) => Named(row, "Cluster");

    /// <summary>The name of a row's known cluster, or its number if it has none.</summary>
    /// <param name="row">A row with a KnownCluster and a KnownClusterName.</param>
    public static string Known(PSObject row) => Named(row, "KnownCluster");

    /// <summary>The name of a row's matched cluster, or its number if it has none.</summary>
    /// <param name="row">A ClusterAssignment.</param>
    public static string Matched(PSObject row) => Named(row, "MatchedCluster");

    /// <summary>The name of the majority of a cluster, or its number if it has none.</summary>
    /// <param name="row">A ClusterSummary.</param>
    public static string Majority(PSObject row) => Named(row, "MajorityCluster");

    /// <summary>The top terms of a cluster.</summary>
    /// <param name="row">A ClusterSummary.</param>
    public static string TopTerms(PSObject row) => View.Wrapped(Text(row, "TopTerms"), Terminal.Width - BeforeTerms);

    /// <summary>The beginning of the text of a document.</summary>
    /// <param name="row">A ClusterDocument.</param>
    public static string DocumentText(PSObject row) => View.Beginning(Text(row, "Text"), Terminal.Width - BeforeText);

    /// <summary>The term of a cluster.</summary>
    /// <param name="row">A ClusterTerm.</param>
    public static string Term(PSObject row) => View.Word(Text(row, "Term"));

    /// <summary>The feature of a cell.</summary>
    /// <param name="row">A DfmCount or a DfmWeight.</param>
    public static string Feature(PSObject row) => View.Word(Text(row, "Feature"));

    /// <summary>The reason of a verdict about identifiability.</summary>
    /// <param name="result">An IdentifiabilityResult.</param>
    public static string Verdict(PSObject result) => View.Wrapped(Text(result, "Reason"), Terminal.Width - BeforeVerdict);

    /// <summary>The reason why a number of clusters is suggested.</summary>
    /// <param name="row">A ClusterCountRow.</param>
    public static string Suggestion(PSObject row) => View.Wrapped(Text(row, "Reason"), Terminal.Width - BeforeSuggestion);

    /// <summary>A line of the terms of all clusters.</summary>
    /// <param name="row">A row of Get-ClusterTerm -SideBySide.</param>
    public static string Terms(PSObject row) => TermView.Row(row, Terminal.Width);

    /// <summary>The header of an experiment's summary.</summary>
    /// <param name="row">A row of Measure-MixtureExperiment.</param>
    public static string SummaryHeader(PSObject row) => ExperimentView.Header(row, Terminal.Width);

    /// <summary>A row of an experiment's summary.</summary>
    /// <param name="row">A row of Measure-MixtureExperiment.</param>
    public static string SummaryRow(PSObject row) => ExperimentView.Row(row, Terminal.Width);

    private static string Named(PSObject row, string property) =>
        Text(row, property + "Name") is { Length: > 0 } name ? View.Word(name, NameOfCluster) : Text(row, property);

    private static string Text(PSObject row, string property) => row.Properties[property]?.Value?.ToString() ?? string.Empty;
}
