using System.Management.Automation;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Text;
using MixturePS.Errors;

namespace MixturePS.Binding;

/// <summary>The base class of cmdlets that count texts, in memory or into shards: -OutShard, -ShardSize and -Force.</summary>
public abstract class ShardTextCmdlet : TextCmdlet
{
    private ShardWriter? _shards;

    /// <summary>
    /// A folder that the counts are written to in shards, for texts whose counts don't fit into memory. The output is a DFM
    /// whose cells stay in the folder, as from Get-DfmShard. Variables of documents and their texts can't be kept.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutShard { get; set; }

    /// <summary>The number of documents in each shard. It needs -OutShard.</summary>
    [Parameter]
    [PSDefaultValue(Value = 100000)]
    public WholeNumber ShardSize { get; set; } = 100_000;

    /// <summary>Replaces an existing folder of shards. It needs -OutShard.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _shards?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Checks the parameters.</summary>
    /// <param name="conflict">Another parameter that shards can't be combined with, or null.</param>
    private protected void CheckShards(string? conflict)
    {
        if (OutShard is not null)
        {
            if (conflict is not null) ThrowTerminatingError(ErrorCatalogue.ConflictingParameter(nameof(OutShard), "-" + conflict));
            return;
        }

        foreach (string name in new[] { nameof(ShardSize), nameof(Force) })
            if (IsTyped(name)) ThrowTerminatingError(ErrorCatalogue.ParameterNeeded(name, "-OutShard"));
    }

    /// <summary>Starts the folder of shards, if there is to be one.</summary>
    /// <param name="builder">A builder without documents.</param>
    /// <param name="stop">The cancellation token.</param>
    private protected void StartShards(DfmBuilder builder, CancellationToken stop)
    {
        if (OutShard is null) return;
        _shards = new ShardWriter(FilePath(OutShard), Force, ShardSize, stop);
        builder.SpillTo(_shards.Temporary, _shards.ShardSize);
    }

    /// <summary>Writes the shards of all documents and opens them.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="stop">The cancellation token.</param>
    private protected Dfm BuildShards(DfmBuilder builder, CancellationToken stop)
    {
        var sharding = new DfmSharding(_shards!, stop);
        TextStatistics? statistics = null;
        foreach (var part in builder.BuildParts(found => statistics = found)) sharding.Add(part);
        sharding.Complete(statistics);
        return ShardCorpus.Open(FilePath(OutShard!), cancellation: stop);
    }
}
