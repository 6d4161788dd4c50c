using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// What a format has no place for and what therefore stands in a file beside it: a JSON object whose members are all
/// optional.
/// </summary>
internal sealed record DfmMetadata
{
    /// <summary>What the cells are; null for counts.</summary>
    public DfmWeighting? Weighting { get; init; }

    /// <summary>The words, where the file has not all of them or not in their order.</summary>
    public IReadOnlyList<string>? Vocabulary { get; init; }

    /// <summary>The documents' names, where the file has not all of them or not in their order.</summary>
    public IReadOnlyList<string>? DocumentName { get; init; }

    /// <summary>The true clusters, where the file has no place for them.</summary>
    public int[]? KnownCluster { get; init; }

    /// <summary>The names of the true clusters, where they have such.</summary>
    public IReadOnlyList<string>? KnownClusterName { get; init; }

    /// <summary>Whether a Matrix Market file has a feature a row.</summary>
    public bool Transposed { get; init; }

    /// <summary>Whether there is anything to say.</summary>
    public bool IsEmpty => Weighting is null && Vocabulary is null && DocumentName is null && KnownCluster is null && KnownClusterName is null && !Transposed;

    /// <summary>What the cells are: as the options say, else as travels with the file, else as the file itself says.</summary>
    /// <param name="options">The options.</param>
    /// <param name="metadata">What travels with the file, or null.</param>
    /// <param name="own">What the file itself says.</param>
    public static DfmWeighting WeightingOr(DfmReadOptions options, DfmMetadata? metadata, DfmWeighting own)
    {
        if (options.Weighting is not { } name) return metadata?.Weighting ?? own;
        return name == DfmWeighting.Count.Name ? DfmWeighting.Count : DfmWeighting.Weighted(name, metadata?.Weighting?.FeatureWeight);
    }

    /// <summary>Puts what was read together.</summary>
    /// <param name="context">The import.</param>
    /// <param name="path">The file.</param>
    /// <param name="weighting">What the cells are.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="vocabulary">The words, checked.</param>
    /// <param name="documents">The documents' names.</param>
    /// <param name="metadata">What travels with the file, or null.</param>
    /// <param name="labels">The true clusters as the file itself has them, or null.</param>
    /// <exception cref="MixtureException">SidecarMismatch, NonFiniteMatrix.</exception>
    public static Dfm Assemble(
        ReadContext context, string path, DfmWeighting weighting, Triplets cells, IReadOnlyList<string> vocabulary, IReadOnlyList<string> documents, DfmMetadata? metadata, LabelReader? labels = null)
    {
        string beside = DfmPaths.Metadata(path);
        var (known, names) = metadata?.KnownCluster is { } given ? (given, null) : labels?.Build(context) ?? (null, null);
        if (metadata?.KnownClusterName is { } clusters)
        {
            if (known is null || known.Any(cluster => cluster >= clusters.Count))
                throw FileError.SidecarMismatch(beside, $"it names {Counted.Of(clusters.Count, "known cluster")}, but the documents have others");
            names = clusters;
        }

        if (weighting.FeatureWeight is { } weights && weights.Count != vocabulary.Count)
            throw FileError.SidecarMismatch(beside, $"it has {Counted.Of(weights.Count, "feature weight")} for {Counted.Of(vocabulary.Count, "feature")}");
        if (known is not null && known.Length != documents.Count)
            throw FileError.SidecarMismatch(beside, $"it has {Counted.Of(known.Length, "known cluster")} for {Counted.Of(documents.Count, "document")}");
        var matrix = cells.Build(documents.Count, vocabulary.Count, new(path, 1), context);
        if (cells.Duplicates > 0)
            context.Warn($"'{path}' has {Counted.Of(cells.Duplicates, "entry", "entries")} for a document and feature that already had one; the counts were added.");
        return new Dfm(matrix, vocabulary, weighting, documents, known, check: false) { KnownClusterName = names };
    }
}
