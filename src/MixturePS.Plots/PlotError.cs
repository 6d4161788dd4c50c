using System.Globalization;
using MixturePS.Core.Errors;

namespace MixturePS.Plots;

/// <summary>The errors of pictures: one factory for each id, with what is wrong and the cure.</summary>
internal static class PlotError
{
    public static MixtureException UnknownFormat(string path) => new(
        "UnknownPictureFormat", $"The picture '{path}' has neither of the extensions .png and .svg, which say how it is written.", path);

    public static MixtureException FolderNotFound(string path) => new(
        "FolderNotFound", $"There is no folder for the picture '{path}'; make it first.", path);

    public static MixtureException InvalidSize(string name, int size, int least, int most) => new(
        "InvalidPictureSize", $"{name} must be from {Number(least)} to {Number(most)} pixels; it is {Number(size)}.", size);

    public static MixtureException Nothing(string what) => new("NothingToPlot", $"There is nothing to plot: {what}.", null);

    public static MixtureException KindMismatch(object kind, string what, string cure) => new(
        "PlotKindMismatch", $"A plot of the kind {kind} can't be made of {what}; {cure}.", kind);

    public static MixtureException MissingProperty(string name, IEnumerable<string> columns, string cure) => new(
        "MissingProperty", $"The rows have no property '{name}'; {cure}. They have {Some(columns)}.", name);

    public static MixtureException NotNumeric(string name, object? value) => new(
        "NotNumeric", $"The property '{name}' is to be plotted and must be a number; a row has '{value}'.", name);

    public static MixtureException NoFactor(IEnumerable<string> columns) => new(
        "NoFactorVaries", $"No factor differs between the rows, so there is nothing to plot against; name one with -X. They have {Some(columns)}.", null);

    public static MixtureException TooMany(int count, string what, int most, string cure) => new(
        "TooManyToPlot", $"{Number(count)} {what} can't be told apart in a picture; it holds {Number(most)} at most: {cure}.", count);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Some(IEnumerable<string> columns)
    {
        string[] all = [.. columns];
        return all.Length <= 20 ? string.Join(", ", all) : string.Join(", ", all[..20]) + ", ...";
    }
}
