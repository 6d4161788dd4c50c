namespace MixturePS.Core.Random;

/// <summary>Placeholder.</summary>
public sealed class RandomGenerator
{
    /// <summary>Seed.</summary>
    public SeedSequence Seed => throw new NotImplementedException();

    /// <summary>Dirichlet.</summary>
    public void Dirichlet(ReadOnlySpan<double> eta, Span<double> result) => throw new NotImplementedException();
}
