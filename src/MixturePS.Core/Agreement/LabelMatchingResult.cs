namespace MixturePS.Core.Agreement;

/// <summary>Estimated clusters in the known clusters' numbering.</summary>
/// <param name="Mapping">The known label of each estimated one.</param>
/// <param name="Labels">
/// The new label of each document; length n. Estimated clusters without a known partner have labels beyond the known ones.
/// </param>
public sealed record LabelMatchingResult(LabelMapping Mapping, int[] Labels)
{
    /// <summary>The mapping.</summary>
    public override string ToString() => Mapping.ToString();
}
