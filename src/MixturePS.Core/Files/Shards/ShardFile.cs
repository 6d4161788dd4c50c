using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// The files of a shard, in the IPC format of Apache Arrow. The cells have a row per document: the lists of its features
/// (indices into the vocabulary of the manifest, ascending) and of their counts or weights. The names have a row per document
/// too: its name and the number of its known cluster.
/// </summary>
internal static class ShardFile
{
    // A file starts with these bytes, before the stream.
    private const int StreamAt = 8;
    private const int DocumentsPerBatch = 1 << 17;
    private const int CellsPerBatch = 1 << 24;

    /// <summary>Writes the cells of documents.</summary>
    /// <param name="stream">The destination, which is left open.</param>
    /// <param name="matrix">The cells, n x J.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static void WriteCells(Stream stream, SparseMatrix matrix, CancellationToken cancellation)
    {
        var (offsets, columns, values) = matrix.Buffers;
        int cells = matrix.NonZeroCount;
        bool areSmall = !values.AsSpan(0, cells).ContainsAnyExceptInRange(0, int.MaxValue) && AreWhole(values.AsSpan(0, cells));
        IArrowType cellType = areSmall ? Int32Type.Default : DoubleType.Default;
        var schema = new Schema([new Field(CsvColumns.Feature, ArrowArrays.ListOf(Int32Type.Default), false), new Field(areSmall ? CsvColumns.Count : CsvColumns.Weight, ArrowArrays.ListOf(cellType), false)], null);
        using var writer = new ArrowFileWriter(stream, schema, leaveOpen: true);
        writer.WriteStart();
        for (int from = 0, to; from < matrix.RowCount; from = to)
        {
            cancellation.Check();
            to = Math.Min(matrix.RowCount, from + DocumentsPerBatch);
            while (to > from + 1 && offsets[to] - offsets[from] > CellsPerBatch) to = from + ((to - from) / 2);
            int start = offsets[from], count = offsets[to] - start;
            int[] starts = System.Array.ConvertAll(offsets[from..(to + 1)], offset => offset - start);
            var numbers = values.AsSpan(start, count);
            IArrowArray items = areSmall ? ArrowArrays.Integers(Narrow(numbers)) : ArrowArrays.Doubles(numbers);
            var lists = new IArrowArray[] { ArrowArrays.Lists(starts, ArrowArrays.Integers(columns.AsSpan(start, count))), ArrowArrays.Lists(starts, items) };
            writer.WriteRecordBatch(new RecordBatch(schema, lists, to - from));
        }

        writer.WriteEnd();
    }

    /// <summary>Reads the cells of documents.</summary>
    /// <param name="path">The file, for errors.</param>
    /// <param name="content">Its content.</param>
    /// <param name="entry">What the manifest says about the shard.</param>
    /// <param name="features">The number of features, J.</param>
    /// <param name="check">Whether to validate the cells.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">InvalidShards.</exception>
    public static SparseMatrix ReadCells(string path, ReadOnlyMemory<byte> content, ShardEntry entry, int features, bool check, CancellationToken cancellation)
    {
        var offsets = LargeArray.Uninitialized<int>(entry.Documents + 1L);
        var (columns, values) = (LargeArray.Uninitialized<int>(entry.NonZero), LargeArray.Uninitialized<double>(entry.NonZero));
        offsets[0] = 0;
        int row = 0, at = 0;
        Guarded(path, () =>
        {
            using var reader = new ArrowStreamReader(content[StreamAt..]);
            while (reader.ReadNextRecordBatch() is { } batch)
            {
                using (batch)
                {
                    cancellation.Check();
                    var (own, cells) = ((ListArray)batch.Column(0), (ListArray)batch.Column(1));
                    var starts = own.ValueOffsets[..(batch.Length + 1)];
                    int first = starts[0], count = starts[^1] - first;
                    for (int i = 0; i < batch.Length; i++) offsets[row + i + 1] = at + starts[i + 1] - first;
                    ((Int32Array)own.Values).Values.Slice(first, count).CopyTo(columns.AsSpan(at));
                    if (cells.Values is Int32Array counts) Widen(counts.Values.Slice(first, count), values.AsSpan(at, count));
                    else ((DoubleArray)cells.Values).Values.Slice(first, count).CopyTo(values.AsSpan(at));
                    (row, at) = (row + batch.Length, at + count);
                }
            }
        });
        if (row != entry.Documents || at != entry.NonZero) throw FileError.InvalidShards(path, $"it has {Counted.Of(row, "document")} and {Counted.Of(at, "cell")}, but the manifest says {entry.Documents} and {entry.NonZero}");
        return check ? Checked(path, entry.Documents, features, offsets, columns, values, cancellation) : new SparseMatrix(entry.Documents, features, offsets, columns, values, check: false);
    }

