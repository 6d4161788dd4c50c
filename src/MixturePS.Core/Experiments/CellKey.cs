using System.Globalization;

namespace MixturePS.Core.Experiments;

/// <summary>The identity of a cell: the values that its documents are drawn with, as text where they may be more than a number.</summary>
/// <param name="K">The number of clusters.</param>
/// <param name="J">The number of words.</param>
/// <param name="Eta">One number where all are equal, else one per word, separated by spaces.</param>
/// <param name="Alpha">The probabilities of the clusters, separated by spaces, or <c>even</c>.</param>
/// <param name="N">The number of documents.</param>
/// <param name="DocumentLength">A number, or the distribution of lengths as text.</param>
internal sealed record CellKey(int K, int J, string Eta, string Alpha, int N, string DocumentLength)
{
    /// <summary>The text for equal probabilities.</summary>
    public const string Even = "even";

    /// <summary>The text that the number is computed from.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"K={K};J={J};Eta={Eta};Alpha={Alpha};N={N};DocumentLength={DocumentLength}");

    /// <summary>
    /// The number of the cell, which depends on its values and not on its place in a grid: the first 4 bytes of the SHA-256
    /// of <see cref="Text"/> in UTF-8, most significant first. Among a thousand cells two share a number with a probability
    /// of about 1 in 10,000; their documents are then drawn from the same stream, and nothing else changes.
    /// </summary>
    public uint Number => ExperimentMethod.Hash(Text);

    /// <summary>Eta in a row: a number where the text is one.</summary>
    public object EtaValue => double.TryParse(Eta, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : Eta;

    /// <summary>The length in a row: a number where the text is one.</summary>
    public object LengthValue => long.TryParse(DocumentLength, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : DocumentLength;
}
