using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// A table in the IPC format of Apache Arrow, as a file (also known as Feather, version 2) or as a stream. Source: Apache Arrow
/// project, Arrow columnar format, "Serialization and interprocess communication".
/// </summary>
internal sealed class ArrowTable : ColumnTable
{
    private const string Format = "Arrow";

    // A file is a stream between these bytes, with padding to eight, and a footer that a reader of all batches doesn't need.
    private static readonly byte[] Mark = "ARROW1"u8.ToArray();
    private const int StreamAt = 8;

    // Rows take at least a bit each, unless they are compressed.
    private const long PlausibleRowsPerByte = 1 << 9;

    private readonly long _length;
    private readonly string _path;
    private readonly ReadContext _context;
    private readonly ArrowStreamReader _reader;
    private readonly Schema _schema;

    private delegate ReadOnlySpan<byte> BytesOf(int row);

    private ArrowTable(ReadContext context, string path, ArrowStreamReader reader, long length)
    {
        (_context, _path, _reader, _length) = (context, path, reader, length);
        _schema = Guarded(path, Format, () => reader.Schema ?? throw new InvalidDataException("it has no schema"));
        Columns = [.. _schema.FieldsList.Select(field => new TableColumn(field.Name, KindOf(field.DataType)))];
    }

    public override IReadOnlyList<TableColumn> Columns { get; }

    public override string? Metadata => _schema.HasMetadata && _schema.Metadata.TryGetValue(MetadataKey, out string? text) ? text : null;

    /// <summary>Opens a table.</summary>
    /// <exception cref="MixtureException">FileNotFound, FileNotReadable, EmptyFile, DamagedGzip, MalformedFile or UnsupportedFile.</exception>
    public static ArrowTable Open(ReadContext context, string path)
    {
        ReadOnlyMemory<byte> content = Content(context, path);
        if (content.Span.StartsWith(Mark))
        {
            // A file that is cut off reads as a stream up to there.
            if (content.Length < StreamAt + Mark.Length || !content.Span.EndsWith(Mark)) throw FileError.Malformed(new(path, 0, Place.Row), "the file is cut off: it starts like an Arrow file, but doesn't end like one");
            content = content[StreamAt..];
        }

        return new ArrowTable(context, path, Guarded(path, Format, () => new ArrowStreamReader(content, new CompressionCodecFactory())), content.Length);
    }

    public override IEnumerable<ColumnValues[]> Pieces(IReadOnlyList<int> columns)
    {
        while (true)
        {
            _context.Cancellation.Check();
            var batch = Guarded(_path, Format, () => _reader.ReadNextRecordBatch());
            if (batch is null) yield break;
            using (batch)
            {
                // The bytes of the content outlive the batch, but those of compressed buffers don't.
                yield return Guarded(_path, Format, () => columns.Select(column => Values(batch.Column(column))).ToArray());
            }
        }
    }

    public override void Dispose() => _reader.Dispose();

    private static ColumnKind KindOf(IArrowType type) => type switch
    {
        StringType or LargeStringType or StringViewType => ColumnKind.Text,
        DictionaryType coded => KindOf(coded.ValueType),
        BooleanType => ColumnKind.Truth,
        NumberType => ColumnKind.Number,
        Date32Type or Date64Type or TimestampType => ColumnKind.Date,
        ListType list => KindOfList(list.ValueDataType),
        LargeListType list => KindOfList(list.ValueDataType),
        _ => ColumnKind.Other,
    };

    private static ColumnKind KindOfList(IArrowType item) => KindOf(item) switch
    {
        ColumnKind.Text => ColumnKind.Texts,
        ColumnKind.Number => ColumnKind.Numbers,
        _ => ColumnKind.Other,
    };

