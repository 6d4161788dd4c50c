namespace MixturePS.Core.Random;

/// <summary>The complete state of a <see cref="Pcg64"/>, with the fields of NumPy's <c>PCG64.state</c>.</summary>
/// <param name="State">The 128-bit state.</param>
/// <param name="Increment">The 128-bit odd increment, which selects the stream.</param>
/// <param name="HasUInt32">Whether half a word is buffered for the next 32-bit draw.</param>
/// <param name="UInt32">The buffered half word; zero if there is none.</param>
public readonly record struct Pcg64State(UInt128 State, UInt128 Increment, bool HasUInt32, uint UInt32);
