namespace MixturePS.Core.Files;

/// <summary>How objects of one type are saved: what stands in the content of their file.</summary>
internal abstract class ModelSection
{
    /// <summary>The type; its name is the kind of the file.</summary>
    public abstract Type Type { get; }

    /// <summary>Writes the members of the content.</summary>
    public abstract void Write(ModelWriter json, object value);

    /// <summary>Reads and checks them.</summary>
    /// <exception cref="Foundation.MixtureException">InvalidModelFile, or an error of the constructor.</exception>
    public abstract object Read(ModelNode content);
}
