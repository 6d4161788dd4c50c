using System.IO.Compression;
using System.Text;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Files;

/// <summary>Tables with a document in each row.</summary>
public sealed class DocumentTableTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mixtureps-tables-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("id,text\n1,a b\n2,c\n")]
    [InlineData("id,text\r\n1,a b\r\n2,c")]
    [InlineData("\n\nid,text\n\n1,a b\n\n\n2,c\n\n")]
    [InlineData("\uFEFFid,text\n1,a b\n2,c\n")]
    [InlineData("id;text\n1;a b\n2;c\n")]
    [InlineData("id|text\n1|a b\n2|c\n")]
    [InlineData("id\ttext\n1\ta b\n2\tc\n")]
    [InlineData("sep=;\nid;text\n1;a b\n2;c\n")]
    [InlineData("\"sep=;\"\nid;text\n1;a b\n2;c\n")]
    [InlineData("#TYPE System.Management.Automation.PSCustomObject\n\"id\",\"text\"\n\"1\",\"a b\"\n\"2\",\"c\"\n")]
    [InlineData(" id , \"text\" \n1 , \"a b\" \n2,c\n")]
    [InlineData("id,text\n1,a b,\n2,c,,\n")]
    [InlineData("text,id,more\na b,1\nc,2\n")]
    [InlineData("id,text,\"a;b;c;d\"\n1,a b,\n2,c,\n")]
    public void RowsAreReadRegardlessOfTheVariant(string content) => Assert.Equal(["1: a b", "2: c"], Read("x.csv", content).Select(row => $"{row.Id}: {row.Text}"));

    [Theory]
    [InlineData("x.json", "[{\"id\":1,\"text\":\"a b\"},{\"text\":\"c\",\"id\":2}]")]
    [InlineData("x.json", "\n{\"id\":1,\"text\":\"a b\"}\n{\"id\":2,\"text\":\"c\"}\n")]
    [InlineData("x.jsonl", "{\"id\":1,\"TEXT\":\"a b\"}\r\n\r\n{\"Id\":2,\"text\":\"c\"}")]
    [InlineData("x.ndjson", "\uFEFF{\"id\":1,\"text\":\"a b\"}\n{\"id\":2,\"text\":\"c\"}")]
    public void ObjectsAreReadFromJson(string name, string content) => Assert.Equal(["1: a b", "2: c"], Read(name, content).Select(row => $"{row.Id}: {row.Text}"));

    [Fact]
    public void QuotedFieldsMayHaveDelimitersLineBreaksAndQuotationMarks()
    {
        var rows = Read("x.csv", "id,text\n1,\"a, b\nsecond \"\"line\"\"\"\n2,5\" disk\n3,\"\"\n4,\n");
        Assert.Equal(["a, b\nsecond \"line\"", "5\" disk", string.Empty, string.Empty], rows.Select(row => row.Text));
    }

    [Fact]
    public void TheLineOfARowIsThatOfItsBeginning()
    {
        var rows = Read("x.csv", "sep=,\nid,text\n1,\"a\nb\nc\"\n\n2,x\r\n3,\"y\r\nz\"\r\n4,w");
        Assert.Equal([3, 7, 8, 10], rows.Select(row => row.Line));
        Assert.Equal([1, 3], Read("x.jsonl", "{\"text\":\"a\"}\n\n{\"text\":\"b\"}").Select(row => row.Line));
    }

    [Theory]
    [InlineData("id,text\n1,a\n2,b,c\n", "RaggedRow", "line 3")]
    [InlineData("id,text\n1,a\n2,\"b\n3,c\n", "MalformedFile", "line 3")]
    [InlineData("id,text\n1,a\n2,\"b", "MalformedFile", "line 3")]
    [InlineData("id,text\n1,\"a\nb\"\n2,\"b\"x\n", "MalformedFile", "line 4")]
    [InlineData("text,id,text\n1,2,3\n", "MalformedFile", "line 1")]
    [InlineData("", "EmptyFile", "x.csv")]
    [InlineData("\n \n", "EmptyFile", "x.csv")]
    public void AnErrorInDelimitedTextNamesTheLine(string content, string id, string place) => Refuses("x.csv", content, id, place);

    [Theory]
    [InlineData("x.jsonl", "{\"text\":\"a\"}\n{\"text\":\"a\"\n", "MalformedFile", "line 2")]
    [InlineData("x.jsonl", "{\"text\":\"a\"}\n[1]\n", "MalformedFile", "line 2")]
    [InlineData("x.json", "[{\"text\":\"a\"}, 5]", "MalformedFile", "x.json")]
    [InlineData("x.json", "[{\"text\":\"a\"}", "MalformedFile", "x.json")]
    [InlineData("x.json", "{\n \"text\": \"a\"\n}", "MalformedFile", "one object per line")]
    [InlineData("x.json", " ", "EmptyFile", "x.json")]
    [InlineData("x.jsonl", "\n\n", "EmptyFile", "x.jsonl")]
    public void AnErrorInJsonNamesThePlace(string name, string content, string id, string place) => Refuses(name, content, id, place);

    [Fact]
    public void ColumnsThatDifferOnlyInCaseMustBeWrittenAsInTheHeader()
    {
        string path = Write("x.csv", "Text,text\na,b\n");
        var row = new DocumentTable(path, null, null, default).Rows(_ => { }).First();
        Assert.True(row.TryGet("text", out object? value));
        Assert.Equal("b", value);
        Assert.Equal("MalformedFile", Assert.Throws<MixtureException>(() => new DocumentTable(path, null, null, default).Rows(_ => { }).First().TryGet("TEXT", out _)).Id);
    }

    [Fact]
    public void TheEncodingIsDetected()
    {
        foreach (var encoding in (Encoding[])[new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.Latin1])
        {
            File.WriteAllText(Path.Combine(_folder, "x.csv"), "text\ncaf\u00e9\n", encoding);
            var table = new DocumentTable(Path.Combine(_folder, "x.csv"), null, null, default);
            Assert.True(table.Rows(_ => { }).Single().TryGet("text", out object? text));
            Assert.Equal("caf\u00e9", text);
            Assert.Equal(encoding == Encoding.Latin1, table.FellBack);
        }
    }

    [Fact]
    public void ACompressedTableIsDecompressed()
    {
        string path = Path.Combine(_folder, "x.csv.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest)) gzip.Write("id,text\n1,a b\n"u8);
        Assert.True(DocumentTable.IsTable(path));
        Assert.Equal(["id", "text"], new DocumentTable(path, null, null, default).Columns());
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^4]);
        Assert.Equal("DamagedGzip", Assert.Throws<MixtureException>(() => new DocumentTable(path, null, null, default).Columns()).Id);
    }

    [Fact]
    public void ColumnsAreThoseOfTheHeaderEvenWithoutRows()
    {
        Assert.Equal(["id", "text"], new DocumentTable(Write("x.csv", "id,text\n"), null, null, default).Columns());
        Assert.Equal(["id", "text"], new DocumentTable(Write("x.jsonl", "{\"id\":1,\"text\":\"a\"}\n"), null, null, default).Columns());
        Assert.Empty(new DocumentTable(Write("x.json", "[]"), null, null, default).Columns());
    }

    [Fact]
    public void ADelimitedTableIsReadRowByRow()
    {
        string path = Write("x.csv", "text\n" + string.Concat(Enumerable.Repeat("a\n", 10_000)));
        using var cancellation = new CancellationTokenSource();
        using var rows = new DocumentTable(path, null, null, cancellation.Token).Rows(_ => { }).GetEnumerator();
        Assert.True(rows.MoveNext());
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => rows.MoveNext());
    }

    [Theory]
    [InlineData("txt", "text")]
    [InlineData("tetx", "text")]
    [InlineData("Review Text", "review_text")]
    [InlineData("body", null)]
    [InlineData("review", "review_text")]
    [InlineData("", null)]
    public void TheNearestNameIsSuggested(string name, string? expected) => Assert.Equal(expected, NearestName.Of(name, ["id", "text", "review_text", "topic"]));

    [Fact]
    public void OfManyNamesTheFirstAreListed()
    {
        string list = NearestName.List([.. Enumerable.Range(0, 1000).Select(i => $"c{i}")]);
        Assert.StartsWith("c0, c1, ", list, StringComparison.Ordinal);
        Assert.EndsWith("c29 and 970 more", list, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.txt", "%PDF-1.7\n", "a PDF document")]
    [InlineData("a.txt", "PK\u0003\u0004....[Content_Types].xml....word/document.xml", "a Word document")]
    [InlineData("a.csv", "PK\u0003\u0004....[Content_Types].xml....xl/workbook.xml", "an Excel workbook")]
    [InlineData("a.txt", "PK\u0003\u0004....mimetypeapplication/vnd.oasis.opendocument.textPK", "an OpenDocument text")]
    [InlineData("a.docx", "PK\u0003\u0004....other", "a Word document")]
    [InlineData("a.dat", "PK\u0003\u0004....other", "a zip archive")]
    [InlineData("a.txt", "{\\rtf1\\ansi", "an RTF document")]
    [InlineData("a.txt", "\n <!DOCTYPE HTML><p>", "an HTML page")]
    [InlineData("a.txt", "<html lang='en'>", "an HTML page")]
    [InlineData("a.txt", "\u0089PNG\r\n\u001A\n", "a picture")]
    [InlineData("a.txt", "\u00FF\u00D8\u00FF\u00E0", "a picture")]
    [InlineData("a.doc", "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1", "a Word document")]
    [InlineData("a.txt", "\u001F\u008B\u0008", "a gzip archive")]
    [InlineData("a.pdf", "x", "a PDF document")]
    [InlineData("a.HTML", "x", "an HTML page")]
    [InlineData("a.jpeg", "x", "a picture")]
    public void FilesThatAreNotPlainTextAreNamed(string name, string content, string kind)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content, Encoding.Latin1);
        var error = Assert.Throws<MixtureException>(() => FileKinds.Check(path, asText: false));
        Assert.Equal("NotPlainText", error.Id);
        Assert.Contains($"is {kind}, not plain text", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.txt", "BZhang and Rar!chives, PAR1s, ID3 and OggS")]
    [InlineData("a.txt", "BZhang")]
    [InlineData("a.txt", "ID3 is a tag")]
    [InlineData("a.md", "# <html>")]
    [InlineData("a.txt", "GIF is a format")]
    [InlineData("a.docx", "")]
    [InlineData("a.csv.gz", "\u001F\u008B\u0008")]
    public void PlainTextPasses(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content, Encoding.Latin1);
        FileKinds.Check(path, asText: false);
        FileKinds.Check(Path.Combine(_folder, "missing.pdf"), asText: false);
    }

    [Fact]
    public void MarkupIsReadAsTextOnRequest()
    {
        FileKinds.Check(Write("a.html", "<html>"), asText: true);
        Assert.Equal("NotPlainText", Assert.Throws<MixtureException>(() => FileKinds.Check(Write("a.pdf", "%PDF-"), asText: true)).Id);
    }

    private void Refuses(string name, string content, string id, string place)
    {
        var error = Assert.Throws<MixtureException>(() => Read(name, content));
        Assert.Equal(id, error.Id);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    }

    private List<(string Id, string? Text, int Line)> Read(string name, string content)
    {
        var rows = new List<(string, string?, int)>();
        foreach (var row in new DocumentTable(Write(name, content), null, null, default).Rows(_ => { }))
        {
            Assert.True(row.TryGet("text", out object? text));
            row.TryGet("id", out object? id);
            string place = row.Place;
            int.TryParse(place[(place.LastIndexOf(' ') + 1)..], out int line);
            rows.Add(($"{id}", (string?)text, line));
        }

        return rows;
    }

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
