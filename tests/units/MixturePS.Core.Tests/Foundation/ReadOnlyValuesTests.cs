using System.Collections;
using System.Globalization;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Foundation;

/// <summary>The lists that results expose.</summary>
public sealed class ReadOnlyValuesTests
{
    public static TheoryData<double[], string> Numbers => new()
    {
        { [], "[]" },
        { [0, 2, 1], "[0 2 1]" },
        { [-0.0], "[0]" },
        { [0.1 + 0.2, 1e-20, 123456789], "[0.3 1E-20 123456789]" },
        { [double.NaN, double.PositiveInfinity], "[NaN Infinity]" },
        { [.. Enumerable.Range(0, 32).Select(i => (double)i)], $"[{string.Join(' ', Enumerable.Range(0, 32))}]" },
        { [.. Enumerable.Range(0, 33).Select(i => (double)i)], "[0 1 2 3 4 5 6 7 ... 31 32]" },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void TheTextIsTheValuesInBrackets(double[] values, string text) => Assert.Equal(text, ReadOnlyValues.Of(values).ToString());

    [Fact]
    public void TheTextDoesNotDependOnTheCulture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("[0.5 1.25]", ReadOnlyValues.Of([0.5, 1.25]).ToString());
            Assert.Equal("[[0.5 1.25]]", new DenseMatrix(1, 2, [0.5, 1.25]).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void LongWordsAndManyLongWordsAreShortened()
    {
        Assert.Equal("[a b]", ReadOnlyValues.Of<string>(["a\n" + "b"]).ToString());
        string word = new('x', 100);
        Assert.Equal($"[{word[..37]}...]", ReadOnlyValues.Of<string>([word]).ToString());
        string many = ReadOnlyValues.Of<string>([.. Enumerable.Repeat(word, 20)]).ToString();
        Assert.Equal(11, many.Split(' ').Length);
        Assert.Equal("[doc0 doc1 doc2 doc3 doc4 doc5 doc6 doc7 ... doc998 doc999]", new NumberedNames("doc", 1000).ToString());
    }

    [Fact]
    public void AListIsReadOnlyAndIsNotWrappedTwice()
    {
        int[] values = [3, 1, 2];
        var list = ReadOnlyValues.Of(values);
        Assert.Same(list, ReadOnlyValues.Of<int>(list));
        Assert.Equal([3, 1, 2], list);
        Assert.Equal(1, list.IndexOf(1));
        Assert.DoesNotContain(4, list);
        Assert.Throws<NotSupportedException>(() => ((IList)list)[0] = 5);
        Assert.Throws<NotSupportedException>(() => ((IList<int>)list).Add(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => list[3]);
        var copy = new int[4];
        list.CopyTo(copy, 1);
        Assert.Equal([0, 3, 1, 2], copy);
        Assert.Equal(copy[1..], ((IList)list).Cast<int>());
    }

    [Fact]
    public void OnlyTheFirstValuesOfALongerArrayCount()
    {
        var list = new ReadOnlyValues<int>([1, 2, 3], 2);
        Assert.Equal([1, 2], list.ToArray());
        Assert.Equal([1, 2], [.. list]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[2]);
    }

    [Fact]
    public void ASmallMatrixShowsItsRowsAndALargeOneItsSize()
    {
        Assert.Equal("[[1 2] [3 123456789]]", new CountMatrix(2, 2, [1, 2, 3, 123456789]).ToString());
        Assert.Equal("3 x 500 matrix", new DenseMatrix(3, 500, new double[1500]).ToString());
        Assert.Equal("2 x 3 matrix, 2 non-zero", SparseMatrix.FromDense(2, 3, [0, 1, 0, 0, 0, 2]).ToString());
    }
}