    /// <summary>Writes the names and known clusters of documents.</summary>
    /// <param name="stream">The destination, which is left open.</param>
    /// <param name="names">The name of each document, or null if they have none of their own.</param>
    /// <param name="known">The known cluster of each document, or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static void WriteNames(Stream stream, IReadOnlyList<string>? names, IReadOnlyList<int>? known, CancellationToken cancellation)
    {
        var fields = new List<Field>();
        if (names is not null) fields.Add(new Field(CsvColumns.Document, StringType.Default, false));
        if (known is not null) fields.Add(new Field(CsvColumns.KnownCluster, Int32Type.Default, false));
        var schema = new Schema(fields, null);
        using var writer = new ArrowFileWriter(stream, schema, leaveOpen: true);
        writer.WriteStart();
        int n = names?.Count ?? known!.Count;
        for (int from = 0; from < n; from += DocumentsPerBatch)
        {
            cancellation.Check();
            int to = Math.Min(n, from + DocumentsPerBatch);
            var columns = new List<IArrowArray>();
            if (names is not null) columns.Add(ArrowArrays.Texts(Enumerable.Range(from, to - from).Select(d => names[d])));
            if (known is not null) columns.Add(ArrowArrays.Integers(Enumerable.Range(from, to - from).Select(d => known[d]).ToArray()));
            writer.WriteRecordBatch(new RecordBatch(schema, columns, to - from));
        }

        writer.WriteEnd();
    }

    /// <summary>Reads the names and known clusters of documents.</summary>
    /// <param name="path">The file, for errors.</param>
    /// <param name="content">Its content.</param>
    /// <param name="names">Receives the names, or null.</param>
    /// <param name="known">Receives the known clusters, or null.</param>
    /// <exception cref="MixtureException">InvalidShards.</exception>
    public static void ReadNames(string path, ReadOnlyMemory<byte> content, Span<string> names, Span<int> known)
    {
        // Spans can't go into the function that catches the errors of the library.
        var (texts, clusters) = (names.IsEmpty ? null : new List<string>(names.Length), known.IsEmpty ? null : new List<int>(known.Length));
        Guarded(path, () =>
        {
            using var reader = new ArrowStreamReader(content[StreamAt..]);
            while (reader.ReadNextRecordBatch() is { } batch)
            {
                using (batch)
                {
                    if (texts is not null && batch.Column(CsvColumns.Document) is StringArray own)
                        for (int i = 0; i < own.Length; i++) texts.Add(own.GetString(i));
                    if (clusters is not null && batch.Column(CsvColumns.KnownCluster) is Int32Array labels) clusters.AddRange(labels.Values);
                }
            }
        });
        if ((texts?.Count ?? names.Length) != names.Length || (clusters?.Count ?? known.Length) != known.Length) throw FileError.InvalidShards(path, "it has another number of documents than the manifest says");
        if (clusters?.Exists(label => label < 0) == true) throw FileError.InvalidShards(path, "a known cluster is below zero");
        texts?.CopyTo(names);
        clusters?.CopyTo(known);
    }

    private static SparseMatrix Checked(string path, int documents, int features, int[] offsets, int[] columns, double[] values, CancellationToken cancellation)
    {
        try
        {
            return new SparseMatrix(documents, features, offsets, columns, values, check: true, cancellation);
        }
        catch (MixtureException error)
        {
            throw FileError.InvalidShards(path, error.Message.TrimEnd('.'));
        }
    }

    private static void Guarded(string path, Action read)
    {
        try
        {
            read();
        }
        catch (Exception error) when (error is not (MixtureException or OperationCanceledException))
        {
            // The library throws what it happens to meet first in damaged bytes.
            throw FileError.InvalidShards(path, $"it isn't a whole Arrow file of a shard ({error.Message.TrimEnd('.')})");
        }
    }

    private static bool AreWhole(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
            if (value != Math.Floor(value)) return false;
        return true;
    }

    private static int[] Narrow(ReadOnlySpan<double> values)
    {
        var result = new int[values.Length];
        for (int i = 0; i < result.Length; i++) result[i] = (int)values[i];
        return result;
    }

    private static void Widen(ReadOnlySpan<int> values, Span<double> result)
    {
        for (int i = 0; i < values.Length; i++) result[i] = values[i];
    }
}
