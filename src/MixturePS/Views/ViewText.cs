using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Experiments;
using MixturePS.Core.Files;

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
    // The width of the property's name in a list.
    private const int BeforeSummary = 10;

    // The width that a table uses before the text of a document or the top terms.
    private const int BeforeText = 43;
    private const int BeforeTerms = 56;

    /// <summary>A matrix: its size and its cells.</summary>
    /// <param name="matrix">A DenseMatrix or a CountMatrix.</param>
    public static string Matrix(PSObject matrix) => Matrix(matrix, Terminal.Width);

    /// <summary>A matrix as a value in a list.</summary>
    /// <param name="matrix">A DenseMatrix or a CountMatrix.</param>
    public static string MatrixSummary(PSObject matrix) => Matrix(matrix, ListWidth);

    /// <summary>A DFM: its size and its cells.</summary>
    /// <param name="dfm">A Dfm.</param>
    public static string Dfm(PSObject dfm) => Dfm(dfm, Terminal.Width);

    /// <summary>A DFM as a value in a list.</summary>
    /// <param name="dfm">A Dfm.</param>
    public static string DfmSummary(PSObject dfm) => Dfm(dfm, ListWidth);

    /// <summary>A model: its size and its probabilities.</summary>
    /// <param name="model">A MixtureModel.</param>
    public static string Model(PSObject model) => Model(model, Terminal.Width);

    /// <summary>A model as a value in a list.</summary>
    /// <param name="model">A MixtureModel.</param>
    public static string ModelSummary(PSObject model) => Model(model, ListWidth);

    /// <summary>A clustering: the method, the fit and the centres.</summary>
    /// <param name="clustering">A clustering.</param>
    public static string Clustering(PSObject clustering) => Clustering(clustering, Terminal.Width);

    /// <summary>A clustering as a value in a list.</summary>
    /// <param name="clustering">A clustering.</param>
    public static string ClusteringSummary(PSObject clustering) => Clustering(clustering, ListWidth);

    /// <summary>A confusion matrix as a value in a list.</summary>
    /// <param name="counts">A CountMatrix.</param>
    public static string Confusion(PSObject counts) => Live(counts) is CountMatrix live ? View.Confusion(live, Terminal.Width) : counts.ToString();

    /// <summary>A matching of labels as a value in a list.</summary>
    /// <param name="mapping">A LabelMapping.</param>
    public static string Mapping(PSObject mapping) => Live(mapping) is LabelMapping live ? View.Mapping(live, Terminal.Width) : mapping.ToString();

    /// <summary>The content of an object, for files, jobs and remote sessions; null for a deserialised object, which has its own.</summary>
    /// <param name="value">A DFM, a model, a clustering, a matrix, a generator, a seed, a mapping or a weighting.</param>
    public static byte[]? Content(PSObject value) => value.BaseObject is PSCustomObject ? null : ObjectContent.Write(value.BaseObject);

    /// <summary>The names of the clusters above their terms.</summary>
    /// <param name="row">A row of Get-ClusterTerm -SideBySide.</param>
    public static string TermsHeader(PSObject row) => TermView.Header(row, Terminal.Width);

    /// <summary>The top terms of a cluster, broken into lines between words.</summary>
    /// <param name="row">A ClusterSummary or a TopicQuality.</param>
    public static string TopTerms(PSObject row) => View.Wrapped(row.Properties["TopTerms"]?.Value?.ToString(), Terminal.Width - BeforeTerms);

    /// <summary>The beginning of the text of a document.</summary>
    /// <param name="row">A ClusterDocument.</param>
    public static string DocumentText(PSObject row) => View.Beginning(row.Properties["Text"]?.Value?.ToString(), Terminal.Width - BeforeText);

    /// <summary>A line of the terms of all clusters.</summary>
    /// <param name="row">A row of Get-ClusterTerm -SideBySide.</param>
    public static string Terms(PSObject row) => TermView.Row(row, Terminal.Width);

    /// <summary>The header of an experiment's summary.</summary>
    /// <param name="row">A row of Measure-MixtureExperiment.</param>
    public static string SummaryHeader(PSObject row) => ExperimentView.Header(row, Terminal.Width);

    /// <summary>A row of an experiment's summary.</summary>
    /// <param name="row">A row of Measure-MixtureExperiment.</param>
    public static string SummaryRow(PSObject row) => ExperimentView.Row(row, Terminal.Width);

    /// <summary>The progress of an experiment.</summary>
    /// <param name="status">An ExperimentStatus.</param>
    public static string Status(PSObject status) => Live(status) is ExperimentStatus live ? StatusView.Text(live, Terminal.Width) : status.ToString();

    private static string Matrix(PSObject matrix, int width) => Live(matrix) is { } live and (DenseMatrix or CountMatrix) ? View.Matrix(live, width) : matrix.ToString();

    private static string Dfm(PSObject dfm, int width) => Live(dfm) is Dfm live ? View.Dfm(live, width) : dfm.ToString();

    private static string Model(PSObject model, int width) => Live(model) is MixtureModel live ? View.Model(live, width) : model.ToString();

    private static string Clustering(PSObject clustering, int width) => Live(clustering) is FittedClustering live ? View.Clustering(live, width) : clustering.ToString();

    // An object may have been deserialised before the module was imported.
    private static object? Live(PSObject value)
    {
        try
        {
            return PSValue.Unwrap(value);
        }
        catch (PSInvalidCastException)
        {
            return null;
        }
    }

    private static int ListWidth => Terminal.WidthOf(Terminal.Width) - BeforeSummary;
}
