namespace MixturePS.Core.Foundation;

/// <summary>How many lanes a kernel works on at once. Results don't depend on it; tests hold each to the others.</summary>
internal enum VectorWidth
{
    /// <summary>The widest that the machine computes on at full speed.</summary>
    Widest,

    /// <summary>One number at a time.</summary>
    Scalar,

    /// <summary>Vectors of 256 bits.</summary>
    Bits256,

    /// <summary>Vectors of 512 bits.</summary>
    Bits512,
}
