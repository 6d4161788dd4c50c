using System.Management.Automation;
using MixturePS.Errors;

namespace MixturePS.Binding;

/// <summary>PowerShell paths, relative to its location and with its drives, as paths of the file system.</summary>
internal static class FilePaths
{
    private const string FileSystem = "FileSystem";

    /// <summary>The path of a file that may not be there yet; no character is a wildcard.</summary>
    /// <exception cref="RecordException">The path is not one of the file system.</exception>
    public static string Literal(PSCmdlet cmdlet, string path)
    {
        try
        {
            string file = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == FileSystem ? file : throw new RecordException(ErrorCatalogue.NotAFile(path));
        }
        catch (SessionStateException error)
        {
            throw new RecordException(ErrorCatalogue.NotAFile(path, error));
        }
        catch (PSNotSupportedException error)
        {
            throw new RecordException(ErrorCatalogue.NotAFile(path, error));
        }
    }

    /// <summary>The files that a path stands for: as <see cref="Literal"/> has it, or <see cref="Matching"/>.</summary>
    /// <exception cref="RecordException">The path is not one of the file system, or no file matches it.</exception>
    public static IReadOnlyList<string> Of(PSCmdlet cmdlet, string path, bool isLiteral) => isLiteral ? [Literal(cmdlet, path)] : Matching(cmdlet, path);

    /// <summary>The files that a path with wildcards stands for, in the order of their names' characters; a path without any stands for itself, there or not.</summary>
    /// <exception cref="RecordException">The path is not one of the file system, or no file matches it.</exception>
    private static IReadOnlyList<string> Matching(PSCmdlet cmdlet, string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path)) return [Literal(cmdlet, path)];
        try
        {
            var files = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            if (provider.Name != FileSystem) throw new RecordException(ErrorCatalogue.NotAFile(path));
            return files.Count > 0 ? [.. files.Order(StringComparer.Ordinal)] : throw new RecordException(ErrorCatalogue.NoFileMatches(path));
        }
        catch (ItemNotFoundException)
        {
            throw new RecordException(ErrorCatalogue.NoFileMatches(path));
        }
        catch (SessionStateException error)
        {
            throw new RecordException(ErrorCatalogue.NotAFile(path, error));
        }
    }
}
