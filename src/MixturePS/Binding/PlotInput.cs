using System.Collections;
using System.Globalization;
using System.Management.Automation;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Plots;
using MixturePS.Plots.Data;

namespace MixturePS.Binding;

/// <summary>
/// Converts pipeline input to a picture. Only this class refers to the plotting assembly, so that it is loaded with the
/// first picture.
/// </summary>
internal sealed class PlotInput
{
    private const string DefaultMetric = "Accuracy";
    private readonly List<PSObject> _objects = [];
    private bool _hasSingle;

    /// <summary>The kind of picture.</summary>
    public PlotKind Kind { get; init; }

    /// <summary>The title, or null for the default of the picture.</summary>
    public string? Title { get; init; }

    /// <summary>The property on the horizontal axis, or null for the default.</summary>
    public string? X { get; init; }

    /// <summary>The property that groups the rows, or null for the method.</summary>
    public string? Group { get; init; }

    /// <summary>The property with a panel for each of its values; null for another factor that varies; empty for one panel.</summary>
    public string? Panel { get; init; }

    /// <summary>The property to plot, or null for the accuracy or what else suits the rows.</summary>
    public string? Metric { get; init; }

    /// <summary>The axes of a plot of documents.</summary>
    public PlotProjection Projection { get; init; }

    private bool IsDiscriminant => Projection == PlotProjection.Discriminant;

    /// <summary>The name of a type of which a picture can show only one object, or null for a row.</summary>
    public static string? SingleType(object? value) => value switch
    {
        FittedClustering => "clustering",
        MixtureModel => "model",
        Dfm => "DFM",
        Matrix<double> or Matrix<long> or Array { Rank: 2 } => "matrix",
        _ => null,
    };

    /// <summary>Validates a file path and a size before there is a picture.</summary>
    public static void Check(string path, int width, int height, bool overwrite) => PictureFile.Check(path, width, height, overwrite);

    /// <summary>
    /// Adds an object, or each item of an array. Returns false if a picture can't show both this object and the earlier
    /// ones.
    /// </summary>
    public bool Add(PSObject input)
    {
        if (input.BaseObject is IList list and not IDictionary && SingleType(list) is null)
        {
            // A list of lists of numbers is a matrix.
            if (_objects.Count == 0 && list.Count > 0 && list.Cast<object?>().All(item => PSValue.Unwrap(item) is IList row and not IDictionary && row.Cast<object?>().All(cell => PSValue.TryNumber(PSValue.Unwrap(cell), out _))))
            {
                (_hasSingle, input) = (true, PSObject.AsPSObject(MatrixReading.Read(list)));
                _objects.Add(input);
                return true;
            }

            foreach (object? item in list)
                if (item is not null && !Add(PSObject.AsPSObject(item))) return false;
            return true;
        }

        if (LiveObjectConverter.Restore(input) is { } live) input = PSObject.AsPSObject(live);
        _objects.Add(input);
        _hasSingle |= SingleType(input.BaseObject) is not null;
        return _objects.Count == 1 || !_hasSingle;
    }

    /// <summary>Draws all added objects to a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels; null for one that shows everything.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="progress">Receives progress.</param>
    /// <param name="stop">The cancellation token.</param>
    public Drawn Write(string path, int width, int? height, bool overwrite, IProgress<ProgressReport> progress, CancellationToken stop)
    {
        var picture = ToPicture(progress, stop);
        int used = height ?? Math.Min(picture.HeightFor(width), PictureFile.GreatestSize);
        PictureFile.Write(picture, path, width, used, overwrite, stop);
        return new Drawn(used, picture switch { LinePicture line => line.LeftOut, BarPicture bar => bar.LeftOut, _ => 0 }, picture.Warnings);
    }

