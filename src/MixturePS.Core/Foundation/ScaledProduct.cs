namespace MixturePS.Core.Foundation;

/// <summary>A product of positive factors, kept as mantissa and binary exponent so that it neither overflows nor underflows.</summary>
internal struct ScaledProduct
{
    private const double Large = 1.157920892373162e77;

    /// <summary>Starts the product with a value of zero or more.</summary>
    public ScaledProduct(double value) => Mantissa = value;

    /// <summary>The mantissa, at most about 2^256 times the last factor.</summary>
    public double Mantissa { get; private set; }

    /// <summary>The binary exponent: the product is <see cref="Mantissa"/> times 2 to this power.</summary>
    public long Exponent { get; private set; }

    /// <summary>The logarithm of the product of 1 + n / (start + j) over 0 ≤ j &lt; count.</summary>
    public static double LogRun(double n, double start, double count) => RisingFactorial.Log(n + start, count) - RisingFactorial.Log(start, count);

    /// <summary>Multiplies by the product of 1 + n / (start + j) over 0 ≤ j &lt; count: directly if there are enough reciprocals, otherwise through its logarithm.</summary>
    /// <param name="n">Zero or more.</param>
    /// <param name="start">Above zero.</param>
    /// <param name="count">The number of factors.</param>
    /// <param name="reciprocals">1 / (start + j) for j = 0, 1, ...</param>
    public void MultiplyRun(double n, double start, int count, ReadOnlySpan<double> reciprocals)
    {
        if (count > reciprocals.Length)
        {
            MultiplyExp(LogRun(n, start, count));
            return;
        }

        foreach (double reciprocal in reciprocals[..count])
        {
            Mantissa *= 1 + (n * reciprocal);
            if (Mantissa > Large) Normalise();
        }
    }

    /// <summary>Multiplies by exp(<paramref name="log"/>).</summary>
    public void MultiplyExp(double log)
    {
        double exponent = Math.Floor(log / Math.Log(2));
        Mantissa *= Math.Exp(log - (exponent * Math.Log(2)));
        Exponent += (long)exponent;
    }

    /// <summary>Normalises the mantissa to [1, 2), unless it is zero.</summary>
    public void Normalise()
    {
        if (Mantissa == 0) return;
        int exponent = Math.ILogB(Mantissa);
        Mantissa = Math.ScaleB(Mantissa, -exponent);
        Exponent += exponent;
    }
}
