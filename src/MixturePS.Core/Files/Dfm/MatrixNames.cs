using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>The sidecar files in which a format keeps names, of each kind the one that is written first.</summary>
/// <param name="Features">The files of feature names: extensions, or names of files in the same folder.</param>
/// <param name="Documents">The files of document names.</param>
internal sealed record NamePaths(IReadOnlyList<string> Features, IReadOnlyList<string> Documents);

/// <summary>The names in the sidecar files of a matrix, each null if there is no such file.</summary>
internal sealed record MatrixNames(IReadOnlyList<string>? Words, string? FeatureFile, IReadOnlyList<string>? Documents, string? DocumentFile)
{
    /// <summary>Reads the names of a matrix.</summary>
    /// <exception cref="MixtureException">FileNotFound: a file given by the options doesn't exist.</exception>
    public static MatrixNames Read(ReadContext context, string path, NamePaths names)
    {
        string? features = NameFile.Find(context, context.Options.FeatureFile, DfmPaths.Candidates(path, names.Features));
        string? documents = NameFile.Find(context, context.Options.DocumentFile, DfmPaths.Candidates(path, names.Documents));
        return new MatrixNames(
            features is null ? null : NameFile.ReadWords(context, features).Words(context),
            features,
            documents is null ? null : NameFile.ReadDocuments(context, documents),
            documents);
    }

    /// <summary>Writes the names of a matrix.</summary>
    public static void Write(WriteContext context, string path, NamePaths names)
    {
        NameFile.Write(context.Dfm.Vocabulary, DfmPaths.Written(path, names.Features), path, context);
        NameFile.Write(context.Dfm.DocumentName, DfmPaths.Written(path, names.Documents), path, context);
    }
}
