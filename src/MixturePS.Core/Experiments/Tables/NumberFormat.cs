using System.Globalization;

namespace MixturePS.Core.Experiments;

/// <summary>
/// How the numbers of a column are written: all with the same number of decimals, so that they line up. The decimals are
/// those that give the greatest standard error the wanted number of significant digits and the smallest one at least one,
/// but at most two more. Without standard errors, the quarter of the width of the intervals or the numbers themselves take
/// their place; numbers then have no more decimals than any of them needs.
/// </summary>
internal sealed class NumberFormat
{
    private const int DigitsOfErrors = 2, DigitsOfValues = 3, MostExtra = 2, MostDecimals = 10;
    private const double Tiny = 1e-4, Huge = 1e12;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;
    private readonly int? _decimals;
    private readonly int? _mantissa;

    private NumberFormat(int? decimals, int? mantissa) => (_decimals, _mantissa) = (decimals, mantissa);

    /// <summary>Each number with all its digits, such as the levels of a factor.</summary>
    public static NumberFormat Exact { get; } = new(null, null);

    /// <summary>The format of the numbers of some cells.</summary>
    /// <param name="cells">The cells; those without a finite number have no influence.</param>
    /// <param name="digits">The number of significant digits, or null for the default.</param>
    public static NumberFormat Of(IReadOnlyCollection<TableCell> cells, int? digits)
    {
        double[] values = [.. Sizes(cells.Select(cell => cell.Value.Number))];
        double[] errors = [.. Sizes(cells.Select(cell => cell.Error))];
        if (errors.Length == 0) errors = [.. Sizes(cells.Select(cell => (cell.High - cell.Low) / 4))];
        if (errors.Length == 0 && cells.All(cell => cell.Value.IsWhole)) return Exact;
        double[] deciding = errors.Length > 0 ? errors : values;
        if (deciding.Length == 0) return Exact;
        int kept = digits ?? (errors.Length > 0 ? DigitsOfErrors : DigitsOfValues);
        double greatest = values.Concat(errors).Max();
        if (greatest is < Tiny or >= Huge) return new NumberFormat(null, kept);
        int decimals = kept - 1 - Exponent(deciding.Max(), kept);
        decimals = Math.Max(decimals, Math.Min(-Exponent(deciding.Min(), 1), decimals + MostExtra));
        if (errors.Length == 0) decimals = Math.Min(decimals, cells.Max(cell => DecimalsOf(cell.Value.Number)));
        return new NumberFormat(Math.Clamp(decimals, 0, MostDecimals), null);
    }

    /// <summary>A number as ASCII text in the invariant culture.</summary>
    public string Text(TableValue value) => _decimals is null && _mantissa is null ? value.Exact : Text(value.Number!.Value);

    /// <inheritdoc cref="Text(TableValue)"/>
    public string Text(double number)
    {
        if (!double.IsFinite(number)) return number.ToString(Culture);
        if (_mantissa is { } digits) return number.ToString($"E{digits - 1}", Culture);
        if (_decimals is not { } decimals) return TableValue.Of(number).Exact;
        string text = number.ToString($"F{decimals}", Culture);

        // A number that rounds to zero has no sign.
        return text[0] == '-' && !text.AsSpan().ContainsAnyInRange('1', '9') ? text[1..] : text;
    }

    private static IEnumerable<double> Sizes(IEnumerable<double?> numbers) =>
        numbers.OfType<double>().Select(Math.Abs).Where(size => size > 0 && double.IsFinite(size));

    // The power of ten of the first digit, after rounding to a number of digits.
    private static int Exponent(double number, int digits)
    {
        string text = number.ToString($"E{digits - 1}", Culture);
        return int.Parse(text.AsSpan(text.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, Culture);
    }

    private static int DecimalsOf(double? number)
    {
        if (number is not { } value || !double.IsFinite(value)) return 0;
        string shortest = value.ToString("R", Culture);
        if (shortest.Contains('E', StringComparison.Ordinal)) return MostDecimals;
        int point = shortest.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? 0 : shortest.Length - point - 1;
    }
}
