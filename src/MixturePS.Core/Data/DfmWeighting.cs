using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>The weighting of the cells of a document-feature matrix.</summary>
public sealed record DfmWeighting
{
    private const string PlainName = "Values";

    private DfmWeighting(string name, bool isCount)
    {
        Name = name;
        IsCount = isCount;
    }

    /// <summary>Token counts, unweighted.</summary>
    public static DfmWeighting Count { get; } = new("Count", true);

    /// <summary>Numbers of a plain matrix, such as fractions, which are neither counts nor weights of them.</summary>
    internal static DfmWeighting Plain { get; } = new(PlainName, false);

    /// <summary>The scheme and its options, as in <c>TfIdf (smooth idf, l2)</c>.</summary>
    public string Name { get; }

    /// <summary>Whether the cells are token counts, as a count model needs them.</summary>
    public bool IsCount { get; }

    /// <summary>Whether the cells are those of a plain matrix, whose zeros are values like any others.</summary>
    internal bool IsPlain => Name == PlainName;

    /// <summary>The factor of each feature (length J), such as its inverse document frequency; or null.</summary>
    public IReadOnlyList<double>? FeatureWeight { get; private init => field = ReadOnlyValues.OrNull(value); }

    /// <summary>The options of TF-IDF weights; null for other weightings.</summary>
    internal TfIdfOptions? TfIdf { get; private init; }

    /// <summary>A weighting other than counts.</summary>
    /// <param name="name">The scheme and its options; the description of TF-IDF options restores them.</param>
    /// <param name="featureWeight">The factor of each feature (length J), or null.</param>
    public static DfmWeighting Weighted(string name, IReadOnlyList<double>? featureWeight = null) =>
        new(name, false) { FeatureWeight = featureWeight, TfIdf = TfIdfOptions.Parse(name) };

    /// <summary>TF-IDF weights.</summary>
    /// <param name="options">The options.</param>
    /// <param name="idf">The inverse document frequency of each feature (length J), or null where it isn't used.</param>
    internal static DfmWeighting OfTfIdf(TfIdfOptions options, IReadOnlyList<double>? idf) =>
        new(options.Describe(), false) { FeatureWeight = idf, TfIdf = options };

    /// <summary>The same weighting of some of the features.</summary>
    /// <param name="kept">The indices of the features.</param>
    internal DfmWeighting Of(int[] kept) =>
        FeatureWeight is { } weight ? this with { FeatureWeight = Array.ConvertAll(kept, j => weight[j]) } : this;

    /// <summary>The name of the scheme.</summary>
    public override string ToString() => Name;
}
