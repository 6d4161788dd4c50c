namespace MixturePS.Core.Agreement;

/// <summary>The result of matching estimated to known clusters.</summary>
/// <param name="Mapping">The known label of each estimated label.</param>
/// <param name="Labels">
/// The label of each document in the known numbering; length n. Unmatched clusters have labels above the known ones.
/// </param>
internal sealed record LabelMatchingResult(LabelMapping Mapping, int[] Labels)
{
    /// <summary>The mapping as text.</summary>
    public override string ToString() => Mapping.ToString();
}
