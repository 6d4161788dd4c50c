using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>The sidecar files in which a format keeps names, of each kind the one that is written first.</summary>
/// <param name="Features">The files of feature names: extensions, or names of files in the same folder.</param>
/// <param name="Documents">The files of document names.</param>
internal sealed record NamePaths(IReadOnlyList<string> Features, IReadOnlyList<string> Documents);

/// <summary>The names in the sidecar files of a matrix, each null if there is no such file.</summary>
internal sealed record MatrixNames(IReadOnlyList<string>? Words, string? FeatureFile, IReadOnlyList<string>? Documents, string? DocumentFile)
{
    /// <summary>The number of features without entries that is plausible for any file length if there is no file of names. They take no memory.</summary>
    public const long MostEmptyFeatures = 1 << 28;

    /// <summary>The number of documents without entries that is plausible for any file length if there is no file of names.</summary>
    public const long MostEmptyDocuments = 1 << 26;

    /// <summary>Reads the names of a matrix.</summary>
    /// <exception cref="MixtureException">FileNotFound: a file given by the options doesn't exist.</exception>
    public static MatrixNames Read(ReadContext context, string path, NamePaths names)
    {
        // What lies beside a pipe has nothing to do with it.
        bool isSpecial = SpecialFiles.IsSpecial(path);
        string? features = NameFile.Find(context, context.Options.FeatureFile, isSpecial ? [] : DfmPaths.Candidates(path, names.Features));
        string? documents = NameFile.Find(context, context.Options.DocumentFile, isSpecial ? [] : DfmPaths.Candidates(path, names.Documents));
        return new MatrixNames(
            features is null ? null : NameFile.ReadWords(context, features).Words(context),
            features,
            documents is null ? null : NameFile.ReadDocuments(context, documents),
            documents);
    }

    /// <summary>Checks that there is one name per document and per feature.</summary>
    /// <param name="documents">The number of documents.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="cure">A text to append to the error.</param>
    /// <exception cref="MixtureException">SidecarMismatch.</exception>
    public void Check(int documents, int features, string cure = "")
    {
        if (Documents is { } given && given.Count != documents)
            throw FileError.SidecarMismatch(DocumentFile!, $"it has {Counted.Of(given.Count, "name")} for {Counted.Of(documents, "document")}{cure}");
        if (Words is { } words && words.Count != features)
            throw FileError.SidecarMismatch(FeatureFile!, $"it has {Counted.Of(words.Count, "name")} for {Counted.Of(features, "feature")}{cure}");
    }

    /// <summary>Writes the names of a matrix.</summary>
    public static void Write(WriteContext context, string path, NamePaths names)
    {
        NameFile.Write(context.Dfm.Vocabulary, DfmPaths.Written(path, names.Features), path, context);
        NameFile.Write(context.Dfm.DocumentName, DfmPaths.Written(path, names.Documents), path, context);
    }
}
