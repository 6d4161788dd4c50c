using System.Text;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Binding;

/// <summary>Whether a file is one document or each of its lines is.</summary>
public enum DocumentUnit
{
    /// <summary>A file is a document, named after the file.</summary>
    File,

    /// <summary>A line of a file is a document, named after the file and the line's number, as in <c>notes.txt:12</c>.</summary>
    Line,
}

/// <summary>Reads files as documents.</summary>
internal static class TextFileReader
{
    /// <summary>Reads a file; true where it isn't UTF-8 and was taken for <see cref="TextFile.FallbackName"/>.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="encoding">Its encoding, or null to find it out.</param>
    /// <param name="unit">What a document is.</param>
    /// <param name="add">Takes the text of a document and the line's number, or zero for the whole file.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="MixtureException">FileNotFound, FileNotReadable or BinaryFile.</exception>
    public static bool Read(string path, Encoding? encoding, DocumentUnit unit, Action<string, int> add, CancellationToken cancellation)
    {
        if (Directory.Exists(path)) throw FileError.NotReadable(path, "it is a folder. Pass its files, for example with Get-ChildItem -File.");
        var file = new TextFile(path, encoding, cancellation);
        if (unit == DocumentUnit.File)
        {
            add(file.ReadAll(), 0);
        }
        else
        {
            int line = 0;
            foreach (string text in file.ReadLines()) add(text, ++line);
        }

        return file.FellBack;
    }
}
