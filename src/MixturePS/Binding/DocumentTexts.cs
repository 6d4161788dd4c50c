using System.Collections;
using MixturePS.Errors;

namespace MixturePS.Binding;

/// <summary>The texts of documents that are at hand as strings, files or objects. Each is read only when it is needed.</summary>
/// <param name="documents">The documents, in order.</param>
/// <param name="property">The property of an object that contains the text, or null.</param>
/// <param name="stop">The cancellation token.</param>
internal sealed class DocumentTexts(IReadOnlyList<object?> documents, PropertyReader? property, CancellationToken stop) : IReadOnlyList<string>
{
    public int Count => documents.Count;

    /// <summary>The text of a document; empty if its property is missing or empty.</summary>
    /// <param name="index">The document, from zero.</param>
    /// <exception cref="RecordException">NotText.</exception>
    /// <exception cref="Core.Foundation.MixtureException">FileNotFound, FileNotReadable or BinaryFile.</exception>
    public string this[int index]
    {
        get
        {
            object? value = PSValue.Unwrap(documents[index]);
            if (property is not null && value is not null)
                return property.Read(documents[index]!, out _, out _) is not { } read ? string.Empty : TextValue.TryRead(read, out string joined) ? joined : read.ToString() ?? string.Empty;
            if (value is string text) return text;
            if (value is not FileSystemInfo file) throw new RecordException(ErrorCatalogue.NotText(value));
            string content = string.Empty;
            TextFileReader.Read(file.FullName, null, DocumentUnit.File, (whole, _) => content = whole, stop);
            return content;
        }
    }

    public IEnumerator<string> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
