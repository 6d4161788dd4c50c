using MixturePS.Core.Data;
using Parquet;
using Parquet.Schema;

namespace MixturePS.Core.Files;

/// <summary>Apache Parquet, with the columns of <see cref="ArrowFormat"/>; features are texts, which Parquet codes by itself.</summary>
internal sealed class ParquetFormat : DfmFileFormat
{
    private const int DocumentsPerGroup = 1 << 18;
    private const int CellsPerGroup = 1 << 23;

    public override Dfm Read(ReadContext context, string path)
    {
        using var table = ParquetTable.Open(context, path);
        return new ColumnarReader(context, path, table).Read();
    }

    public override void Write(WriteContext context, string path)
    {
        var plan = new ColumnarPlan(context);
        context.Files.Remove(DfmPaths.Metadata(path));
        ColumnarPlan.WriteSeekable(context, path, stream => Write(plan, stream, context.Cancellation).GetAwaiter().GetResult());
    }

    private static async Task Write(ColumnarPlan plan, Stream stream, CancellationToken cancellation)
    {
        var schema = new ParquetSchema(Fields(plan));
        var leaves = schema.DataFields;
        var writer = await ParquetWriter.CreateAsync(schema, stream, new ParquetOptions(), false, cancellation).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            writer.CustomMetadata = new Dictionary<string, string> { [ColumnTable.MetadataKey] = plan.Metadata };
            foreach (var (from, to) in plan.Pieces(DocumentsPerGroup, CellsPerGroup))
            {
                using var group = writer.CreateRowGroup();
                await Write(plan, group, leaves, from, to, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static async Task Write(ColumnarPlan plan, ParquetRowGroupWriter group, DataField[] leaves, int from, int to, CancellationToken cancellation)
    {
        var dfm = plan.Dfm;
        int next = 0;
        await group.WriteAsync(leaves[next++], [.. Enumerable.Range(from, to - from).Select(d => dfm.DocumentName[d])]).ConfigureAwait(false);
        if (plan.HasKnown) await group.WriteAsync<int>(leaves[next++], Enumerable.Range(from, to - from).Select(d => dfm.KnownCluster![d]).ToArray(), cancellationToken: cancellation).ConfigureAwait(false);
        if (plan.HasKnownNames) await group.WriteAsync(leaves[next++], [.. Enumerable.Range(from, to - from).Select(d => dfm.KnownClusterName![dfm.KnownCluster![d]])]).ConfigureAwait(false);
        var (offsets, features, cells) = plan.Cells(from, to);
        var (there, starts) = Levels(offsets, leaves[next].MaxDefinitionLevel);
        await group.WriteAllPartsAsync<ReadOnlyMemory<char>>(leaves[next++], System.Array.ConvertAll(features, w => dfm.Vocabulary[w].AsMemory()), there, starts, cancellation).ConfigureAwait(false);
        if (plan.AreSmall) await group.WriteAllPartsAsync<int>(leaves[next++], System.Array.ConvertAll(cells, cell => (int)cell), there, starts, cancellation).ConfigureAwait(false);
        else await group.WriteAllPartsAsync<double>(leaves[next++], cells, there, starts, cancellation).ConfigureAwait(false);
        foreach (var variable in plan.Variables)
        {
            var values = Enumerable.Range(from, to - from).Select(d => variable.Value[d]);
            var leaf = leaves[next++];
            if (leaf.ClrType == typeof(double)) await group.WriteAsync<double>(leaf, values.Select(value => (double?)value).ToArray(), cancellationToken: cancellation).ConfigureAwait(false);
            else if (leaf.ClrType == typeof(DateOnly)) await group.WriteAsync<DateOnly>(leaf, values.Select(value => value is DateTime date ? DateOnly.FromDateTime(date) : (DateOnly?)null).ToArray(), cancellationToken: cancellation).ConfigureAwait(false);
            else if (leaf.ClrType == typeof(DateTime)) await group.WriteAsync<DateTime>(leaf, values.Select(value => (DateTime?)value).ToArray(), cancellationToken: cancellation).ConfigureAwait(false);
            else await group.WriteAsync(leaf, [.. values.Select(value => (string?)value)]).ConfigureAwait(false);
        }

        group.CompleteValidate();
    }

    private static List<Parquet.Schema.Field> Fields(ColumnarPlan plan)
    {
        var fields = new List<Parquet.Schema.Field> { new DataField<string>(CsvColumns.Document, false) };
        if (plan.HasKnown) fields.Add(new DataField<int>(CsvColumns.KnownCluster, false));
        if (plan.HasKnownNames) fields.Add(new DataField<string>(CsvColumns.KnownClusterName, false));
        fields.Add(new ListField(CsvColumns.Feature, new DataField<string>("element", false)));
        fields.Add(new ListField(plan.CellName, plan.AreSmall ? new DataField<int>("element", false) : new DataField<double>("element", false)));
        fields.AddRange(plan.Variables.Select(FieldOf));
        return fields;
    }

    private static DataField FieldOf(DocumentVariable variable) => variable.Type switch
    {
        DocumentVariableType.Number => new DataField<double>(variable.Name, true),
        DocumentVariableType.Date when ColumnarPlan.AreDays(variable) => new DataField<DateOnly>(variable.Name, true),
        DocumentVariableType.Date => new DateTimeDataField(variable.Name, DateTimeFormat.Timestamp, ColumnarPlan.AreMoments(variable), DateTimeTimeUnit.Micros, true),
        _ => new DataField<string>(variable.Name, true),
    };

    // The definition and repetition levels of lists: the greatest for an item, one less in the one entry of an empty list; zero
    // for the first entry of a row, and one for the others.
    private static (int[] Definitions, int[] Repetitions) Levels(int[] offsets, int most)
    {
        var (definitions, repetitions) = (new List<int>(offsets[^1]), new List<int>(offsets[^1]));
        for (int d = 0; d + 1 < offsets.Length; d++)
        {
            definitions.Add(offsets[d] == offsets[d + 1] ? most - 1 : most);
            repetitions.Add(0);
            for (int p = offsets[d] + 1; p < offsets[d + 1]; p++)
            {
                definitions.Add(most);
                repetitions.Add(1);
            }
        }

        return ([.. definitions], [.. repetitions]);
    }
}
