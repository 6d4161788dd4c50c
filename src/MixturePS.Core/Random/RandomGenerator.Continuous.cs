using MixturePS.Core.Foundation;

namespace MixturePS.Core.Random;

public sealed partial class RandomGenerator
{
    /// <summary>Draws uniformly from [0, 1) in steps of 2^-53, as <c>random()</c>.</summary>
    public double NextDouble() => Bits.NextDouble();

    /// <summary>Draws uniformly from [0, 1), as <c>random(size)</c>.</summary>
    /// <param name="result">Receives the draws.</param>
    public void NextDouble(Span<double> result)
    {
        for (int i = 0; i < result.Length; i++) result[i] = Bits.NextDouble();
    }

    /// <summary>Draws from the normal distribution with mean 0 and variance 1 (Marsaglia and Tsang 2000, ziggurat).</summary>
    public double StandardNormal() => Ziggurat.Normal(Bits);

    /// <summary>Draws from the exponential distribution with mean 1 (Marsaglia and Tsang 2000, ziggurat).</summary>
    public double StandardExponential() => Ziggurat.Exponential(Bits);

    /// <summary>Draws from the gamma distribution with scale 1 (Marsaglia and Tsang 2000; Ahrens and Dieter 1974).</summary>
    /// <param name="shape">The shape, which is also the mean; finite and zero or more. With shape 0 the draw is 0.</param>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public double StandardGamma(double shape)
    {
        if (!(shape >= 0 && double.IsFinite(shape))) throw NotFromZero("Shape", shape);
        return GammaSampler.Standard(Bits, shape);
    }

    /// <summary>Draws from the gamma distribution.</summary>
    /// <param name="shape">The shape, finite and zero or more.</param>
    /// <param name="scale">The scale, finite and zero or more; the mean is shape times scale.</param>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public double Gamma(double shape, double scale)
    {
        if (!(scale >= 0 && double.IsFinite(scale))) throw NotFromZero("Scale", scale);
        return scale * StandardGamma(shape);
    }

    /// <summary>Draws from the beta distribution (Johnk 1964 if a and b are at most 1; otherwise from gamma draws).</summary>
    /// <param name="a">The first parameter, finite and above zero.</param>
    /// <param name="b">The second parameter, finite and above zero; the mean is a / (a + b).</param>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public double Beta(double a, double b)
    {
        if (!(a > 0 && double.IsFinite(a))) throw NotAboveZero("A", a);
        if (!(b > 0 && double.IsFinite(b))) throw NotAboveZero("B", b);
        return BetaSampler.Beta(Bits, a, b);
    }

    /// <summary>
    /// Draws a probability vector from the Dirichlet distribution: by normalised gammas, or by stick-breaking if every
    /// parameter is below 0.1 (Devroye 1986, XI.4).
    /// </summary>
    /// <param name="eta">The parameters, each finite and above zero; length J, one or more.</param>
    /// <param name="result">Receives probabilities that sum to 1 up to rounding; length J; must not overlap eta.</param>
    /// <exception cref="MixtureException">InvalidEta; ShapeMismatch if the lengths differ.</exception>
    public void Dirichlet(ReadOnlySpan<double> eta, Span<double> result)
    {
        if (eta.Length == 0) throw MixtureError.InvalidEta("it is empty", null);
        foreach (double parameter in eta)
        {
            if (!(parameter > 0 && double.IsFinite(parameter)))
                throw MixtureError.InvalidEta(FormattableString.Invariant($"it contains {parameter:R}"), parameter);
        }

        if (result.Length != eta.Length)
            throw MixtureError.ShapeMismatch($"eta has {Counted.Of(eta.Length, "value")}, but the result has room for {result.Length}", result.Length);
        BetaSampler.Dirichlet(Bits, eta, result);
    }

    private static MixtureException NotFromZero(string name, double value) =>
        MixtureError.InvalidOption(name, FormattableString.Invariant($"must be finite and zero or more; it is {value:R}"), value);

    private static MixtureException NotAboveZero(string name, double value) =>
        MixtureError.InvalidOption(name, FormattableString.Invariant($"must be finite and above zero; it is {value:R}"), value);
}
