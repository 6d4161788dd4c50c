using System.Globalization;
using CsCheck;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;
using MixturePS.Fuzz;

namespace MixturePS.Core.Tests.Files;

/// <summary>A written file reads back as an equal DFM, or the DFM is refused before anything is written.</summary>
public class RoundTripTests
{
    private static readonly string[] Words =
    [
        "cat", "CAT", "say \"hi\"", "\"", "a,b", "a;b", "a\tb", "two\nlines", "two\r\nlines", "\rx", "caf\u00E9", "cafe\u0301", "\U0001F600", "\U0001F468\u200D\U0001F469\u200D\U0001F467",
        "\u05E9\u05DC\u05D5\u05DD", "\u0645\u0631\u062D\u0628\u0627", "\u202Ertl", "NaN", "nan", "null", "Infinity", "=1+1", "'=1+1", "''-x", "+1", "-1", "@x", "1.5", "#", " lead", "trail ",
        "\u00A0x", "KnownCluster", "KnownClusterName", "DocumentName", "Feature", "Count", "Weight", "counts", "name", "\\", "/", "{}", "%%MatrixMarket", "\uFEFFx", "\0", "x:1", "\u2028x", "\u0085x",
    ];

    private static readonly Gen<double> Weight = Gen.OneOf(
        Gen.Const(0.0), Gen.Double[-1e3, 1e3], Gen.Double, Gen.Const(double.Epsilon), Gen.Const(double.MaxValue), Gen.Const(0.1), Gen.Const(1e22), Gen.Const(-3.0))
        .Where(double.IsFinite);

    private static readonly Gen<double> Count = Gen.OneOf(Gen.Const(0.0), Gen.Int[0, 9].Select(n => (double)n), Gen.Long[0, 1L << 60].Select(n => (double)n), Gen.Const(1e300));

    private static readonly Gen<Dfm> Dfms =
        from isCount in Gen.Bool
        from documents in Gen.Int[0, 6]
        from words in Gen.Shuffle(Words).SelectMany(all => Gen.Int[0, 8].Select(n => all[..n]))
        from cells in (isCount ? Count : Weight).Array[documents * words.Length]
        from stored in Gen.Int[0, 3].Array[documents * words.Length]
        from names in Gen.OneOf(Gen.Const((string[]?)null), Gen.OneOf(Pick(Words), Gen.Const(string.Empty)).Array[documents].Select(array => (string[]?)array), Gen.Shuffle(Words).Select(all => (string[]?)all[..documents]))
        from known in Gen.OneOf(Gen.Const((int[]?)null), Gen.Int[0, 3].Array[documents].Select(array => (int[]?)array))
        from named in Gen.Bool
        from idf in Gen.OneOf(Gen.Double[0, 9], Gen.Const(double.PositiveInfinity)).Array[words.Length]
        from weighting in Pick(DfmWeighting.Weighted("TfIdf (smooth idf, l2)", idf), DfmWeighting.Weighted("Odd \"name\", \u05E9"))
        select new Dfm(
            SparseMatrix.FromDense(documents, words.Length, [.. cells.Select((cell, i) => stored[i] == 0 ? cell : 0)]),
            words,
            isCount ? DfmWeighting.Count : weighting,
            names,
            known)
        { KnownClusterName = named && known is not null ? ["a", "b, c", "\u05E9", "d"] : null };

