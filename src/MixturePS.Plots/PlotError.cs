using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Plots;

/// <summary>The errors of plots: one factory per id, whose message states the problem and the solution.</summary>
internal static class PlotError
{
    /// <summary>What to do about rows without the metric, which may be rows of which there is no plot.</summary>
    public const string OtherMetric = "name another with -Metric. Plots are drawn of clusterings, topic models, models, DFMs and matrices, and of the rows of Invoke-MixtureExperiment, Measure-MixtureExperiment, Measure-ClusterAccuracy, "
        + "Measure-ClusterQuality, Measure-ClusterShare, Measure-TopicAccuracy, Get-ClusterSummary, Get-ClusterTerm and Find-ClusterCount";

    /// <summary>The extension of the picture's file is none of .png, .svg and .pdf.</summary>
    /// <remarks>Give one of these extensions.</remarks>
    public static MixtureException UnknownFormat(string path) => new(
        "UnknownPictureFormat", $"The extension of the picture '{path}' is none of .png, .svg and .pdf. Give one of them; it determines the format.", path);

    /// <summary>The folder of the picture doesn't exist.</summary>
    /// <remarks>Create the folder first.</remarks>
    public static MixtureException FolderNotFound(string path) => new(
        "FolderNotFound", $"The folder of the picture '{path}' doesn't exist. Create it first.", path);

    /// <summary>The width or height of the picture is out of range.</summary>
    /// <remarks>Give a size within the range that the message states.</remarks>
    public static MixtureException InvalidSize(string name, int size, int least, int most) => new(
        "InvalidPictureSize", $"{name} must be from {Number(least)} to {Number(most)} pixels; it is {Number(size)}.", size);

    /// <summary>There is nothing to plot, such as no rows or no value of the metric.</summary>
    /// <remarks>Check the pipeline input.</remarks>
    public static MixtureException Nothing(string what) => new("NothingToPlot", $"There is nothing to plot: {what}.", null);

    /// <summary>The kind of plot can't be drawn from this input.</summary>
    /// <remarks>Choose another -Kind, or pass the input that the message names.</remarks>
    public static MixtureException KindMismatch(object kind, string what, string cure) => new(
        "PlotKindMismatch", $"A plot of kind {kind} can't be drawn from {what}; {cure}.", kind);

    /// <summary>A plot needs a property that no row has.</summary>
    /// <remarks>For a plot, name one of the properties that the message lists.</remarks>
    public static MixtureException MissingProperty(string name, IEnumerable<string> columns, string cure) => new(
        "MissingProperty", $"The rows have no property '{name}'; {cure}. Their properties are {Some(columns)}.", name);

    /// <summary>A property that has to be numeric contains text.</summary>
    /// <remarks>Correct the row, or choose another property.</remarks>
    public static MixtureException NotNumeric(string name, object? value) => new(
        "NotNumeric", $"The property '{name}' can't be plotted: a row has '{value}', which is not a number. Correct the row, or choose another property.", name);

    /// <summary>No factor differs between the rows, so there is no X axis.</summary>
    /// <remarks>Name a property with -X.</remarks>
    public static MixtureException NoFactor(IEnumerable<string> columns) => new(
        "NoFactorVaries", $"No factor varies between the rows, so there is nothing to plot against. Name a property with -X; the rows have {Some(columns)}.", null);

    /// <summary>There are more items than fit into one picture.</summary>
    /// <remarks>Select fewer of them, as the message says.</remarks>
    public static MixtureException TooMany(int count, string what, int most, string cure) => new(
        "TooManyToPlot", $"{Number(count)} {what} are too many for one picture, which shows at most {Number(most)}; {cure}.", count);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Some(IEnumerable<string> columns)
    {
        string[] all = [.. columns];
        return all.Length <= 20 ? string.Join(", ", all) : string.Join(", ", all[..20]) + ", ...";
    }
}
