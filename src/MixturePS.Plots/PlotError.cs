using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Plots;

/// <summary>The errors of plots: one factory per id, whose message states the problem and the solution.</summary>
internal static class PlotError
{
    public static MixtureException UnknownFormat(string path) => new(
        "UnknownPictureFormat", $"The extension of the picture '{path}' is neither .png nor .svg. Give one of them; it determines the format.", path);

    public static MixtureException FolderNotFound(string path) => new(
        "FolderNotFound", $"The folder of the picture '{path}' doesn't exist. Create it first.", path);

    public static MixtureException InvalidSize(string name, int size, int least, int most) => new(
        "InvalidPictureSize", $"{name} must be from {Number(least)} to {Number(most)} pixels; it is {Number(size)}.", size);

    public static MixtureException Nothing(string what) => new("NothingToPlot", $"There is nothing to plot: {what}.", null);

    public static MixtureException KindMismatch(object kind, string what, string cure) => new(
        "PlotKindMismatch", $"A plot of kind {kind} can't be drawn from {what}; {cure}.", kind);

    public static MixtureException MissingProperty(string name, IEnumerable<string> columns, string cure) => new(
        "MissingProperty", $"The rows have no property '{name}'; {cure}. Their properties are {Some(columns)}.", name);

    public static MixtureException NotNumeric(string name, object? value) => new(
        "NotNumeric", $"The property '{name}' can't be plotted: a row has '{value}', which is not a number. Correct the row, or choose another property.", name);

    public static MixtureException NoFactor(IEnumerable<string> columns) => new(
        "NoFactorVaries", $"No factor varies between the rows, so there is nothing to plot against. Name a property with -X; the rows have {Some(columns)}.", null);

    public static MixtureException TooMany(int count, string what, int most, string cure) => new(
        "TooManyToPlot", $"{Number(count)} {what} are too many for one picture, which shows at most {Number(most)}; {cure}.", count);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Some(IEnumerable<string> columns)
    {
        string[] all = [.. columns];
        return all.Length <= 20 ? string.Join(", ", all) : string.Join(", ", all[..20]) + ", ...";
    }
}
