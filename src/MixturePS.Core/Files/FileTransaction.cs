using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// Writes several files as one transaction. Each is written to a temporary file in the same folder, and all are renamed at
/// the end, so that an export that fails or is cancelled leaves earlier files unchanged. The file created last is renamed
/// last; if a rename fails, the previous ones are undone. A replaced file keeps its mode, owner and group, and a symbolic
/// link stays one. A device or pipe is written directly, because renaming would replace it by a file.
/// </summary>
internal sealed class FileTransaction(bool overwrite) : IFileSink, IDisposable
{
    private readonly List<(string Target, string Temporary)> _files = [];
    private readonly List<string> _removed = [];
    private readonly string _mark = $".{Guid.NewGuid():N}"[..9];
    private int _names;

    public Stream Create(string path)
    {
        try
        {
            if (SpecialFiles.IsSpecial(path)) return new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1 << 16);
            string target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            bool isReplaced = File.Exists(target);
            if (!overwrite && isReplaced) throw FileError.Exists(path);
            string temporary = NewName(target, ".tmp");
            var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
            _files.Add((target, temporary));
            if (isReplaced) KeepAccess(target, temporary, stream);
            return stream;
        }
        catch (Exception error) when (IsFileError(error))
        {
            throw FileError.NotWritable(path, error.Message);
        }
    }

    public void Remove(string path)
    {
        if (!File.Exists(path)) return;
        if (!overwrite) throw FileError.Exists(path);
        _removed.Add(path);
    }

    /// <summary>Renames all files to their targets.</summary>
    /// <exception cref="MixtureException">FileExists or FileNotWritable; the earlier files are then restored.</exception>
    public void Commit()
    {
        // Earlier files are kept as backups until the last file is in place, which replaces its target in one step.
        var undo = new Stack<(string Target, string? Backup)>();
        string current = string.Empty;
        try
        {
            foreach (string path in _removed)
            {
                current = path;
                if (MoveToBackup(path) is { } backup) undo.Push((path, backup));
            }

            for (int i = 0; i < _files.Count; i++)
            {
                (current, string temporary) = _files[i];
                bool isLast = i == _files.Count - 1;
                string? backup = isLast ? null : MoveToBackup(current);
                if (backup is not null) undo.Push((current, backup));
                File.Move(temporary, current, overwrite);
                if (!isLast && backup is null) undo.Push((current, null));
            }
        }
        catch (Exception error) when (IsFileError(error))
        {
            while (undo.TryPop(out var step)) Restore(step.Target, step.Backup);
            if (!overwrite && File.Exists(current)) throw FileError.Exists(current);
            throw FileError.NotWritable(current, error.Message);
        }

        _files.Clear();
        foreach (var (_, backup) in undo) Delete(backup);
    }

    public void Dispose()
    {
        foreach (var (_, temporary) in _files) Delete(temporary);
    }

    /// <summary>Whether an exception is a file error and not a programming error.</summary>
    public static bool IsFileError(Exception error) => error is IOException or UnauthorizedAccessException or NotSupportedException;

    // Before anything is written, so that others can't read a private file meanwhile. A change of the owner may clear bits of the mode.
    private static void KeepAccess(string target, string temporary, FileStream stream)
    {
        if (OperatingSystem.IsWindows()) return;
        SpecialFiles.CopyOwner(target, temporary);
        File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
    }

    // In the same folder, and short, because the name of the file may be as long as the file system allows.
    private string NewName(string path, string extension) =>
        Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, string.Create(CultureInfo.InvariantCulture, $"{_mark}.{_names++}{extension}"));

    private string? MoveToBackup(string path)
    {
        if (!overwrite || !File.Exists(path)) return null;
        string backup = NewName(path, ".old");
        File.Move(path, backup);
        return backup;
    }

    private static void Restore(string target, string? backup)
    {
        try
        {
            if (backup is null) File.Delete(target);
            else File.Move(backup, target, overwrite: true);
        }
        catch (Exception error) when (IsFileError(error))
        {
            // The first error is the one to report; the other files are restored as far as possible.
        }
    }

    private static void Delete(string? path)
    {
        try
        {
            if (path is not null) File.Delete(path);
        }
        catch (Exception error) when (IsFileError(error))
        {
            // A leftover file does no harm.
        }
    }
}
