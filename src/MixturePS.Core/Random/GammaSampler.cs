namespace MixturePS.Core.Random;

/// <summary>Gamma draws identical to those of NumPy's <c>Generator</c>.</summary>
/// <remarks>
/// Sources: for shapes above 1, G. Marsaglia and W. W. Tsang, "A Simple Method for Generating Gamma Variables", ACM
/// Transactions on Mathematical Software 26(3) (2000); for shapes below 1, J. H. Ahrens and U. Dieter, "Computer Methods for
/// Sampling from Gamma, Beta, Poisson and Binomial Distributions", Computing 12 (1974), with an exponential draw instead of
/// the second uniform.
/// </remarks>
internal static class GammaSampler
{
    /// <summary>Draws from the gamma distribution with the given shape (zero or more) and scale 1.</summary>
    public static double Standard(Pcg64 bits, double shape)
    {
        if (shape == 1.0) return Ziggurat.Exponential(bits);
        if (shape == 0.0) return 0.0;
        return shape < 1.0 ? BelowOne(bits, shape) : AboveOne(bits, shape);
    }

    private static double BelowOne(Pcg64 bits, double shape)
    {
        double power = 1.0 / shape;
        while (true)
        {
            double u = bits.NextDouble();
            double v = Ziggurat.Exponential(bits);
            if (u <= 1.0 - shape)
            {
                double x = Math.Pow(u, power);
                if (x <= v) return x;
            }
            else
            {
                double y = -Math.Log((1 - u) / shape);
                double x = Math.Pow(1.0 - shape + shape * y, power);
                if (x <= v + y) return x;
            }
        }
    }

    private static double AboveOne(Pcg64 bits, double shape)
    {
        double b = shape - 1.0 / 3.0;
        double c = 1.0 / Math.Sqrt(9 * b);
        while (true)
        {
            double x, v;
            do
            {
                x = Ziggurat.Normal(bits);
                v = 1.0 + c * x;
            }
            while (v <= 0.0);

            v = v * v * v;
            double u = bits.NextDouble();
            if (u < 1.0 - 0.0331 * (x * x) * (x * x)) return b * v;
            if (Math.Log(u) < 0.5 * x * x + b * (1.0 - v + Math.Log(v))) return b * v;
        }
    }
}
