using MixturePS.Core.Data;

namespace MixturePS.Core.Files;

/// <summary>
/// What the columns of a columnar file are: the name of each document, its known cluster with its name, the lists of its
/// features and of their counts or weights, and the document variables. The metadata has the rest.
/// </summary>
internal sealed class ColumnarPlan
{
    private static readonly string[] OwnNames = [CsvColumns.Document, CsvColumns.KnownCluster, CsvColumns.KnownClusterName, CsvColumns.Feature, CsvColumns.Count, CsvColumns.Weight];

    /// <summary>Plans the columns of a DFM.</summary>
    public ColumnarPlan(WriteContext context)
    {
        (Dfm, Context) = (context.Dfm, context);
        var dfm = context.Dfm;
        HasKnown = dfm.KnownCluster is { Count: > 0 };
        HasKnownNames = context.KnownClusterName is not null;
        Variables = [.. dfm.Variable.Where(variable => !OwnNames.Contains(variable.Name, StringComparer.OrdinalIgnoreCase) && IsExact(variable))];
        bool areSmall = true;
        var cells = dfm.Matrix.Values;
        for (int p = 0; p < cells.Length && areSmall; p++)
        {
            context.CheckPeriodically(p);
            areSmall = dfm.Weighting.IsCount && cells[p] <= int.MaxValue;
        }

        AreSmall = areSmall;

        Metadata = MetadataFile.Text(
            new DfmMetadata
            {
                Weighting = context.Weighting,
                Vocabulary = dfm.Vocabulary,
                KnownClusterName = context.KnownClusterName,
                TextRecipe = dfm.TextRecipe,
                Variables = [.. dfm.Variable.Except(Variables)],
                VariableColumns = [.. Variables.Select(variable => new VariableColumn(variable.Name, variable.Type, variable.Level))],
            },
            context.Cancellation);
    }

    public Dfm Dfm { get; }

    public WriteContext Context { get; }

    /// <summary>Whether the known clusters are a column.</summary>
    public bool HasKnown { get; }

    /// <summary>Whether their names are a column.</summary>
    public bool HasKnownNames { get; }

    /// <summary>Whether all cells are counts of 32 bits.</summary>
    public bool AreSmall { get; }

    /// <summary>The document variables that are columns; the metadata has those whose names or values a column can't have.</summary>
    public IReadOnlyList<DocumentVariable> Variables { get; }

    /// <summary>The metadata.</summary>
    public string Metadata { get; }

    /// <summary>The name of the column of the cells.</summary>
    public string CellName => Dfm.Weighting.IsCount ? CsvColumns.Count : CsvColumns.Weight;

    /// <summary>Writes a file by a library that has to position the stream, as it can't in a compressed one.</summary>
    /// <param name="context">The export.</param>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    public static void WriteSeekable(WriteContext context, string path, Action<Stream> write)
    {
        using var stream = TextOutput.OpenUtf8(context.Files, path, null);
        if (stream.CanSeek)
        {
            write(stream);
            return;
        }

        using var content = new MemoryStream();
        write(content);
        content.WriteTo(stream);
    }

    /// <summary>Divides the documents into pieces of at most so many documents and, if no document has more, cells. There is at least one piece.</summary>
    public IEnumerable<(int From, int To)> Pieces(int documents, int cells)
    {
        var offsets = Dfm.Matrix.Buffers.RowOffsets;
        if (Dfm.DocumentCount == 0) yield return (0, 0);
        for (int from = 0, to; from < Dfm.DocumentCount; from = to)
        {
            Context.BeginDocument(from);
            for (to = from + 1; to < Dfm.DocumentCount && to - from < documents && offsets[to + 1] - offsets[from] <= cells;) to++;
            yield return (from, to);
        }
    }

    /// <summary>The cells of documents that aren't zero.</summary>
    /// <param name="from">The first document.</param>
    /// <param name="to">The document after the last.</param>
    /// <returns>Where the cells of each document start, one more than there are documents; the features; and the cells.</returns>
    public (int[] Offsets, int[] Features, double[] Cells) Cells(int from, int to)
    {
        var (starts, columns, values) = Dfm.Matrix.Buffers;
        var offsets = new int[to - from + 1];
        int most = starts[to] - starts[from], count = 0;
        var (features, cells) = (new int[most], new double[most]);
        for (int d = from; d < to; d++)
        {
            for (int p = starts[d]; p < starts[d + 1]; p++)
            {
                Context.CheckPeriodically(p);
                if (values[p] == 0) continue;
                (features[count], cells[count++]) = (columns[p], values[p]);
            }

            offsets[d - from + 1] = count;
        }

        return (offsets, features[..count], cells[..count]);
    }

    /// <summary>Whether the dates of a variable are days.</summary>
    public static bool AreDays(DocumentVariable variable) => variable.Value.All(value => value is not DateTime date || (date.TimeOfDay == TimeSpan.Zero && date.Kind != DateTimeKind.Utc));

    /// <summary>Whether the dates of a variable are moments, in UTC.</summary>
    public static bool AreMoments(DocumentVariable variable) => variable.Value.All(value => value is not DateTime { Kind: not DateTimeKind.Utc });

    // A column of times has microseconds, and one time zone or none.
    private static bool IsExact(DocumentVariable variable) => variable.Type != DocumentVariableType.Date
        || AreDays(variable)
        || (variable.Value.All(value => value is not DateTime date || date.Ticks % TimeSpan.TicksPerMicrosecond == 0)
            && (AreMoments(variable) || variable.Value.All(value => value is not DateTime { Kind: DateTimeKind.Utc })));
}
