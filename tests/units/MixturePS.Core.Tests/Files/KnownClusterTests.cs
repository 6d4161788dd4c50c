using System.Text;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Fuzz;

namespace MixturePS.Core.Tests.Files;

/// <summary>Known clusters in files of every format: numbers, names, and both.</summary>
public class KnownClusterTests
{
    [Theory]
    [InlineData("x.csv", "DocumentName,KnownCluster,a\nd,0,1\ne,1.5,1\n", "line 3", "1.5")]
    [InlineData("x.csv", "DocumentName,KnownCluster,a\nd,x,1\ne,\" \",1\n", "line 3", "missing")]
    [InlineData("x.csv", "DocumentName,KnownCluster,a\nd,x,1\ne,NaN,1\n", "line 3", "missing")]
    [InlineData("x.csv", "DocumentName,KnownCluster,KnownClusterName,a\nd,1,pets,1\ne,1,money,1\n", "line 3", "'money'")]
    [InlineData("x.long.csv", "DocumentName,KnownCluster,Feature,Count\nd,0,a,1\ne,0.5,a,1\n", "line 3", "0.5")]
    [InlineData("x.long.csv", "DocumentName,KnownCluster,Feature,Count\nd,x,a,1\ne,,a,1\n", "line 3", "missing")]
    [InlineData("x.jsonl", "{\"text\":\"a\",\"label\":0}\n{\"text\":\"a\",\"label\":1.5}\n", "line 2", "1.5")]
    [InlineData("x.jsonl", "{\"text\":\"a\",\"label\":\"x\"}\n{\"text\":\"a\",\"label\":\"\"}\n", "line 2", "missing")]
    public void InvalidLabelsAreRefused(string path, string content, params string[] words)
    {
        var error = Assert.Throws<MixtureException>(() => Read(path, content));
        Assert.Equal("InvalidLabel", error.Id);
        foreach (string word in words) Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.csv", "DocumentName,KnownCluster,KnownClusterName,a\nd,2,pets,1\ne,0,money,2\nf,2,pets,3\n")]
    [InlineData("x.long.csv", "DocumentName,KnownCluster,KnownClusterName,Feature,Count\nd,2,pets,a,1\ne,0,money,a,2\nf,2,pets,a,3\n")]
    public void NamesAreReadBesideNumbers(string path, string content)
    {
        var dfm = Read(path, content);
        Assert.Equal([2, 0, 2], dfm.KnownCluster!);
        Assert.Equal(["money", "1", "pets"], dfm.KnownClusterName!);
        Assert.Equal(["a"], dfm.Vocabulary);
        Assert.Equal(2, dfm[1, 0]);
    }

    [Theory]
    [InlineData("x.csv", "DocumentName,KnownCluster,KnownClusterName,a\nd,1,,1\ne,0,,2\n")]
    [InlineData("x.long.csv", "DocumentName,KnownCluster,KnownClusterName,Feature,Count\nd,1,,a,1\ne,0,,a,2\n")]
    public void ABlankColumnOfNamesIsNone(string path, string content)
    {
        var dfm = Read(path, content);
        Assert.Equal([1, 0], dfm.KnownCluster!);
        Assert.Null(dfm.KnownClusterName);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AWordWithTheNameOfAColumnIsReadBackAsAWord(bool known)
    {
        var matrix = SparseMatrix.FromDense(2, 2, [1, 0, 2, 3]);
        var dfm = new Dfm(matrix, [known ? "KnownClusterName" : "KnownCluster", "z"], knownCluster: known ? [1, 0] : null) { KnownClusterName = known ? ["x", "y"] : null };
        var files = new MemoryFiles();
        DfmFile.Write("x.csv", new WriteContext(dfm, files, new DfmWriteOptions(), null, CancellationToken.None));
        var read = DfmFile.Read("x.csv", new ReadContext(files, new DfmReadOptions(), null, CancellationToken.None));
        Assert.Equal(dfm.Vocabulary, read.Vocabulary);
        Assert.Equal([2, 3], read.Row(1));
        Assert.Equal(dfm.KnownCluster, read.KnownCluster);
        Assert.Equal(dfm.KnownClusterName, read.KnownClusterName);
    }

    private static Dfm Read(string path, string content)
    {
        var files = new MemoryFiles();
        files.Contents[path] = Encoding.UTF8.GetBytes(content);
        return DfmFile.Read(path, new ReadContext(files, new DfmReadOptions(), null, CancellationToken.None));
    }
}
