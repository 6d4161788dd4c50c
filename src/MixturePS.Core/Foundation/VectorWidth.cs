namespace MixturePS.Core.Foundation;

/// <summary>The vector width of a kernel. Results don't depend on it; tests compare the widths with each other.</summary>
internal enum VectorWidth
{
    /// <summary>The widest vectors with full hardware support.</summary>
    Widest,

    /// <summary>One number at a time, without vectors.</summary>
    Scalar,

    /// <summary>256-bit vectors.</summary>
    Bits256,

    /// <summary>512-bit vectors.</summary>
    Bits512,
}
