using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Fuzz;

namespace MixturePS.Core.Tests.Files;

/// <summary>Writers stop soon, also within one long document, during validation and during writing.</summary>
public class StoppingTests
{
    private const int Words = 60_000;
    private const int Stride = 4096;

    /// <summary>Each format, stopped in the first and in the second pass over the words.</summary>
    public static TheoryData<DfmFormat, int> Stops
    {
        get
        {
            var data = new TheoryData<DfmFormat, int>();
            foreach (var format in Enum.GetValues<DfmFormat>())
            {
                data.Add(format, 10_000);
                data.Add(format, Words + 10_000);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Stops))]
    public void Writers_stop_within_a_few_thousand_words(DfmFormat format, int stopAt)
    {
        using var stop = new CancellationTokenSource();
        var words = new WatchedWords(stop, stopAt);
        int[] columns = [.. Enumerable.Range(0, Words)];
        double[] ones = [.. Enumerable.Repeat(1.0, Words)];
        var dfm = new Dfm(new SparseMatrix(1, Words, [0, Words], columns, ones), words, null, null, null, check: false);
        var context = new WriteContext(dfm, new MemoryFiles(), new DfmWriteOptions { Format = format }, null, stop.Token);
        Assert.ThrowsAny<OperationCanceledException>(() => DfmFile.Write("x", context));
        Assert.InRange(words.Reads, stopAt, stopAt + Stride);
    }

    /// <summary>Words that stop the work after a number of them has been read.</summary>
    private sealed class WatchedWords(CancellationTokenSource stop, int stopAt) : ReadOnlyItems<string>
    {
        public int Reads { get; private set; }

        public override int Count => Words;

        public override string this[int index]
        {
            get
            {
                if (++Reads == stopAt) stop.Cancel();
                return "w" + index;
            }
        }
    }
}
