namespace MixturePS.Core.Foundation;

/// <summary>A product of positive factors as a number and a power of two, which neither overflows nor underflows.</summary>
internal struct ScaledProduct
{
    private const double Large = 1.157920892373162e77;

    /// <summary>Starts with a number, zero or more.</summary>
    public ScaledProduct(double value) => Mantissa = value;

    /// <summary>The number, at most about 2^256 times the last factor.</summary>
    public double Mantissa { get; private set; }

    /// <summary>The power of two that the number is multiplied with.</summary>
    public long Exponent { get; private set; }

    /// <summary>The logarithm of the product of 1 + n / (start + j) over j below count.</summary>
    public static double LogRun(double n, double start, double count) => RisingFactorial.Log(n + start, count) - RisingFactorial.Log(start, count);

    /// <summary>Multiplies with 1 + n / (start + j) for j below count, one after the other where all reciprocals are there, else by the logarithm.</summary>
    /// <param name="n">Zero or more.</param>
    /// <param name="start">Above zero.</param>
    /// <param name="count">The number of factors.</param>
    /// <param name="reciprocals">1 / (start + j), for as many j as are there; read.</param>
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

    /// <summary>Multiplies with e to a power.</summary>
    public void MultiplyExp(double log)
    {
        double exponent = Math.Floor(log / Math.Log(2));
        Mantissa *= Math.Exp(log - (exponent * Math.Log(2)));
        Exponent += (long)exponent;
    }

    /// <summary>Brings the number into [1, 2), if it isn't zero.</summary>
    public void Normalise()
    {
        if (Mantissa == 0) return;
        int exponent = Math.ILogB(Mantissa);
        Mantissa = Math.ScaleB(Mantissa, -exponent);
        Exponent += exponent;
    }
}
