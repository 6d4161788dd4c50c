using System.Globalization;
using MixturePS.Core.Foundation;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace MixturePS.Core.Files;

/// <summary>A table in the format of Apache Parquet. Source: Apache Parquet project, Parquet format, "Nested encoding".</summary>
internal sealed class ParquetTable : ColumnTable
{
    private const string Format = "Parquet";

    // Equal values take almost no room, but a group of rows of the usual writers has at most about a million.
    private const long PlausibleValues = 1 << 20;
    private const long PlausibleValuesPerByte = 1 << 12;

    private readonly long _length;
    private readonly string _path;
    private readonly ReadContext _context;
    private readonly ParquetReader _reader;

    private ParquetTable(ReadContext context, string path, ParquetReader reader, long length)
    {
        (_context, _path, _reader, _length) = (context, path, reader, length);
        Columns = [.. reader.Schema.Fields.Select(field => new TableColumn(field.Name, KindOf(field)))];
    }

    public override IReadOnlyList<TableColumn> Columns { get; }

    public override string? Metadata => _reader.CustomMetadata.GetValueOrDefault(MetadataKey);

    /// <summary>Opens a table.</summary>
    /// <exception cref="MixtureException">FileNotFound, FileNotReadable, EmptyFile, DamagedGzip, MalformedFile or UnsupportedFile.</exception>
    public static ParquetTable Open(ReadContext context, string path)
    {
        var content = Content(context, path);
        var options = new ParquetOptions { UseDateOnlyTypeForDates = true };
        return Guarded(path, Format, () => new ParquetTable(context, path, ParquetReader.CreateAsync(new MemoryStream(content.Array!, content.Offset, content.Count, writable: false), options).GetAwaiter().GetResult(), content.Count));
    }

    public override IEnumerable<ColumnValues[]> Pieces(IReadOnlyList<int> columns)
    {
        for (int group = 0; group < _reader.RowGroupCount; group++)
        {
            int number = group;
            _context.Cancellation.Check();
            yield return Guarded(_path, Format, () =>
            {
                using var rows = _reader.OpenRowGroupReader(number);
                int count = checked((int)rows.RowCount);
                return columns.Select(column => Values(rows, _reader.Schema.Fields[column], count)).ToArray();
            });
        }
    }

    public override void Dispose() => _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static ColumnKind KindOf(Field field) => field switch
    {
        ListField { Item: DataField item } => KindOfList(item),
        DataField { IsArray: true } item => KindOfList(item),
        DataField data => KindOf(data.ClrType),
        _ => ColumnKind.Other,
    };

    private static ColumnKind KindOfList(DataField item) => KindOf(item.ClrType) switch
    {
        ColumnKind.Text => ColumnKind.Texts,
        ColumnKind.Number => ColumnKind.Numbers,
        _ => ColumnKind.Other,
    };

    private static ColumnKind KindOf(Type type) =>
        type == typeof(string) || type == typeof(ReadOnlyMemory<char>) ? ColumnKind.Text
        : type == typeof(bool) ? ColumnKind.Truth
        : type == typeof(DateTime) || type == typeof(DateOnly) ? ColumnKind.Date
        : type.IsPrimitive || type == typeof(decimal) || type == typeof(Half) ? ColumnKind.Number
        : ColumnKind.Other;