    private ColumnValues Values(IArrowArray array) => array switch
    {
        _ when array.Length > PlausibleRowsPerByte * _length => throw FileError.ImplausibleSize(new(_path, 0, Place.Row), "rows", array.Length),
        StringArray texts => Texts(texts, i => texts.GetBytes(i, out _)),
        LargeStringArray texts => Texts(texts, i => texts.GetBytes(i, out _)),
        StringViewArray texts => Texts(texts, i => texts.GetBytes(i, out _)),
        DictionaryArray coded => Decoded(coded),
        BooleanArray truths => new TruthValues(Each(truths.Length, truths.GetValue)),
        DoubleArray numbers => new NumberValues(numbers.Values.ToArray(), null, Missing(numbers)),
        FloatArray numbers => Numbers<float>(numbers.Values, numbers, value => value),
        HalfFloatArray numbers => Numbers<Half>(numbers.Values, numbers, value => (double)value),
        Int8Array numbers => Numbers<sbyte>(numbers.Values, numbers, value => value),
        Int16Array numbers => Numbers<short>(numbers.Values, numbers, value => value),
        Int32Array numbers => Numbers<int>(numbers.Values, numbers, value => value),
        UInt8Array numbers => Numbers<byte>(numbers.Values, numbers, value => value),
        UInt16Array numbers => Numbers<ushort>(numbers.Values, numbers, value => value),
        UInt32Array numbers => Numbers<uint>(numbers.Values, numbers, value => value),
        Int64Array numbers => Whole(numbers.Values, Missing(numbers)),
        UInt64Array numbers => Whole(Each(numbers.Length, i => checked((long)numbers.Values[i])), Missing(numbers)),
        Date32Array dates => new DateValues(Each(dates.Length, i => dates.GetDateTime(i))),
        Date64Array dates => new DateValues(Each(dates.Length, i => dates.GetDateTime(i))),
        TimestampArray times => new DateValues(Each(times.Length, i => Moment(times, i))),
        ListArray list => Lists(list, Each(list.Length + 1, i => (long)list.ValueOffsets[i]), list.Values),
        LargeListArray list => Lists(list, list.ValueOffsets[..(list.Length + 1)].ToArray(), list.Values),
        _ => new OtherValues(array.Length),
    };

    private static TextValues Texts(IArrowArray array, BytesOf bytes)
    {
        var texts = new TextCodes();
        var codes = new int[array.Length];
        char[] characters = new char[64];
        for (int i = 0; i < codes.Length; i++)
        {
            if (array.IsNull(i))
            {
                codes[i] = -1;
                continue;
            }

            var text = bytes(i);
            if (characters.Length < text.Length) characters = new char[text.Length];
            codes[i] = texts.Of(characters.AsSpan(0, TextEncodings.Utf8.GetChars(text, characters)));
        }

        return new TextValues(texts.Texts, codes);
    }

    private static T[] Each<T>(int count, Func<int, T> value)
    {
        var result = new T[count];
        for (int i = 0; i < count; i++) result[i] = value(i);
        return result;
    }

    private ColumnValues Decoded(DictionaryArray coded)
    {
        if (Values(coded.Dictionary) is not TextValues { Codes: { } known } list || Values(coded.Indices) is not NumberValues indices) return new OtherValues(coded.Length);
        int[] codes = Each(coded.Length, i => coded.IsNull(i) ? -1 : (int)indices.Numbers[i]);
        if (codes.AsSpan().IndexOfAnyExceptInRange(-1, known.Length - 1) >= 0) throw new InvalidDataException("an index of its dictionary is out of range");
        return new TextValues(list.Texts, System.Array.ConvertAll(codes, code => code < 0 ? -1 : known[code]));
    }

    private static NumberValues Numbers<T>(ReadOnlySpan<T> values, IArrowArray array, Func<T, double> number)
    {
        var numbers = new double[values.Length];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = number(values[i]);
        return new NumberValues(numbers, null, Missing(array));
    }

    private static bool[]? Missing(IArrowArray array) => array.NullCount == 0 ? null : Each(array.Length, array.IsNull);

    // A time with a zone is a moment, stored in UTC; without one it is a clock's time.
    private static DateTime? Moment(TimestampArray times, int row)
    {
        if (times.IsNull(row)) return null;
        var type = (TimestampType)times.Data.DataType;
        long value = times.Values[row];
        long ticks = type.Unit switch
        {
            TimeUnit.Second => checked(value * TimeSpan.TicksPerSecond),
            TimeUnit.Millisecond => checked(value * TimeSpan.TicksPerMillisecond),
            TimeUnit.Microsecond => checked(value * TimeSpan.TicksPerMicrosecond),
            _ => value / TimeSpan.NanosecondsPerTick,
        };
        return new DateTime(checked(DateTime.UnixEpoch.Ticks + ticks), string.IsNullOrEmpty(type.Timezone) ? DateTimeKind.Unspecified : DateTimeKind.Utc);
    }

    private ListValues Lists(IArrowArray array, long[] offsets, IArrowArray items)
    {
        var (from, to) = (new int[array.Length], new int[array.Length]);
        for (int i = 0; i < from.Length; i++)
        {
            if (array.IsNull(i)) continue;
            if (offsets[i] < 0 || offsets[i + 1] < offsets[i] || offsets[i + 1] > items.Length) throw new InvalidDataException("a list reaches beyond its values");
            (from[i], to[i]) = ((int)offsets[i], (int)offsets[i + 1]);
        }

        return new ListValues(from, to, Values(items));
    }
}
