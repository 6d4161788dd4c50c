using System.Globalization;

namespace MixturePS.Plots.Drawing;

/// <summary>Formats numbers for pictures, independently of the culture.</summary>
internal static class Numbers
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>A whole number with thousands separators.</summary>
    public static string Whole(long value) => value.ToString("#,0", Culture);

    /// <summary>The number of rows that a picture omits, as a clause.</summary>
    public static string LeftOut(int rows) => rows == 1 ? "1 row without a value is left out" : $"{Whole(rows)} rows without a value are left out";

    /// <summary>A number in its shortest form without a visible loss of precision.</summary>
    public static string Short(double value) => Math.Abs(value) is >= 1e7 or (> 0 and < 1e-4) ? value.ToString("0.###e0", Culture) : value.ToString("#,0.####", Culture);

    /// <summary>A number with a fixed number of decimals.</summary>
    public static string Fixed(double value, int decimals) => value.ToString("#,0." + new string('0', decimals), Culture).TrimEnd('.');

    /// <summary>A number with a fixed number of decimals and without thousands separators, such as a year.</summary>
    public static string Ungrouped(double value, int decimals) => value.ToString("F" + decimals.ToString(Culture), Culture);

    /// <summary>A share as a percentage.</summary>
    public static string Percent(double share) => (100 * share).ToString(share is > 0 and < 0.1 ? "0.0" : "0", Culture) + " %";
}