    public static TheoryData<DfmFormat, string> Files => new()
    {
        { DfmFormat.WideCsv, "x.csv" }, { DfmFormat.WideCsv, "x.tsv.gz" }, { DfmFormat.LongCsv, "x.long.csv" }, { DfmFormat.LongCsv, "x.long.tsv.gz" },
        { DfmFormat.MatrixMarket, "x.mtx" }, { DfmFormat.MatrixMarket, "x.mtx.gz" }, { DfmFormat.LdaC, "x.dat" }, { DfmFormat.LdaC, "x.ldac.gz" },
        { DfmFormat.JsonLines, "x.jsonl" }, { DfmFormat.JsonLines, "x.ndjson.gz" }, { DfmFormat.Json, "x.json" }, { DfmFormat.Json, "x.json.gz" },
        { DfmFormat.SvmLight, "x.svmlight" }, { DfmFormat.SvmLight, "x.libsvm.gz" }, { DfmFormat.Uci, "docword.x.txt" }, { DfmFormat.Uci, "x.uci.gz" },
        { DfmFormat.Arrow, "x.arrow" }, { DfmFormat.Arrow, "x.feather.gz" }, { DfmFormat.Parquet, "x.parquet" }, { DfmFormat.Parquet, "x.parquet.gz" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Reading_back_returns_an_equal_dfm(DfmFormat format, string path)
    {
        Assert.Equal(format, DfmFile.FormatOf(path));
        int written = 0;
        Gen.Select(Dfms, Gen.Bool, Gen.Bool, Gen.Bool).Sample((dfm, header, transposed, escape) =>
        {
            var options = new DfmWriteOptions { HasHeader = header, Transposed = transposed, EscapeFormula = escape, Delimiter = header ? null : ';' };
            var files = new MemoryFiles();
            try
            {
                DfmFile.Write(path, new WriteContext(dfm, files, options, null, CancellationToken.None));
            }
            catch (MixtureException error)
            {
                Assert.Equal("NotRepresentable", error.Id);
                Assert.True(MayBeRefused(dfm, format, header), error.Message);
                return;
            }

            Interlocked.Increment(ref written);
            var reading = new DfmReadOptions { HasHeader = header, EscapeFormula = escape, Delimiter = options.Delimiter, Warn = Assert.Fail };
            var back = DfmFile.Read(path, new ReadContext(files, reading, null, CancellationToken.None));
            Assert.Null(DfmComparison.Difference(dfm, back));
        }, iter: 300);
        Assert.True(written > 20, $"only {written} were written");
    }

    [Fact]
    public void Text_of_files_does_not_depend_on_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var dfm = TfIdf.Transform(SampleDfm.Draw(new System.Random(4), isCount: true), new TfIdfOptions());
        try
        {
            foreach (var row in Files)
            {
                if (row.Data.Item1 == DfmFormat.LdaC) continue;
                var texts = new List<byte[]>();
                foreach (string culture in new[] { "en-US", "de-DE", "ar-SA" })
                {
                    CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                    var files = new MemoryFiles();
                    DfmFile.Write(row.Data.Item2, new WriteContext(dfm, files, new DfmWriteOptions(), null, CancellationToken.None));
                    Assert.Null(DfmComparison.Difference(dfm, DfmFile.Read(row.Data.Item2, new ReadContext(files, new DfmReadOptions(), null, CancellationToken.None))));
                    texts.Add([.. files.Contents.Values.SelectMany(content => content)]);
                }

                Assert.All(texts, text => Assert.Equal(texts[0], text));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        var dfm = new Dfm(SparseMatrix.FromDense(1, 1, [1]), ["a\uD83D"]);
        foreach (var row in Files)
        {
            var error = Assert.Throws<MixtureException>(() =>
                DfmFile.Write(row.Data.Item2, new WriteContext(dfm, new MemoryFiles(), new DfmWriteOptions(), null, CancellationToken.None)));
            Assert.Equal("NotRepresentable", error.Id);
        }
    }

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    // The content that a format can't represent; anything else must be written.
    private static bool MayBeRefused(Dfm dfm, DfmFormat format, bool header)
    {
        bool hasLineBreak = dfm.Vocabulary.Concat(dfm.DocumentName).Any(name => name.Contains('\r') || name.Contains('\n'));
        return format switch
        {
            DfmFormat.WideCsv => !header && (dfm.DocumentCount == 0 || dfm.FeatureCount == 0),
            DfmFormat.LongCsv => dfm.DocumentName.Distinct().Count() < dfm.DocumentCount || (!header && dfm.NonZeroCount == 0),
            DfmFormat.MatrixMarket or DfmFormat.Uci => hasLineBreak,
            DfmFormat.SvmLight => hasLineBreak || dfm.DocumentCount == 0,
            DfmFormat.LdaC => hasLineBreak || !dfm.Weighting.IsCount || dfm.DocumentCount == 0,
            DfmFormat.Arrow or DfmFormat.Parquet => false,
            _ => dfm.DocumentCount == 0,
        };
    }
}
