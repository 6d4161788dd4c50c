using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// Files that appear together when all of them are written. Each is written beside its place under another name and
/// moved there at the end, so that an export that fails or is stopped leaves what was there. The file that is created
/// last is moved last; should a move fail, the ones before it are undone. A device or a pipe is written to as it is, since
/// a file in its place would be the end of it.
/// </summary>
internal sealed class AtomicFiles(bool overwrite) : IFileSink, IDisposable
{
    private readonly List<(string Target, string Written)> _files = [];
    private readonly List<string> _removed = [];
    private readonly string _mark = $".{Guid.NewGuid():N}"[..9];

    public Stream Create(string path)
    {
        try
        {
            if (SpecialFiles.IsSpecial(path)) return new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1 << 16);
            string target = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
            if (!overwrite && File.Exists(target)) throw FileError.Exists(path);
            string written = target + _mark + ".tmp";
            var stream = new FileStream(written, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
            _files.Add((target, written));
            return stream;
        }
        catch (Exception error) when (IsOfFiles(error))
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

    /// <summary>Puts all files into place.</summary>
    /// <exception cref="MixtureException">FileExists or FileNotWritable; then what was there before is there again.</exception>
    public void Commit()
    {
        // What is moved before the last file, which replaces its target in one step, is kept until that is done.
        var undo = new Stack<(string Target, string? Before)>();
        string current = string.Empty;
        try
        {
            foreach (string path in _removed)
            {
                current = path;
                if (SetAside(path) is { } before) undo.Push((path, before));
            }

            for (int i = 0; i < _files.Count; i++)
            {
                (current, string written) = _files[i];
                bool isLast = i == _files.Count - 1;
                string? before = isLast ? null : SetAside(current);
                if (before is not null) undo.Push((current, before));
                File.Move(written, current, overwrite);
                if (!isLast && before is null) undo.Push((current, null));
            }
        }
        catch (Exception error) when (IsOfFiles(error))
        {
            while (undo.TryPop(out var step)) Restore(step.Target, step.Before);
            if (!overwrite && File.Exists(current)) throw FileError.Exists(current);
            throw FileError.NotWritable(current, error.Message);
        }

        _files.Clear();
        foreach (var (_, before) in undo) Delete(before);
    }

    public void Dispose()
    {
        foreach (var (_, written) in _files) Delete(written);
    }

    /// <summary>Whether an exception is a fault of the files and not of the program.</summary>
    public static bool IsOfFiles(Exception error) => error is IOException or UnauthorizedAccessException or NotSupportedException;

    private string? SetAside(string path)
    {
        if (!overwrite || !File.Exists(path)) return null;
        string before = path + _mark + ".old";
        File.Move(path, before);
        return before;
    }

    private static void Restore(string target, string? before)
    {
        try
        {
            if (before is null) File.Delete(target);
            else File.Move(before, target, overwrite: true);
        }
        catch (Exception error) when (IsOfFiles(error))
        {
            // The first error is the one to tell; the rest is put back as far as it can be.
        }
    }

    private static void Delete(string? path)
    {
        try
        {
            if (path is not null) File.Delete(path);
        }
        catch (Exception error) when (IsOfFiles(error))
        {
            // A file that is left over harms nothing.
        }
    }
}
