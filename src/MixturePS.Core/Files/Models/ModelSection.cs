namespace MixturePS.Core.Files;

/// <summary>Saves and loads objects of one type as the content of a model file.</summary>
internal abstract class ModelSection
{
    /// <summary>The type, whose name is the kind of the file.</summary>
    public abstract Type Type { get; }

    /// <summary>Writes the properties of the content.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="value">The object.</param>
    /// <param name="withDocuments">Whether to write the documents of a clustering.</param>
    public abstract void Write(JsonObjectWriter json, object value, bool withDocuments);

    /// <summary>Reads and validates the content.</summary>
    /// <exception cref="Foundation.MixtureException">InvalidModelFile, or an error of the constructor.</exception>
    public abstract object Read(JsonNodeReader content);
}
