namespace MixturePS.Kitchen;

/// <summary>A pot with a lid.</summary>
public sealed class Pot;
