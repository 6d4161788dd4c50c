using System.IO.Compression;
using System.Text;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Fuzz;

namespace MixturePS.Core.Tests.Files;

/// <summary>Invalid files are refused with the id of the error, the file and the line.</summary>
public class RefusalTests
{
    private const string Banner = "%%MatrixMarket matrix coordinate integer general\n";

    [Theory]
    [InlineData("x.csv", "", "EmptyFile", "x.csv")]
    [InlineData("x.csv", "DocumentName,a,b\nd,1\n", "RaggedRow", "line 2")]
    [InlineData("x.csv", "DocumentName,a,b\nd,1,2\ne,1,2,3\n", "RaggedRow", "line 3")]
    [InlineData("x.csv", "DocumentName,a,a\n", "DuplicateVocabularyWord", "line 1")]
    [InlineData("x.csv", "DocumentName,a,\n", "EmptyVocabularyWord", "line 1")]
    [InlineData("x.csv", "DocumentName,a\nd,-1\n", "NegativeCount", "line 2")]
    [InlineData("x.csv", "DocumentName,a\nd,0.5\n", "FractionalCount", "line 2")]
    [InlineData("x.csv", "DocumentName,a\n\"two\nlines\",1\ne,NaN\n", "NonFiniteMatrix", "line 4")]
    [InlineData("x.csv", "DocumentName,a\nd,1e999\n", "NonFiniteMatrix", "line 2")]
    [InlineData("x.csv", "DocumentName,a\nd,x\n", "InvalidNumber", "line 2")]
    [InlineData("x.csv", "DocumentName,a\nd,\n", "InvalidNumber", "line 2")]
    [InlineData("x.csv", "DocumentName,a\nd,\"1,5\"\n", "InvalidNumber", "line 2")]
    [InlineData("x.csv", "DocumentName,a\n\"d,1\n", "MalformedFile", "line 2")]
    [InlineData("x.csv", "DocumentName,a\nd,\"1\n", "MalformedFile", "line 2")]
    [InlineData("x.csv", "DocumentName,a\nd,\"1", "MalformedFile", "line 2")]
    [InlineData("x.csv", "DocumentName,a\nd\"x,1\n", "MalformedFile", "line 2")]
    [InlineData("x.csv", "DocumentName,KnownCluster,a\nd,0,1\ne,,1\n", "InvalidLabel", "line 3")]
    [InlineData("x.csv", "DocumentName,KnownCluster,a\nd,-1,1\n", "InvalidLabel", "line 2")]
    [InlineData("x.csv", "DocumentName,Feature\nd,cat\n", "InvalidNumber", "-Format LongCsv")]
    [InlineData("x.long.csv", "doc,thing,Count\n", "MissingColumn", "features")]
    [InlineData("x.long.csv", "DocumentName,Feature,Count\nd,a,-2\n", "NegativeCount", "line 2")]
    [InlineData("x.long.csv", "DocumentName,Feature,Count\nd,,2\n", "EmptyVocabularyWord", "line 2")]
    [InlineData("x.long.csv", "DocumentName,Feature,Count,KnownCluster\nd,a,1,0\nd,b,1,1\n", "InvalidLabel", "line 3")]
    [InlineData("x.mtx", "", "EmptyFile", "x.mtx")]
    [InlineData("x.mtx", "1 1 1\n1 1 1\n", "MalformedFile", "line 1")]
    [InlineData("x.csv", "DocumentName,a\nd,12\0\0\n", "InvalidNumber", "zero bytes")]
    [InlineData("x.csv", "DocumentName,a\nd,\"1,234\"\n", "InvalidNumber", "thousands separators, or")]
    [InlineData("x.csv", "DocumentName,a\nd,(5)\n", "InvalidNumber", "(5)")]
    [InlineData("x.csv", "DocumentName,a\nd,$5\n", "InvalidNumber", "$5")]
    [InlineData("x.csv", "DocumentName,a\nd,1 000\n", "InvalidNumber", "1 000")]
    [InlineData("x.csv", "DocumentName,a\nd,0x1F\n", "InvalidNumber", "0x1F")]
    [InlineData("x.csv", "DocumentName,a\nd,\u0663\n", "InvalidNumber", "line 2")]
    [InlineData("x.csv", "DocumentName,a\nd,9007199254740993\n", "InexactCount", "9007199254740993")]
    [InlineData("x.csv", "DocumentName,a\nd,4503599627370497.25\n", "InexactCount", "line 2")]
    [InlineData("x.csv", "DocumentName,a\nd,\u221E\n", "NonFiniteMatrix", "line 2")]
    [InlineData("x.csv", "a;b\n1;2\n", "InvalidNumber", "-Delimiter ';'")]
    [InlineData("x.csv", "doc_id;a\nd;0,5\n", "RaggedRow", "-Delimiter ';'")]
    [InlineData("x.csv", "doc_id\ta\nd\t1\n", "InvalidNumber", "-Delimiter \"`t\"")]
    [InlineData("x.csv", "a,b\nrow1,2,3\n", "RaggedRow", "write.csv")]
    [InlineData("x.long.csv", "doc_id;term;n\nd;cat;1\n", "MissingColumn", "-Delimiter ';'")]
    [InlineData("x.long.csv", "DocumentName,Feature,Count\nd,a,1\0\n", "InvalidNumber", "line 2")]
    [InlineData("x.mtx", Banner + "2 2 1\n1 1 12\0\0\n", "InvalidNumber", "line 3")]
    [InlineData("x.mtx", Banner + "2 2 1\n1 1\0 12\n", "InvalidNumber", "line 3")]
    [InlineData("x.mtx", Banner + "2 2 1\0\n1 1 1\n", "MalformedFile", "line 2")]
    [InlineData("x.mtx", "%%MatrixMarket matrix coordinate real hermitian\n1 1 1\n1 1 1\n", "UnsupportedFile", "hermitian")]
    [InlineData("x.mtx", "%%MatrixMarket matrix list real general\n1 1\n1\n", "UnsupportedFile", "list")]
    [InlineData("x.mtx", "%%MatrixMarket matrix array pattern general\n1 1\n", "MalformedFile", "pattern")]
    [InlineData("x.mtx", "%%MatrixMarket matrix array integer general\n2 2\n1\n2\n3\n", "EntryCountMismatch", "truncated")]
    [InlineData("x.mtx", "%%MatrixMarket matrix array integer general\n1 1\n1\n2\n", "EntryCountMismatch", "header")]
    [InlineData("x.mtx", "%%MatrixMarket matrix coordinate integer symmetric\n2 3 1\n1 1 1\n", "MalformedFile", "as many rows")]
    [InlineData("x.mtx", "%%MatrixMarket matrix coordinate integer symmetric\n2 2 1\n1 2 1\n", "MalformedFile", "above the diagonal")]
    [InlineData("x.mtx", "%%MatrixMarket matrix coordinate integer skew-symmetric\n2 2 1\n2 1 1\n", "NegativeCount", "line 3")]
    [InlineData("x.mtx", "%%MatrixMarket matrix coordinate integer skew-symmetric\n2 2 1\n1 1 1\n", "MalformedFile", "diagonal")]
    [InlineData("x.dat", "1\0 0:12\n", "MalformedFile", "line 1")]
    [InlineData("x.dat", "1 0:12\0\0\n", "InvalidNumber", "line 1")]
    [InlineData("x.dat", "1 0\0:12\n", "MalformedFile", "line 1")]
    [InlineData("x.svmlight", "", "EmptyFile", "x.svmlight")]
    [InlineData("x.svmlight", "1 1:2\n1,2 1:2\n", "UnsupportedFile", "line 2")]
    [InlineData("x.svmlight", "x 1:2\n", "InvalidNumber", "label")]
    [InlineData("x.svmlight", "1 1-2\n", "MalformedFile", "feature:value")]
    [InlineData("x.svmlight", "1 1:0.5\n", "FractionalCount", "line 1")]
    [InlineData("x.svmlight", "1 1:2\0\n", "InvalidNumber", "line 1")]
    [InlineData("x.svmlight", "1 99999999999:1\n", "ImplausibleSize", "line 1")]
    [InlineData("docword.x.txt", "", "EmptyFile", "docword.x.txt")]
    [InlineData("docword.x.txt", "1\n2\n", "MalformedFile", "entries")]
    [InlineData("docword.x.txt", "1\n2 3\n1\n", "MalformedFile", "three lines")]
    [InlineData("docword.x.txt", "1\n2\n1\n1 3 1\n", "IndexOutOfRange", "line 4: word 3 is outside the range from 1 to 2")]
    [InlineData("docword.x.txt", "1\n2\n1\n\n5 1 1\n", "IndexOutOfRange", "line 5: document 5 is outside the range from 1 to 1")]
    [InlineData("docword.x.txt", "1\n2\n2\n1 1 1\n", "EntryCountMismatch", "2 entries")]
    [InlineData("docword.x.txt", "1\n2\n1\n1 1 1\n1 2 1\n", "EntryCountMismatch", "more")]
    [InlineData("docword.x.txt", "1\n2\n1\n1 1 1.5\n", "FractionalCount", "line 4")]
    [InlineData("docword.x.txt", "1\n2\n1\n1 1\0 1\n", "InvalidNumber", "line 4")]
    [InlineData("docword.x.txt", "2000000000\n2\n1\n1 1 1\n", "ImplausibleSize", "2000000000 documents")]
    [InlineData("x.json", "[{\"text\":\"a\"},\n{\"text\":3}]", "MalformedFile", "line 2")]
    [InlineData("x.json", "[{\"text\":\"a\"},\n\n{\"te", "MalformedFile", "line 3")]
    [InlineData("x.json", "\n \n[{\"text\":\"a\"},\n{\"text\":3}]", "MalformedFile", "line 4")]
    [InlineData("x.json", "[]", "EmptyFile", "x.json")]
    [InlineData("x.jsonl", "\n{\"text\":\"a\"}\n\n\n{\"text\":3}", "MalformedFile", "line 5")]
    [InlineData("x.csv", "\n\ndoc_id,a\nx,1\n\n\ny,z\n", "InvalidNumber", "line 7")]
    [InlineData("x.csv", "doc_id,a\n\n\n\"x\ny\",1\n\n\nz,w\n", "InvalidNumber", "line 8")]
    [InlineData("x.csv", "doc_id,a\nx,1\n\n\ny,1,2\n", "RaggedRow", "line 5")]
    [InlineData("x.csv", "sep=;\ndoc_id;a\n\nx;1\n\n\ny;\"1\n", "MalformedFile", "line 7")]
    [InlineData("x.long.csv", "Document,Feature,Count\n\nx,a,1\n\n\ny,b,c\n", "InvalidNumber", "line 6")]
    [InlineData("x.json", "[{\"body\":\"a\"}]", "MalformedFile", "body")]
    [InlineData("x.jsonl", "{\"tokens\":[\"a\",1]}", "MalformedFile", "not text")]
    [InlineData("x.jsonl", "{\"tokens\":[\"a\",\"\"]}", "EmptyVocabularyWord", "line 1")]
    [InlineData("x.jsonl", "{\"counts\":{\"a\":9007199254740993}}", "InexactCount", "line 1")]
    [InlineData("x.mtx", "%%MatrixMarket matrix coordinate complex general\n1 1 1\n1 1 1 1\n", "UnsupportedFile", "complex")]
    [InlineData("x.mtx", Banner, "MalformedFile", "ends before")]
    [InlineData("x.mtx", Banner + "%c\n2 2\n", "MalformedFile", "line 3")]
    [InlineData("x.mtx", Banner + "2 2 2000000000\n1 1 1\n", "ImplausibleSize", "2000000000 entries")]
    [InlineData("x.mtx", Banner + "2000000000 2 1\n1 1 1\n", "ImplausibleSize", "2000000000 rows")]
    [InlineData("x.mtx", Banner + "2 2000000000 1\n1 1 1\n", "ImplausibleSize", "2000000000 columns")]
    [InlineData("x.mtx", Banner + "2 99999999999 1\n1 1 1\n", "ImplausibleSize", "columns")]
    [InlineData("x.mtx", Banner + "2 2 2\n1 1 1\n", "EntryCountMismatch", "2 entries")]
    [InlineData("x.mtx", Banner + "2 2 1\n1 1 1\n2 2 1\n", "EntryCountMismatch", "more")]
    [InlineData("x.mtx", Banner + "2 2 1\n0 1 1\n", "IndexOutOfRange", "line 3")]
    [InlineData("x.mtx", Banner + "2 2 1\n1 3 1\n", "IndexOutOfRange", "column 3")]
    [InlineData("x.mtx", Banner + "2 2 1\n1 1 1 7\n", "MalformedFile", "line 3")]
    [InlineData("x.mtx", Banner + "2 2 1\n1 1 0.5\n", "FractionalCount", "line 3")]
    [InlineData("x.dat", "", "EmptyFile", "x.dat")]
    [InlineData("x.dat", "2 0:1\n", "MalformedFile", "line 1")]
    [InlineData("x.dat", "1 0:1\n1 0\n", "MalformedFile", "line 2")]
    [InlineData("x.dat", "1 0:1\n\n1 0:1\n", "MalformedFile", "line 2")]
    [InlineData("x.dat", "1 0:1.5\n", "FractionalCount", "line 1")]
    [InlineData("x.dat", "1 2000000000:1\n", "ImplausibleSize", "line 1")]
    [InlineData("x.dat", "1 99999999999:1\n", "ImplausibleSize", "line 1")]
    [InlineData("x.jsonl", "", "EmptyFile", "x.jsonl")]
    [InlineData("x.jsonl", "{\"counts\":{\"a\":1}}\n[1]\n", "MalformedFile", "line 2")]
    [InlineData("x.jsonl", "{\"counts\":{\"a\":1}\n", "MalformedFile", "line 1")]
    [InlineData("x.jsonl", "{\"name\":\"a\"}\n", "MalformedFile", "text")]
    [InlineData("x.jsonl", "{\"counts\":{\"a\":\"1\"}}\n", "InvalidNumber", "line 1")]
    [InlineData("x.jsonl", "{\"counts\":{\"a\":-1}}\n", "NegativeCount", "line 1")]
    [InlineData("x.jsonl", "{\"counts\":{\"a\":1}}\n{\"weights\":{\"a\":1}}\n", "MalformedFile", "line 2")]
    [InlineData("x.jsonl", "{\"weights\":{\"a\":1}}\n{\"text\":\"a\"}\n", "MalformedFile", "line 2")]
    [InlineData("x.jsonl", "{\"text\":\"\\ud83d\"}\n", "MalformedFile", "line 1")]
    [InlineData("x.jsonl", "{\"\\ud83d\":1}\n", "MalformedFile", "line 1")]
    [InlineData("x.jsonl", "{\"counts\":{\"\\ud83d\":1}}\n", "MalformedFile", "line 1")]
    [InlineData("x.jsonl", "{\"counts\":{\"a\":1e999}}\n", "NonFiniteMatrix", "1e999")]
    [InlineData("x.jsonl", "{\"text\":\"a\",\"label\":1}\n{\"text\":\"a\"}\n", "InvalidLabel", "line 2")]
    [InlineData("x.txt", "", "UnknownFileFormat", "x.txt")]
    public void An_error_has_its_id_and_position(string path, string content, string id, string message)
    {
        var error = Assert.Throws<MixtureException>(() => Read(path, (path, content)));
        Assert.Equal(id, error.Id);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.features.txt", "a\nb\nc\n", "SidecarMismatch", "3 names")]
    [InlineData("x.features.txt", "a\na\n", "DuplicateVocabularyWord", "line 2")]
    [InlineData("x.documents.txt", "d\n", "SidecarMismatch", "1 name ")]
    [InlineData("x.mtx.meta.json", "{\"knownCluster\":[0]}", "SidecarMismatch", "1 known")]
    [InlineData("x.mtx.meta.json", "{\"knownCluster\":[0,-1]}", "InvalidMetadata", "negative")]
    [InlineData("x.mtx.meta.json", "{\"weighting\":\"x\",\"featureWeight\":[1]}", "SidecarMismatch", "1 feature weight ")]
    [InlineData("x.mtx.meta.json", "[]", "InvalidMetadata", "JSON")]
    [InlineData("x.mtx.meta.json", "{\"weighting\":3}", "InvalidMetadata", "JSON")]
    public void Sidecar_files_must_belong_to_their_matrix(string path, string content, string id, string message)
    {
        var error = Assert.Throws<MixtureException>(() => Read("x.mtx", ("x.mtx", Banner + "2 2 1\n1 1 1\n"), (path, content)));
        Assert.Equal(id, error.Id);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_that_looks_transposed_is_refused_with_a_hint()
    {
        var files = new[] { ("m/matrix.mtx", Banner + "3 2 1\n3 1 4\n"), ("m/features.tsv", "g1\tG\tx\ng2\tG\tx\ng3\tG\tx\n"), ("m/barcodes.tsv", "b1\nb2\n") };
        var error = Assert.Throws<MixtureException>(() => Read("m/matrix.mtx", files));
        Assert.Contains("-Transpose", error.Message, StringComparison.Ordinal);
        var dfm = Read("m/matrix.mtx", new DfmReadOptions { Transposed = true }, files);
        Assert.Equal(["g1", "g2", "g3"], dfm.Vocabulary);
        Assert.Equal(["b1", "b2"], dfm.DocumentName);
        Assert.Equal(4, dfm[0, 2]);
    }

    [Theory]
    [InlineData("x.long.csv", "DocumentName,Feature,Count\nd,b,1\ne,a,1\nd,a,2\nd,b,4\n", 5)]
    [InlineData("x.mtx", Banner + "2 2 4\n1 1 1\n2 2 1\n1 2 2\n1 1 4\n", 5)]
    [InlineData("x.dat", "3 0:1 1:2 0:4\n1 1:1\n", 5)]
    [InlineData("x.jsonl", "{\"counts\":{\"b\":1,\"a\":2,\"b\":4}}\n", 5)]
    public void Duplicate_entries_are_added_with_a_warning(string path, string content, double sum)
    {
        var warnings = new List<string>();
        var dfm = Read(path, new DfmReadOptions { Warn = warnings.Add }, (path, content));
        Assert.Equal(sum, dfm[0, 0]);
        Assert.Equal(2, dfm[0, 1]);
        Assert.Contains("1 entry ", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_compressed_files_are_refused()
    {
        byte[] whole = Pack("DocumentName,a,b\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"d{i},{i % 7},{i % 3}\n")));
        var several = new MemoryFiles();
        several.Contents["x.csv.gz"] = [.. Pack("DocumentName,a\nd,1\n"), .. Pack("e,2\n")];
        Assert.Equal(2, DfmFile.Read("x.csv.gz", new ReadContext(several, new DfmReadOptions(), null, CancellationToken.None))[1, 0]);
        for (int length = 1; length < whole.Length; length++)
        {
            var files = new MemoryFiles();
            files.Contents["x.csv.gz"] = whole[..length];
            var error = Assert.Throws<MixtureException>(() => DfmFile.Read("x.csv.gz", new ReadContext(files, new DfmReadOptions(), null, CancellationToken.None)));
            Assert.Equal("DamagedGzip", error.Id);
        }
    }

    [Fact]
    public void Compressed_files_are_read_completely_wherever_a_buffer_ends()
    {
        for (int length = 8100; length < 8230; length++)
        {
            var files = new MemoryFiles();
            string name = new('x', length);
            files.Contents["x.csv.gz"] = Pack($"DocumentName,a\n{name},1\n", CompressionLevel.NoCompression);
            Assert.Equal(name, DfmFile.Read("x.csv.gz", new ReadContext(files, new DfmReadOptions(), null, CancellationToken.None)).DocumentName[0]);
            files.Contents["x.csv.gz"] = files.Contents["x.csv.gz"][..^1];
            Assert.Throws<MixtureException>(() => DfmFile.Read("x.csv.gz", new ReadContext(files, new DfmReadOptions(), null, CancellationToken.None)));
        }
    }

    [Fact]
    public void A_field_beyond_the_limit_is_refused_before_it_is_read_completely()
    {
        var options = new DfmReadOptions { MaximumFieldLength = 100 };
        string name = new('x', 101);
        Assert.Equal("FieldTooLong", Assert.Throws<MixtureException>(() => Read("x.csv", options, ("x.csv", $"DocumentName,a\n{name},1\n"))).Id);
        Assert.Equal(1, Read("x.csv", options, ("x.csv", $"DocumentName,a\n{name[1..]},1\n"))[0, 0]);
        Assert.Equal("FieldTooLong", Assert.Throws<MixtureException>(() => Read("x.csv", options, ("x.csv", "DocumentName,a\n\"" + new string('x', 1 << 22)))).Id);
        Assert.Equal("FieldTooLong", Assert.Throws<MixtureException>(() => Read("x.jsonl", options, ("x.jsonl", $"{{\"counts\":{{\"{name}\":1}}}}"))).Id);
        Assert.Equal(1, Read("x.jsonl", options, ("x.jsonl", $"{{\"counts\":{{\"{name[1..]}\":1}}}}"))[0, 0]);
    }

    [Theory]
    [InlineData("x.csv", "DocumentName,a\nd,1\n\u00E9,2\n", 3)]
    [InlineData("x.mtx", "%%MatrixMarket matrix coordinate integer general\n% caf\u00E9\n1 1 0\n", 2)]
    [InlineData("x.jsonl", "{\"text\":\"a\"}\n{\"text\":\"caf\u00E9\"}\n", 2)]
    public void Bytes_that_are_not_text_are_refused_with_their_line(string path, string content, int line)
    {
        var files = new MemoryFiles();
        files.Contents[path] = Encoding.Latin1.GetBytes(content);
        var error = Assert.Throws<MixtureException>(() => DfmFile.Read(path, new ReadContext(files, new DfmReadOptions(), null, CancellationToken.None)));
        Assert.Equal("InvalidEncoding", error.Id);
        Assert.Contains($"line {line}: the bytes E9", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Encoding", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_show_control_characters_instead_of_sending_them()
    {
        var error = Assert.Throws<MixtureException>(() => Read("\u001b[31mx.csv", ("\u001b[31mx.csv", "DocumentName,a\nd,\u001b]0;x\u0007\n")));
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.Contains("`e[31mx.csv", error.Message, StringComparison.Ordinal);
        Assert.Contains("`e]0;x`a", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(512)]
    [InlineData(100_000)]
    public void Zeros_after_a_compressed_file_are_skipped(int padding)
    {
        string many = "DocumentName,a\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"d{i * 7919 % 100_003},{i % 7}\n"));
        foreach (var level in new[] { CompressionLevel.Optimal, CompressionLevel.NoCompression })
        {
            var files = new MemoryFiles();
            foreach (string text in new[] { "DocumentName,a\nd,1\n", many })
            {
                files.Contents["x.csv.gz"] = [.. Pack(text, level), .. new byte[padding]];
                Assert.Equal(text.Count(c => c == '\n') - 1, DfmFile.Read("x.csv.gz", new ReadContext(files, new DfmReadOptions(), null, CancellationToken.None)).DocumentCount);
                byte[] whole = Pack(text, level);
                foreach (byte[] damaged in (byte[][])[[.. whole[..^9], .. new byte[padding]], [.. whole, .. new byte[padding], 7], [.. whole, 7, .. new byte[padding]], new byte[padding]])
                {
                    files.Contents["x.csv.gz"] = damaged;
                    var error = Assert.Throws<MixtureException>(() => DfmFile.Read("x.csv.gz", new ReadContext(files, new DfmReadOptions(), null, CancellationToken.None)));
                    Assert.Equal("DamagedGzip", error.Id);
                }
            }
        }
    }

    private static Dfm Read(string path, params (string Path, string Content)[] contents) => Read(path, new DfmReadOptions(), contents);

    private static Dfm Read(string path, DfmReadOptions options, params (string Path, string Content)[] contents)
    {
        var files = new MemoryFiles();
        foreach (var (name, content) in contents) files.Contents[name] = Encoding.UTF8.GetBytes(content);
        return DfmFile.Read(path, new ReadContext(files, options, null, CancellationToken.None));
    }

    private static byte[] Pack(string text, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, level)) stream.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
