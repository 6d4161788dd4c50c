using System.Globalization;
using MixturePS.Core.Data;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Experiments;

/// <summary>A cell of a grid: the parameters of its documents.</summary>
internal sealed class ExperimentCell
{
    private readonly double[] _eta;
    private readonly IReadOnlyList<double>? _alpha;
    private readonly IReadOnlyList<string> _words;
    private readonly DocumentLength _length;
    private readonly Lazy<IReadOnlyList<(long Length, double Probability)>> _distribution;

    /// <summary>Creates a cell and validates its values.</summary>
    /// <exception cref="Foundation.MixtureException">Any error of the values.</exception>
    public ExperimentCell(int k, IReadOnlyList<double> eta, IReadOnlyList<double>? alpha, IReadOnlyList<string>? vocabulary, int? j, int n, DocumentLength length)
    {
        if (k < 1) throw Foundation.MixtureError.InvalidClusterCount(k);
        if (n < 0) throw Foundation.MixtureError.InvalidSize("The number of documents", n);
        (_eta, _words) = Dirichlets.Broadcast(eta, vocabulary, j);
        if (alpha is not null) MixtureModel.CheckAlpha(alpha, k);
        _alpha = alpha is null || alpha.All(share => share == 1.0 / k) ? null : alpha;
        length.Check(n);
        _length = length;
        _distribution = new(length.Distribution);
        Key = new CellKey(k, _eta.Length, Text(_eta, oneForAll: true), _alpha is null ? CellKey.Even : Text(_alpha, oneForAll: false), n, length.Text);
    }

    /// <summary>The cell of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="vocabulary">The words, or null.</param>
    /// <exception cref="FormatException">A text in the key is not what a cell writes.</exception>
    /// <exception cref="Foundation.MixtureException">Any error of the values.</exception>
    public static ExperimentCell Restore(CellKey key, IReadOnlyList<string>? vocabulary) => new(
        key.K, Numbers(key.Eta), key.Alpha == CellKey.Even ? null : Numbers(key.Alpha), vocabulary, key.J, key.N, DocumentLength.Restore(key.DocumentLength));

    /// <summary>The values of the cell.</summary>
    public CellKey Key { get; }

    /// <summary>The distribution of document lengths.</summary>
    public IReadOnlyList<(long Length, double Probability)> LengthDistribution => _distribution.Value;

    /// <summary>Draws a model and then its documents, as the cmdlets do with one seed.</summary>
    public Dfm Draw(SeedSequence seed, CancellationToken cancellation)
    {
        var model = MixtureModel.Draw(Key.K, _eta, _alpha, _words, new RandomGenerator(seed), cancellation: cancellation);
        return DfmSampler.Sample(model, Key.N, _length, model.Generator!, null, cancellation);
    }

    private static double[] Numbers(string text) => [.. text.Split(' ').Select(number => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture))];

    private static string Text(IReadOnlyList<double> values, bool oneForAll) =>
        string.Join(' ', (oneForAll && values.All(value => value == values[0]) ? values.Take(1) : values).Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
}
