using System.Text;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Binding;

/// <summary>The unit of a text file that becomes a document.</summary>
public enum DocumentUnit
{
    /// <summary>Each file is a document, named after the file.</summary>
    File,

    /// <summary>Each line of a file is a document, named after the file and the line number, such as <c>notes.txt:12</c>.</summary>
    Line,
}

/// <summary>Reads files as documents.</summary>
internal static class TextFileReader
{
    /// <summary>Reads a file. Returns true if it isn't UTF-8 and was read as <see cref="TextFile.FallbackName"/>.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="encoding">The encoding, or null to detect it.</param>
    /// <param name="unit">The unit that becomes a document.</param>
    /// <param name="add">Receives the text of a document and the line number, or zero for a whole file.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="MixtureException">FileNotFound, FileNotReadable or BinaryFile.</exception>
    public static bool Read(string path, Encoding? encoding, DocumentUnit unit, Action<string, int> add, CancellationToken cancellation)
    {
        var file = DocumentTable.TextFile(path, encoding, cancellation);
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
