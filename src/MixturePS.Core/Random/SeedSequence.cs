namespace MixturePS.Core.Random;

/// <summary>Placeholder.</summary>
public sealed class SeedSequence;
