namespace MixturePS.Core.Foundation;

/// <summary>The width of the vectors that a kernel computes on. Results don't depend on it; tests compare all widths.</summary>
internal enum VectorWidth
{
    /// <summary>The widest vectors with full hardware support.</summary>
    Widest,

    /// <summary>One number at a time, without vectors.</summary>
    Scalar,

    /// <summary>Vectors of 128 bits.</summary>
    Bits128,

    /// <summary>Vectors of 256 bits.</summary>
    Bits256,

    /// <summary>512-bit vectors.</summary>
    Bits512,
}
