using ScottPlot;
using ScottPlot.TickGenerators;

namespace MixturePS.Plots.Drawing;

/// <summary>The ticks of an axis: round numbers in the invariant culture.</summary>
internal static class AxisTicks
{
    /// <summary>Round numbers within a range, approximately as many as requested.</summary>
    public static NumericManual Linear(double low, double high, int about, bool isWhole = false)
    {
        double step = Step((high - low) / Math.Max(1, about));
        if (isWhole) step = Math.Max(1, Math.Ceiling(step));

        // A single tick doesn't tell how long the axis is.
        else if (high > low && Math.Floor((high / step) + 1e-9) - Math.Ceiling((low / step) - 1e-9) < 1) step = Step(step / 2.5);
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        var ticks = new NumericManual();
        double first = Math.Ceiling((low / step) - 1e-9), last = Math.Floor((high / step) + 1e-9);
        double greatest = Math.Max(Math.Abs(low), Math.Abs(high));
        for (double i = first; i <= last; i++)
        {
            double value = i == 0 ? 0 : i * step;
            ticks.AddMajor(value, greatest >= 1e7 ? Numbers.Short(value) : greatest < 1e4 ? Numbers.Ungrouped(value, Math.Min(decimals, 15)) : Numbers.Fixed(value, Math.Min(decimals, 15)));
        }

        return ticks;
    }

    /// <summary>Ticks of a logarithmic axis: the values themselves if they are few and far enough apart, otherwise 1, 2 and 5 times powers of ten, or powers of ten.</summary>
    /// <param name="values">The values, ascending and above zero.</param>
    /// <param name="pixels">The length of the axis.</param>
    /// <param name="padding">The space beyond the values, as a share of the axis.</param>
    public static NumericManual Logarithmic(IReadOnlyList<double> values, double pixels, double padding)
    {
        double low = Math.Log10(values[0]), high = Math.Log10(values[^1]);
        double scale = pixels * (1 - (2 * padding)) / (high - low);
        foreach (var candidate in (double[][])[[.. values], Round(low, high, [1, 2, 5]), Round(low, high, [1])])
        {
            string[] labels = Array.ConvertAll(candidate, Numbers.Short);
            if (candidate.Length >= 2 && AreApart(candidate, labels, scale)) return new NumericManual(Array.ConvertAll(candidate, Math.Log10), labels);
        }

        double[] ends = [values[0], values[^1]];
        return new NumericManual(Array.ConvertAll(ends, Math.Log10), Array.ConvertAll(ends, Numbers.Short));
    }

    /// <summary>The smallest of 1, 2 and 5 times a power of ten that is not below a given step.</summary>
    public static double Step(double least)
    {
        if (!(least > 0)) return 1;
        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        foreach (double factor in (double[])[1, 2, 5])
            if (factor * power >= least * (1 - 1e-9)) return factor * power;
        return 10 * power;
    }

    private static double[] Round(double low, double high, double[] factors)
    {
        var result = new List<double>();
        for (double power = Math.Floor(low); power <= high; power++)
            foreach (double factor in factors)
                if (Math.Log10(factor) + power >= low - 1e-9 && Math.Log10(factor) + power <= high + 1e-9) result.Add(factor * Math.Pow(10, power));
        return [.. result];
    }

    private static bool AreApart(double[] values, string[] labels, double scale)
    {
        using var paint = Paint.NewDisposablePaint();
        var style = new LabelStyle { FontSize = PanelStyle.TickSize };
        for (int i = 1; i < values.Length; i++)
        {
            double room = scale * Math.Log10(values[i] / values[i - 1]);
            if (room < ((style.Measure(labels[i - 1], paint).Width + style.Measure(labels[i], paint).Width) / 2) + 8) return false;
        }

        return true;
    }
}
