using MixturePS.Core.Data;
using MixturePS.Core.Files;

namespace MixturePS.Core.Tests.Shards;

/// <summary>A temporary folder of shards.</summary>
internal sealed class ShardFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("shards").FullName;

    /// <summary>The folder of the shards.</summary>
    public string Path => System.IO.Path.Combine(_root, "corpus");

    /// <summary>Another file beside the folder.</summary>
    public string Beside(string name) => System.IO.Path.Combine(_root, name);

    /// <summary>Writes documents and opens them.</summary>
    public Dfm Write(int shardSize, params Dfm[] documents)
    {
        using (var writer = new ShardWriter(Path, true, shardSize, default))
        {
            var sharding = new DfmSharding(writer, default);
            foreach (var dfm in documents) sharding.Add(dfm);
            sharding.Complete();
        }

        return ShardCorpus.Open(Path);
    }

    /// <summary>Opens the folder again.</summary>
    public Dfm Open(long limit = 0) => ShardCorpus.Open(Path, limit);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