    private Picture ToPicture(IProgress<ProgressReport> progress, CancellationToken stop)
    {
        object? only = _objects.Count == 1 ? _objects[0].BaseObject : null;
        switch (only)
        {
            case FittedClustering clustering:
                return Kind switch
                {
                    PlotKind.Auto when clustering is FittedTopics && Projection == PlotProjection.PrincipalComponents => WordPicture.Of(clustering, Title),
                    PlotKind.Auto or PlotKind.Document => DocumentPicture.Of(clustering, Title, progress, stop, IsDiscriminant),
                    PlotKind.Confusion => ConfusionPicture.Of(Measure(clustering, stop), Title),
                    PlotKind.Word => WordPicture.Of(clustering, Title),
                    PlotKind.Trace => TracePicture.Of(clustering, Title),
                    PlotKind.Bar => OfRows(Table([PSObject.AsPSObject(Measure(clustering, stop).Of(clustering.Method, clustering.Dfm.Weighting.Name, clustering.Seed))], stop)),
                    PlotKind.Heatmap when clustering is GibbsClustering gibbs => HeatPicture.Of(gibbs, Title, stop),
                    PlotKind.Heatmap => throw Mismatch($"a clustering by {clustering.Method}", "pass one of Invoke-MixtureGibbs, whose draws have probabilities of co-clustering, or a matrix"),
                    _ => throw Mismatch("a clustering", "choose Document, Confusion, Word, Trace or Bar"),
                };
            case MixtureModel model:
                return Kind is PlotKind.Auto or PlotKind.Word ? WordPicture.Of(model, Title) : throw Mismatch("a model", "choose Word");
            case Dfm dfm:
                return Kind is PlotKind.Auto or PlotKind.Document ? DocumentPicture.Of(dfm, Title, progress, stop, IsDiscriminant) : throw Mismatch("a DFM", "choose Document");
            case ClusterAccuracy accuracy when Kind is PlotKind.Auto or PlotKind.Confusion:
                return ConfusionPicture.Of(accuracy, Title);
            case not null when SingleType(only) == "matrix":
                return Kind is PlotKind.Auto or PlotKind.Heatmap ? HeatPicture.Of(MatrixReading.Read(only, stop), Title, stop) : throw Mismatch("a matrix", "choose Heatmap");
            default:
                if (_objects.Exists(item => PSValue.TryNumber(item.BaseObject, out _) || item.BaseObject is string))
                    throw Mismatch("numbers or text", "pass a matrix with -InputObject, because a pipeline divides it into numbers, or rows with named properties");
                var table = Table(_objects, stop);
                return UncancellableWork.Run(() => OfRows(table), stop);
        }
    }

    private Picture OfRows(PlotTable table)
    {
        bool isClusterCount = Array.TrueForAll(ClusterCountPicture.Marks, table.Has), isIndex = Metric is null && X is null && IndexPicture.Suits(table);
        return Kind switch
        {
            PlotKind.ClusterCount => ClusterCountPicture.Of(table, Title),
            PlotKind.Auto when isClusterCount => ClusterCountPicture.Of(table, Title),
            PlotKind.Auto or PlotKind.Word when Array.TrueForAll(WordPicture.Marks, table.Has) => WordPicture.Of(table, Title),
            PlotKind.Auto or PlotKind.Line when Metric is null && ShareRows.AreIn(table) => ShareRows.Picture(table, X, Group, Panel, Title),
            PlotKind.Auto or PlotKind.Bar when isIndex => IndexPicture.Of(table, Title),
            PlotKind.Auto or PlotKind.Line => LinePicture.Of(table, Metric ?? DefaultMetric, X, Group, Title, Panel),
            PlotKind.Bar => BarPicture.Of(table, Metric ?? DefaultMetric, X, Title),
            _ => throw Mismatch(table.Count == 0 ? "no input" : "rows", "choose Line, Bar or ClusterCount, or pass a clustering"),
        };
    }

    private static ClusterAccuracy Measure(FittedClustering clustering, CancellationToken stop) =>
        clustering.MeasureAccuracy(null, stop);

    private Exception Mismatch(string what, string cure) => PlotError.KindMismatch(Kind, what, cure);

    private static PlotTable Table(IEnumerable<PSObject> objects, CancellationToken stop)
    {
        var table = new PlotTable();
        foreach (var item in objects)
        {
            stop.ThrowIfCancellationRequested();
            table.Add(item.BaseObject is IDictionary dictionary
                ? dictionary.Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create(entry.Key.ToString() ?? string.Empty, Cell(entry.Value)))
                : item.Properties.Where(property => property.IsGettable).Select(property => KeyValuePair.Create(property.Name, Cell(Value(property)))));
        }

        return table;
    }

    private static object? Value(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            // A property that can't be read has no value, like that of a failed run.
            return null;
        }
    }

    private static object? Cell(object? value)
    {
        value = PSValue.Unwrap(value);
        return value switch
        {
            string => value,
            _ when PSValue.TryNumber(value, out double number) => number,
            bool or Enum => value.ToString(),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => null,
        };
    }
}

/// <summary>What became of a picture.</summary>
/// <param name="Height">The height in pixels.</param>
/// <param name="LeftOut">The number of rows that were omitted because they have no value.</param>
/// <param name="Warnings">The warnings of the picture.</param>
internal readonly record struct Drawn(int Height, int LeftOut, IReadOnlyList<string> Warnings);
