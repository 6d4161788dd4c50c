using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>Writes documents that are in memory as shards of equal size, from one DFM or from several with the same features.</summary>
/// <param name="writer">The folder.</param>
/// <param name="cancellation">The cancellation token.</param>
internal sealed class DfmSharding(ShardWriter writer, CancellationToken cancellation)
{
    // Documents that don't fill a shard yet.
    private readonly List<(Dfm Dfm, int From, int To)> _waiting = [];
    private Dfm? _first;
    private int _documents;
    private int _cells;
    private bool _hasNames;

    /// <summary>Adds the documents of a DFM.</summary>
    /// <param name="dfm">The documents; the cells may be in shards.</param>
    /// <exception cref="MixtureException">VocabularyMismatch, AlreadyWeighted, LabelLengthMismatch or an error of the folder.</exception>
    public void Add(Dfm dfm)
    {
        if (_first is null) (_first, _hasNames) = (dfm, dfm.DocumentName is not NumberedNames);
        else CheckAlike(dfm);
        foreach (var part in dfm.Parts(cancellation))
        {
            int[] offsets = part.Matrix.Buffers.RowOffsets;
            for (int from = 0; from < part.DocumentCount;)
            {
                int to = Math.Min(part.DocumentCount, from + writer.ShardSize - _documents);
                while (to > from && offsets[to] - offsets[from] > ShardWriter.MostCells - _cells) to = from + ((to - from) / 2);
                if (to == from && _documents == 0) to++;
                if (to > from) _waiting.Add((part, from, to));
                (_documents, _cells) = (_documents + to - from, _cells + offsets[to] - offsets[from]);
                from = to;
                if (_documents == writer.ShardSize || from < part.DocumentCount) Flush();
            }
        }
    }

    /// <summary>Writes the documents that are left, and the manifest.</summary>
    /// <param name="statistics">Statistics of the text, or null for those of the first DFM.</param>
    /// <exception cref="MixtureException">NoDocuments or an error of the folder.</exception>
    public void Complete(TextStatistics? statistics = null)
    {
        if (_first is null) throw MixtureError.NoDocuments();
        if (_documents > 0 || writer.DocumentCount == 0) Flush();
        writer.Commit(_first.Vocabulary, _first.Weighting, _first.KnownClusterName, statistics ?? _first.TextStatistics, _first.TextRecipe);
    }

    private void CheckAlike(Dfm dfm)
    {
        if (!ReferenceEquals(dfm.Vocabulary, _first!.Vocabulary) && !dfm.Vocabulary.SequenceEqual(_first.Vocabulary))
            throw MixtureError.VocabularyLengthMismatch(dfm.FeatureCount, _first.FeatureCount, "the first documents, whose features all others must have");
        if (dfm.Weighting.Name != _first.Weighting.Name) throw MixtureError.AlreadyWeighted(dfm.Weighting.Name, $"a folder of shards with the weighting {_first.Weighting.Name}");
        if ((dfm.KnownCluster is null) != (_first.KnownCluster is null)) throw MixtureError.LabelLengthMismatch(0, dfm.DocumentCount);
        if (!(dfm.KnownClusterName ?? []).SequenceEqual(_first.KnownClusterName ?? [])) throw MixtureError.InvalidLabel("the names of the known clusters differ from those of the first documents", null);
    }

    private void Flush()
    {
        string[]? names = _hasNames ? [.. _waiting.SelectMany(part => Enumerable.Range(part.From, part.To - part.From).Select(d => part.Dfm.DocumentName[d]))] : null;
        int[]? known = _first!.KnownCluster is null ? null : [.. _waiting.SelectMany(part => Enumerable.Range(part.From, part.To - part.From).Select(d => part.Dfm.KnownCluster![d]))];
        writer.Add(RowSelection.Join(_waiting.Select(part => (part.Dfm.Matrix, part.From, part.To)), _first.FeatureCount), names, known);
        _waiting.Clear();
        (_documents, _cells) = (0, 0);
    }
}
