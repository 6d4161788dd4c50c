using MixturePS.Core.Data;

namespace MixturePS.Core.Files;

/// <summary>Reads and writes document-feature matrices in one format.</summary>
internal abstract class DfmFileFormat
{
    /// <summary>Reads a file and its sidecar files.</summary>
    public abstract Dfm Read(ReadContext context, string path);

    /// <summary>Writes a file and its sidecar files.</summary>
    public abstract void Write(WriteContext context, string path);
}
