using System.Globalization;

namespace MixturePS.Core.Experiments;

/// <summary>The values that documents are drawn with, as text where they may be more than a number: what makes two cells of a grid the same.</summary>
/// <param name="K">The number of clusters.</param>
/// <param name="J">The number of words.</param>
/// <param name="Eta">One number where all are the same, else those of each word with spaces between.</param>
/// <param name="Alpha">The clusters' shares with spaces between, or <c>even</c>.</param>
/// <param name="N">The number of documents.</param>
/// <param name="DocumentLength">A number, or what makes lengths.</param>
internal sealed record CellKey(int K, int J, string Eta, string Alpha, int N, string DocumentLength)
{
    /// <summary>What stands for clusters of the same share.</summary>
    public const string Even = "even";

    /// <summary>The text that the number is made of.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"K={K};J={J};Eta={Eta};Alpha={Alpha};N={N};DocumentLength={DocumentLength}");

    /// <summary>
    /// The number of the cell, by its values and not by its place in a grid: the first 4 bytes of the SHA-256 of
    /// <see cref="Text"/> in UTF-8, the first one the greatest. Two cells of a thousand have the same one with a
    /// probability of about 1 in 10,000; their documents are then drawn from the same stream, and all else is as ever.
    /// </summary>
    public uint Number => ExperimentMethod.Hash(Text);

    /// <summary>Eta as a row has it: a number where it is one.</summary>
    public object EtaValue => double.TryParse(Eta, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : Eta;

    /// <summary>The length as a row has it: a number where it is one.</summary>
    public object LengthValue => long.TryParse(DocumentLength, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : DocumentLength;
}
