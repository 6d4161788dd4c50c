using System.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Data;

/// <summary>The one reader of labels: what is a number, what is a name, and what is refused.</summary>
public class LabelNumberingTests
{
    public static TheoryData<object?[], int[]> Numbers => new()
    {
        { [7, 0L, (byte)7], [7, 0, 7] },
        { ["7", "0", " 7 "], [7, 0, 7] },
        { ["2.0", 1.0, "0"], [2, 1, 0] },
        { [2m, 1.0f, new BigInteger(0)], [2, 1, 0] },
        { [-0.0, 0, "0.000"], [0, 0, 0] },
        { [int.MaxValue, "2147483647", 0], [int.MaxValue, int.MaxValue, 0] },
    };

    public static TheoryData<object?[], int[], string[]> Names => new()
    {
        { ["pets", "money", "pets"], [0, 1, 0], ["pets", "money"] },
        { [1, "a", "1"], [0, 1, 0], ["1", "a"] },
        { [true, false, "True"], [0, 1, 0], ["True", "False"] },
        { [DayOfWeek.Sunday, 'x', "Sunday"], [0, 1, 0], ["Sunday", "x"] },

        // Case, spaces, leading zeros and the decimals of a version distinguish names.
        { ["Pets", "pets", " pets"], [0, 1, 2], ["Pets", "pets", " pets"] },
        { ["07", "7", "7"], [0, 1, 1], ["07", "7"] },
        { ["1.5", "beta", "2.0"], [0, 1, 2], ["1.5", "beta", "2.0"] },
        { [-1, "noise", -1], [0, 1, 0], ["-1", "noise"] },

        // Numbers that are no cluster numbers are still the names of clusters.
        { [3_000_000_000L, 1, 1], [0, 1, 1], ["3000000000", "1"] },
        { [1e20, 1, 1e20], [0, 1, 0], ["100000000000000000000", "1"] },
        { ["1,5", "2,5", "1,5"], [0, 1, 0], ["1,5", "2,5"] },
    };

    public static TheoryData<object?[], int, string> Refused => new()
    {
        { [null, 1, 1], 0, "missing" },
        { [1, DBNull.Value, 1], 1, "missing" },
        { ["a", "", "b"], 1, "missing" },
        { ["1", "0", " \t"], 2, "missing" },
        { [1.0, double.NaN, 2], 1, "missing" },
        { ["1", "NaN", "2"], 1, "missing" },
        { ["a", "NaN", "b"], 1, "missing" },
        { [0.5, 1.5, 2.5], 0, "0.5" },
        { [1, 2, 2.4f], 2, "not a whole number" },
        { ["0.4", "0.6", "1"], 0, "0.4" },
        { ["a", 1.5, "b"], 1, "1.5" },
        { [1, 1.5m, 2], 1, "1.5" },
        { [1, double.PositiveInfinity, 2], 1, "Infinity" },
        { [0, -1, 1], 1, "-1" },
        { ["0", "-1.0", "1"], 1, "-1.0" },
        { [0, new int[] { 1, 2 }, 1], 1, "a list" },
        { ["a", new object(), "b"], 1, "an object of type Object" },

        // The first label that is wrong is named.
        { [0, 1.5, null], 1, "1.5" },
        { [0, null, 1.5], 1, "missing" },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void WholeNumbersAreTheClusters(object?[] labels, int[] expected)
    {
        var read = DocumentLabels.Read(labels, "known");
        Assert.Equal(expected, read.Labels);
        Assert.Null(read.Names);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OtherLabelsAreNames(object?[] labels, int[] expected, string[] names)
    {
        var read = DocumentLabels.Read(labels, "known");
        Assert.Equal(expected, read.Labels);
        Assert.Equal(names, read.Names!);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void OthersAreRefusedWithTheirPositionAndACure(object?[] labels, int document, string what)
    {
        var error = Assert.Throws<MixtureException>(() => DocumentLabels.Read(labels, "known"));
        Assert.Equal(("InvalidLabel", document), (error.Id, error.Target));
        Assert.Contains($"the known label of document {document} is ", error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Matches("Give|Number the clusters", error.Message);
    }

    [Fact]
    public void GivenNamesComeFirst()
    {
        var read = DocumentLabels.Read(["money", "art", "pets"], "known", ["pets", "money"]);
        Assert.Equal([1, 2, 0], read.Labels);
        Assert.Equal(["pets", "money", "art"], read.Names!);
    }

    [Fact]
    public void TextThatIsANumberIsANameIfTheClustersHaveSuchNames()
    {
        Assert.Equal([1, 0], DocumentLabels.Read(["1", "x"], "known", ["x", "1"]).Labels);
        Assert.Equal([1, 1], DocumentLabels.Read(["1", "1"], "known", ["x", "1"]).Labels);
        var numbers = DocumentLabels.Read([1, 1], "known", ["x", "1"]);
        Assert.Equal([1, 1], numbers.Labels);
        Assert.Null(numbers.Names);
        Assert.Null(DocumentLabels.Read(["1", "2"], "known", ["x", "1"]).Names);
    }

    [Fact]
    public void NoLabelsAreNone()
    {
        Assert.Empty(DocumentLabels.Read([], "known").Labels);
        Assert.False(new LabelNumbering().HasLabel);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(-1, null)]
    [InlineData(2, null)]
    [InlineData(0, "pets")]
    public void ABlankOrMissingNameIsNone(int cluster, string? expected) => Assert.Equal(expected, DocumentLabels.NameOf(["pets", " "], cluster));
}
