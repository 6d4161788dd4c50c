using MixturePS.Core.Files;
using MixturePS.Core.Foundation;

namespace MixturePS.Fuzz;

/// <summary>Files in memory for readers and writers.</summary>
internal sealed class MemoryFiles : IFileStore, IFileSink
{
    public SortedDictionary<string, byte[]> Contents { get; } = new(StringComparer.Ordinal);

    public bool Exists(string path) => Contents.ContainsKey(path);

    public Stream OpenRead(string path) => Contents.TryGetValue(path, out byte[]? content)
        ? new MemoryStream(content, writable: false)
        : throw FileError.NotFound(path);

    public Stream Create(string path) => new Written(this, path);

    public void Remove(string path) => Contents.Remove(path);

    private sealed class Written(MemoryFiles files, string path) : MemoryStream
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing) files.Contents[path] = ToArray();
            base.Dispose(disposing);
        }
    }
}
