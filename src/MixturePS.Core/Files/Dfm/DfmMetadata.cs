using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// What a format can't represent, which is saved in a sidecar file: a JSON object whose properties are all optional.
/// </summary>
internal sealed record DfmMetadata
{
    /// <summary>The weighting of the cells; null for counts.</summary>
    public DfmWeighting? Weighting { get; init; }

    /// <summary>The vocabulary, if the file lacks words or their order.</summary>
    public IReadOnlyList<string>? Vocabulary { get; init; }

    /// <summary>The document names, if the file lacks names or their order.</summary>
    public IReadOnlyList<string>? DocumentName { get; init; }

    /// <summary>The known clusters, if the file can't contain them.</summary>
    public int[]? KnownCluster { get; init; }

    /// <summary>The names of the known clusters, if they have names.</summary>
    public IReadOnlyList<string>? KnownClusterName { get; init; }

    /// <summary>Whether a Matrix Market file has one row per feature.</summary>
    public bool Transposed { get; init; }

    /// <summary>Whether the labels that a format requires mean nothing, because the clusters are unknown.</summary>
    public bool Unlabelled { get; init; }

    /// <summary>How the text was tokenised, if the matrix was built from text.</summary>
    public TextRecipe? TextRecipe { get; init; }

    /// <summary>The variables of the documents.</summary>
    public IReadOnlyList<DocumentVariable> Variables { get; init; } = [];

    /// <summary>The variables of the documents that are columns of the file, with their types.</summary>
    public IReadOnlyList<VariableColumn> VariableColumns { get; init; } = [];

    /// <summary>Whether no property is set.</summary>
    public bool IsEmpty =>
        Variables.Count == 0 && TextRecipe is null && Weighting is null && Vocabulary is null && DocumentName is null && KnownCluster is null && KnownClusterName is null && !Transposed && !Unlabelled;

    /// <summary>The weighting of the cells: that of the options, otherwise of the sidecar file, otherwise of the file itself.</summary>
    /// <param name="options">The options.</param>
    /// <param name="metadata">The content of the sidecar file, or null.</param>
    /// <param name="own">The weighting that the file itself indicates.</param>
    public static DfmWeighting ResolveWeighting(DfmReadOptions options, DfmMetadata? metadata, DfmWeighting own)
    {
        if (options.Weighting is not { } name) return metadata?.Weighting ?? own;
        return name == DfmWeighting.Count.Name ? DfmWeighting.Count : DfmWeighting.Weighted(name, metadata?.Weighting?.FeatureWeight);
    }

    /// <summary>Assembles the DFM from its parts.</summary>
    /// <param name="context">The import.</param>
    /// <param name="path">The file.</param>
    /// <param name="weighting">The weighting of the cells.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="vocabulary">The validated vocabulary.</param>
    /// <param name="documents">The document names.</param>
    /// <param name="metadata">The content of the sidecar file, or null.</param>
    /// <param name="labels">The known clusters in the file itself, or null.</param>
    /// <param name="variables">The document variables in the file itself, which replace those of the sidecar file with the same names.</param>
    /// <exception cref="MixtureException">SidecarMismatch or NonFiniteMatrix.</exception>
    public static Dfm Assemble(
        ReadContext context, string path, DfmWeighting weighting, Triplets cells, IReadOnlyList<string> vocabulary, IReadOnlyList<string> documents, DfmMetadata? metadata, LabelReader? labels = null, IReadOnlyList<DocumentVariable>? variables = null)
    {
        string sidecar = DfmPaths.Metadata(path);
        var (known, names) = metadata?.KnownCluster is { } given ? (given, null) : labels?.Build(context) ?? (null, null);
        if (metadata?.KnownClusterName is { } clusters)
        {
            if (known is null || known.Any(cluster => cluster >= clusters.Count))
                throw FileError.SidecarMismatch(sidecar, $"it names {Counted.Of(clusters.Count, "known cluster")}, but the documents have others");
            names = clusters;
        }

        if (weighting.FeatureWeight is { } weights && weights.Count != vocabulary.Count)
            throw FileError.SidecarMismatch(sidecar, $"it has {Counted.Of(weights.Count, "feature weight")} for {Counted.Of(vocabulary.Count, "feature")}");
        if (known is not null && known.Length != documents.Count)
            throw FileError.SidecarMismatch(sidecar, $"it has {Counted.Of(known.Length, "known cluster")} for {Counted.Of(documents.Count, "document")}");
        if (metadata?.Variables.FirstOrDefault(variable => variable.Value.Count != documents.Count) is { } other)
            throw FileError.SidecarMismatch(sidecar, $"its variable '{other.Name}' has {Counted.Of(other.Value.Count, "value")} for {Counted.Of(documents.Count, "document")}");
        var matrix = cells.Build(documents.Count, vocabulary.Count, new(path, 1), context);
        if (cells.Duplicates > 0)
            context.Warn($"'{path}' has {Counted.Of(cells.Duplicates, "entry", "entries")} for a document and feature that already had one; the counts were added.");
        return new Dfm(matrix, vocabulary, weighting, documents, known, check: false) { KnownClusterName = names, Variable = [.. (metadata?.Variables ?? []).Where(kept => variables?.Any(own => own.Name.Equals(kept.Name, StringComparison.OrdinalIgnoreCase)) != true), .. variables ?? []], TextRecipe = metadata?.TextRecipe };
    }
}
