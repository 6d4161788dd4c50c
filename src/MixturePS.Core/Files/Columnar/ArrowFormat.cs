using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// Apache Arrow's IPC file, with a row per document: its name, known cluster, variables, and the lists of its features and
/// counts. Files aren't compressed, so that other software can map them into memory.
/// </summary>
internal sealed class ArrowFormat : DfmFileFormat
{
    private const int DocumentsPerBatch = 1 << 16;
    private const int CellsPerBatch = 1 << 20;
    private static readonly DictionaryType Coded = new(Int32Type.Default, StringType.Default, false);

    public override Dfm Read(ReadContext context, string path)
    {
        using var table = ArrowTable.Open(context, path);
        return new ColumnarReader(context, path, table).Read();
    }

    public override void Write(WriteContext context, string path)
    {
        var plan = new ColumnarPlan(context);
        context.Files.Remove(DfmPaths.Metadata(path));
        var schema = new Schema(Fields(plan), [new KeyValuePair<string, string>(ColumnTable.MetadataKey, plan.Metadata)]);
        ColumnarPlan.WriteSeekable(context, path, stream =>
        {
            using var writer = new ArrowFileWriter(stream, schema, leaveOpen: true);
            writer.WriteStart();
            var lists = new Lists([.. plan.Dfm.Vocabulary.Select(TextEncodings.Utf8.GetBytes)], plan.HasKnownNames ? ArrowArrays.Texts(context.KnownClusterName!) : null, [.. plan.Variables.Select(variable => schema.GetFieldByName(variable.Name).DataType)], [.. plan.Variables.Select(variable => variable.Level is { } levels ? ArrowArrays.Texts(levels) : null)]);
            foreach (var (from, to) in plan.Pieces(DocumentsPerBatch, CellsPerBatch)) writer.WriteRecordBatch(new RecordBatch(schema, Columns(plan, lists, from, to), to - from));
            writer.WriteEnd();
        });
    }

    private static List<Field> Fields(ColumnarPlan plan)
    {
        var fields = new List<Field> { new(CsvColumns.Document, StringType.Default, false) };
        if (plan.HasKnown) fields.Add(new(CsvColumns.KnownCluster, Int32Type.Default, false));
        if (plan.HasKnownNames) fields.Add(new(CsvColumns.KnownClusterName, Coded, false));
        fields.Add(new(CsvColumns.Feature, ArrowArrays.ListOf(StringType.Default), false));
        fields.Add(new(plan.CellName, ArrowArrays.ListOf(CellType(plan)), false));
        fields.AddRange(plan.Variables.Select(variable => new Field(variable.Name, TypeOf(variable), true)));
        return fields;
    }

    private static List<IArrowArray> Columns(ColumnarPlan plan, Lists lists, int from, int to)
    {
        var dfm = plan.Dfm;
        var columns = new List<IArrowArray> { ArrowArrays.Texts(Enumerable.Range(from, to - from).Select(d => dfm.DocumentName[d])) };
        if (plan.HasKnown) columns.Add(ArrowArrays.Integers(Enumerable.Range(from, to - from).Select(d => dfm.KnownCluster![d]).ToArray()));
        if (plan.HasKnownNames) columns.Add(new DictionaryArray(Coded, ArrowArrays.Integers(Enumerable.Range(from, to - from).Select(d => dfm.KnownCluster![d]).ToArray()), lists.KnownNames!));
        var (offsets, features, cells) = plan.Cells(from, to);
        columns.Add(ArrowArrays.Lists(offsets, Texts(features, lists.Words)));
        columns.Add(ArrowArrays.Lists(offsets, plan.AreSmall ? ArrowArrays.Integers(System.Array.ConvertAll(cells, cell => (int)cell)) : ArrowArrays.Doubles(cells)));
        columns.AddRange(plan.Variables.Select((variable, v) => Column(variable, lists.Types[v], lists.Levels[v], from, to)));
        return columns;
    }

    private static IArrowType CellType(ColumnarPlan plan) => plan.AreSmall ? Int32Type.Default : DoubleType.Default;

    private static IArrowType TypeOf(DocumentVariable variable) => variable.Type switch
    {
        DocumentVariableType.Number => DoubleType.Default,
        DocumentVariableType.Factor => Coded,
        DocumentVariableType.Date when ColumnarPlan.AreDays(variable) => Date32Type.Default,
        DocumentVariableType.Date => new TimestampType(TimeUnit.Microsecond, ColumnarPlan.AreMoments(variable) ? "UTC" : null),
        _ => StringType.Default,
    };

    private static IArrowArray Column(DocumentVariable variable, IArrowType type, StringArray? levels, int from, int to)
    {
        var values = Enumerable.Range(from, to - from).Select(d => variable.Value[d]);
        switch (variable.Type)
        {
            case DocumentVariableType.Number:
                return values.Aggregate(new DoubleArray.Builder(), (builder, value) => value is double number ? builder.Append(number) : builder.AppendNull()).Build();
            case DocumentVariableType.Factor:
                var code = variable.Level!.Select((level, i) => (level, i)).ToDictionary(pair => pair.level, pair => pair.i, StringComparer.Ordinal);
                return new DictionaryArray(Coded, values.Aggregate(new Int32Array.Builder(), (builder, value) => value is string level ? builder.Append(code[level]) : builder.AppendNull()).Build(), levels!);
            case DocumentVariableType.Date when type is Date32Type:
                return values.Aggregate(new Date32Array.Builder(), (builder, value) => value is DateTime date ? builder.Append(DateOnly.FromDateTime(date)) : builder.AppendNull()).Build();
            case DocumentVariableType.Date:
                return values.Aggregate(new TimestampArray.Builder((TimestampType)type), (builder, value) => value is DateTime date ? builder.Append(new DateTimeOffset(date.Ticks, TimeSpan.Zero)) : builder.AppendNull()).Build();
            default:
                return ArrowArrays.Texts(values.Select(value => (string?)value));
        }
    }

    private static StringArray Texts(int[] codes, byte[][] texts)
    {
        var offsets = new int[codes.Length + 1];
        for (int i = 0; i < codes.Length; i++) offsets[i + 1] = checked(offsets[i] + texts[codes[i]].Length);
        var bytes = new byte[offsets[^1]];
        for (int i = 0; i < codes.Length; i++) texts[codes[i]].CopyTo(bytes, offsets[i]);
        return new StringArray(codes.Length, ArrowArrays.Buffer<int>(offsets), ArrowArrays.Buffer<byte>(bytes), ArrowBuffer.Empty);
    }

    /// <summary>What is the same in all batches: the words and names that codes refer to, and the types of the variables with their levels.</summary>
    private sealed record Lists(byte[][] Words, StringArray? KnownNames, IArrowType[] Types, StringArray?[] Levels);
}