    private ColumnValues Values(ParquetRowGroupReader rows, Field field, int count)
    {
        var leaf = field switch { ListField { Item: DataField item } => item, DataField data => data, _ => null };
        if (leaf is null || KindOf(leaf.ClrType) == ColumnKind.Other || !rows.ColumnExists(leaf)) return new OtherValues(count);
        long values = rows.GetMetadata(leaf)?.MetaData?.NumValues ?? 0;
        if (Math.Max(values, count) > PlausibleValues + (PlausibleValuesPerByte * _length)) throw FileError.ImplausibleSize(new(_path, 0, Place.Row), "values of a column", Math.Max(values, count));
        using var column = rows.ReadRawColumnDataBaseAsync(leaf, _context.Cancellation).AsTask().GetAwaiter().GetResult();
        bool isList = leaf.MaxRepetitionLevel > 0;
        int most = leaf.MaxDefinitionLevel;
        var given = most > 0 ? column.DefinitionLevels : default;

        // The place of each row's or item's value among those that are stored; -1 where it is missing.
        var places = new List<int>(count);
        if (!isList)
        {
            int next = 0;
            for (int i = 0; i < count; i++) places.Add(most == 0 || given[i] == most ? next++ : -1);
            return Typed(column, places, field);
        }

        var starts = column.RepetitionLevels;
        var (from, to) = (new int[count], new int[count]);
        int row = -1, stored = 0;
        for (int i = 0; i < starts.Length; i++)
        {
            if (starts[i] == 0)
            {
                row++;
                (from[row], to[row]) = (places.Count, places.Count);
            }

            // Below the level of an item, the list is empty or missing.
            if (given[i] == most) places.Add(stored++);
            else if (leaf.IsNullable && given[i] == most - 1) places.Add(-1);
            else continue;
            to[row] = places.Count;
        }

        if (row != count - 1) throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"the column '{field.Name}' has {row + 1} of {count} rows"));
        return new ListValues(from, to, Typed(column, places, field));
    }

    private static ColumnValues Typed(RawColumnData column, List<int> places, Field field)
    {
        return column switch
        {
            RawColumnData<ReadOnlyMemory<char>> texts => Texts(texts.Values, places),
            RawColumnData<bool> truths => new TruthValues(Each(truths.Values, places, value => (bool?)value, null)),
            RawColumnData<DateTime> dates => new DateValues(Each(dates.Values, places, value => (DateTime?)Moment(value, field), null)),
            RawColumnData<DateOnly> days => new DateValues(Each(days.Values, places, value => (DateTime?)value.ToDateTime(TimeOnly.MinValue), null)),
            RawColumnData<double> numbers => Numbers(numbers.Values, places, value => value),
            RawColumnData<float> numbers => Numbers(numbers.Values, places, value => value),
            RawColumnData<Half> numbers => Numbers(numbers.Values, places, value => (double)value),
            RawColumnData<decimal> numbers => Numbers(numbers.Values, places, value => (double)value),
            RawColumnData<sbyte> numbers => Numbers(numbers.Values, places, value => value),
            RawColumnData<byte> numbers => Numbers(numbers.Values, places, value => value),
            RawColumnData<short> numbers => Numbers(numbers.Values, places, value => value),
            RawColumnData<ushort> numbers => Numbers(numbers.Values, places, value => value),
            RawColumnData<int> numbers => Numbers(numbers.Values, places, value => value),
            RawColumnData<uint> numbers => Numbers(numbers.Values, places, value => value),
            RawColumnData<long> numbers => Whole(Each(numbers.Values, places, value => value, 0), Missing(places)),
            RawColumnData<ulong> numbers => Whole(Each(numbers.Values, places, value => checked((long)value), 0), Missing(places)),
            _ => new OtherValues(places.Count),
        };
    }

    private static TextValues Texts(ReadOnlySpan<ReadOnlyMemory<char>> values, List<int> places)
    {
        var texts = new TextCodes();
        var codes = new int[places.Count];
        for (int i = 0; i < codes.Length; i++) codes[i] = places[i] < 0 ? -1 : texts.Of(values[places[i]].Span);
        return new TextValues(texts.Texts, codes);
    }

    private static NumberValues Numbers<T>(ReadOnlySpan<T> values, List<int> places, Func<T, double> number) =>
        new(Each(values, places, number, double.NaN), null, Missing(places));

    private static bool[]? Missing(List<int> places) => places.Contains(-1) ? [.. places.Select(place => place < 0)] : null;

    private static TResult[] Each<T, TResult>(ReadOnlySpan<T> values, List<int> places, Func<T, TResult> convert, TResult missing)
    {
        var result = new TResult[places.Count];
        for (int i = 0; i < result.Length; i++) result[i] = places[i] < 0 ? missing : convert(values[places[i]]);
        return result;
    }

    private static DateTime Moment(DateTime value, Field field) =>
        DateTime.SpecifyKind(value, field is DateTimeDataField { IsAdjustedToUTC: true } ? DateTimeKind.Utc : DateTimeKind.Unspecified);
}
