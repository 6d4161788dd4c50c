using System.Management.Automation;
using MixturePS.Errors;

namespace MixturePS.Binding;

/// <summary>Converts PowerShell paths, which may be relative or use PowerShell drives, to file system paths.</summary>
internal static class FilePaths
{
    private const string FileSystem = "FileSystem";

    /// <summary>The path of a file that need not exist. Wildcard characters are taken literally.</summary>
    /// <exception cref="RecordException">The path is not a file system path.</exception>
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

    /// <summary>The files that a path refers to: <see cref="Literal"/> or <see cref="Matching"/>.</summary>
    /// <exception cref="RecordException">The path is not a file system path, or no file matches it.</exception>
    public static IReadOnlyList<string> Of(PSCmdlet cmdlet, string path, bool isLiteral) => isLiteral ? [Literal(cmdlet, path)] : Matching(cmdlet, path);

    /// <summary>The files that match a path with wildcards, in ordinal order of their paths. A path without wildcards is returned whether the file exists or not.</summary>
    /// <exception cref="RecordException">The path is not a file system path, or no file matches it.</exception>
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
