using CsCheck;
using MixturePS.Core.Agreement;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Agreement;

public class LabelMatchingTests
{
    [Fact]
    public void RenumbersByTheBestMatching()
    {
        var result = LabelMatching.Match([0, 0, 0, 4, 4, 9, 9], [2, 2, 7, 7, 7, 0, 0]);
        Assert.Equal([0, 0, 4, 4, 4, 9, 9], result.Labels);
        Assert.Equal("0 -> 9, 2 -> 0, 7 -> 4", result.Mapping.ToString());
        Assert.Equal([0, 2, 7], result.Mapping.Keys);
        Assert.Equal([9, 0, 4], result.Mapping.Values);
        Assert.True(result.Mapping.ContainsKey(7));
        Assert.False(result.Mapping.TryGetValue(1, out _));
        Assert.Equal("InvalidLabel", Assert.Throws<MixtureException>(() => result.Mapping[1]).Id);
        Assert.Equal("InvalidLabel", Assert.Throws<MixtureException>(() => result.Mapping.Relabel([2, 1])).Id);
    }

    [Fact]
    public void UnmatchedClustersGetNewLabels()
    {
        int[] known = [1, 1, 1, 1, 5, 5, 5, 5], estimated = [0, 0, 1, 2, 3, 3, 3, 4];
        var result = LabelMatching.Match(known, estimated);
        Assert.Equal("0 -> 1, 1 -> -1, 2 -> -1, 3 -> 5, 4 -> -1", result.Mapping.ToString());
        Assert.Equal([1, 1, 6, 7, 5, 5, 5, 8], result.Labels);
        Assert.Equal(5.0 / 8, AgreementIndices.Accuracy(ContingencyTable.FromLabels(known, estimated), out _));
    }

    [Fact]
    public void FewerClustersThanKnownOnesAreAllMatched()
    {
        int[] known = [0, 0, 1, 1, 2, 2, 2], estimated = [0, 0, 0, 0, 1, 1, 1];
        var result = LabelMatching.Match(known, estimated);
        Assert.DoesNotContain(-1, result.Mapping.Values);
        Assert.Equal(5.0 / 7, AgreementIndices.Accuracy(ContingencyTable.FromLabels(known, estimated), out _));
    }

    [Fact]
    public void RefusesIfNoLabelIsLeftAboveTheKnownOnes()
    {
        var mapping = LabelMatching.Match(ContingencyTable.FromLabels([int.MaxValue, int.MaxValue], [0, 1]));
        Assert.Equal("InvalidLabel", Assert.Throws<MixtureException>(() => mapping.Relabel([0, 1])).Id);
    }

    [Fact]
    public void RelabellingKeepsThePartitionAndReachesTheAccuracy() =>
        Labels(60, 9).Sample(labels =>
        {
            var result = LabelMatching.Match(labels.Known, labels.Estimated);
            Assert.Equal(1, AgreementIndices.AdjustedRandIndex(ContingencyTable.FromLabels(labels.Estimated, result.Labels)));
            double agreeing = labels.Known.Zip(result.Labels).Count(pair => pair.First == pair.Second);
            Assert.Equal(AgreementIndices.Accuracy(ContingencyTable.FromLabels(labels.Known, labels.Estimated), out _), agreeing / labels.Known.Length);
        });

    // The matching for large tables uses only stored cells; both must find equally many documents in common.
    [Fact]
    public void SparseAndDenseMatchingsAreEquallyGood() =>
        Labels(300, 60).Sample(labels =>
        {
            var table = ContingencyTable.FromLabels(labels.Known, labels.Estimated);
            var (dense, sparse) = (OptimalMatching.Dense(table, default), OptimalMatching.Sparse(table, default));
            Assert.Equal(OptimalMatching.Matched(table, dense), OptimalMatching.Matched(table, sparse));
            int matched = Math.Min(table.RowCount, table.ColumnCount);
            Assert.Equal(matched, sparse.Where(row => row >= 0).Distinct().Count());
            Assert.Equal(matched, sparse.Count(row => row >= 0));
        });

    private static Gen<(int[] Known, int[] Estimated)> Labels(int mostDocuments, int mostClusters) =>
        from n in Gen.Int[1, mostDocuments]
        from k in Gen.Int[1, mostClusters]
        from other in Gen.Int[1, mostClusters]
        from known in Gen.Int[0, k].Array[n]
        from estimated in Gen.Int[0, other].Array[n]
        select (known, estimated);
}
