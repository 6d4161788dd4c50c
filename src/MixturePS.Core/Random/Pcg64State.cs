namespace MixturePS.Core.Random;

/// <summary>All that a <see cref="Pcg64"/> remembers, in the terms of NumPy's <c>PCG64.state</c>.</summary>
/// <param name="State">The 128-bit state.</param>
/// <param name="Increment">The 128-bit odd increment, which tells streams apart.</param>
/// <param name="HasUInt32">Whether half a word is kept for the next 32-bit draw.</param>
/// <param name="UInt32">The half word kept; zero where there is none.</param>
public readonly record struct Pcg64State(UInt128 State, UInt128 Increment, bool HasUInt32, uint UInt32);
