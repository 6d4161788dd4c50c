using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Files;

/// <summary>An export writes all of its files, or leaves the existing files unchanged.</summary>
public sealed class FileTransactionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("MixturePS").FullName;
    private readonly Dfm _dfm = new(SparseMatrix.FromDense(2, 2, [1, 0, 2, 3]), ["a", "b"], null, ["d", "e"], [0, 1]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_existing_file_is_replaced_only_if_allowed()
    {
        string path = At("x.csv");
        DfmFile.Write(_dfm, path);
        Assert.Equal("FileExists", Assert.Throws<MixtureException>(() => DfmFile.Write(_dfm, path)).Id);
        DfmFile.Write(Weighted(), path, new DfmWriteOptions { Overwrite = true });
        Assert.Equal(["x.csv", "x.csv.meta.json"], Files());
        Assert.False(DfmFile.Read(path).Weighting.IsCount);
    }

    [Fact]
    public void Metadata_of_an_earlier_export_is_removed()
    {
        string path = At("x.csv");
        DfmFile.Write(Weighted(), path);
        Assert.Equal("FileExists", Assert.Throws<MixtureException>(() => DfmFile.Write(_dfm, path)).Id);
        DfmFile.Write(_dfm, path, new DfmWriteOptions { Overwrite = true });
        Assert.Equal(["x.csv"], Files());
        Assert.True(DfmFile.Read(path).Weighting.IsCount);
    }

    [Fact]
    public void Existing_sidecar_files_are_not_replaced_either()
    {
        File.WriteAllText(At("x.features.txt"), "precious");
        Assert.Equal("FileExists", Assert.Throws<MixtureException>(() => DfmFile.Write(_dfm, At("x.mtx"))).Id);
        Assert.Equal("precious", File.ReadAllText(At("x.features.txt")));
        Assert.Equal(["x.features.txt"], Files());
    }

    [Theory]
    [InlineData("x.csv")]
    [InlineData("x.long.csv")]
    [InlineData("x.mtx")]
    [InlineData("x.jsonl.gz")]
    public void A_stopped_export_leaves_the_old_files(string name)
    {
        DfmFile.Write(_dfm, At(name));
        var before = Contents();
        var large = new Dfm(new SparseMatrix(3000, 1, new int[3001], [], []), ["w"]);
        using var stop = new CancellationTokenSource();
        var progress = new StopAt(stop, 0.5);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            DfmFile.Write(large, At(name), new DfmWriteOptions { Overwrite = true }, progress, stop.Token));
        Assert.Equal(before, Contents());
    }

    [Fact]
    public void An_export_that_cannot_be_renamed_leaves_the_old_files()
    {
        DfmFile.Write(_dfm, At("x.mtx"));
        File.Delete(At("x.mtx"));
        Directory.CreateDirectory(At("x.mtx"));
        var before = Contents();
        var other = new Dfm(_dfm.Matrix, ["other", "words"]);
        var error = Assert.Throws<MixtureException>(() => DfmFile.Write(other, At("x.mtx"), new DfmWriteOptions { Overwrite = true }));
        Assert.Equal("FileNotWritable", error.Id);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public void A_refused_dfm_leaves_the_old_files()
    {
        DfmFile.Write(_dfm, At("x.dat"));
        var before = Contents();
        Assert.Equal("NotRepresentable", Assert.Throws<MixtureException>(() => DfmFile.Write(Weighted(), At("x.dat"), new DfmWriteOptions { Overwrite = true })).Id);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        Assert.Equal("FileNotWritable", Assert.Throws<MixtureException>(() => DfmFile.Write(_dfm, Path.Combine(_folder, "none", "x.csv"))).Id);
        Assert.Equal("FileNotFound", Assert.Throws<MixtureException>(() => DfmFile.Read(At("none.csv"))).Id);
        Assert.Equal("FileNotReadable", Assert.Throws<MixtureException>(() => DfmFile.Read(_folder, new DfmReadOptions { Format = DfmFormat.WideCsv })).Id);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void A_replaced_file_keeps_its_mode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        foreach (var mode in new[] { UnixFileMode.UserRead | UnixFileMode.UserWrite, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite })
        {
            DfmFile.Write(_dfm, At("x.mtx"), new DfmWriteOptions { Overwrite = true });
            foreach (string name in Files()) File.SetUnixFileMode(At(name), mode);
            DfmFile.Write(_dfm, At("x.mtx"), new DfmWriteOptions { Overwrite = true });
            Assert.Equal(4, Files().Length);
            Assert.All(Files(), name => Assert.Equal(mode, File.GetUnixFileMode(At(name))));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_link_stays_one(bool targetExists)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        Directory.CreateDirectory(At("sub"));
        string target = Path.Combine(At("sub"), "y.csv");
        if (targetExists) DfmFile.Write(_dfm, target);
        File.CreateSymbolicLink(At("x.csv"), Path.Combine("sub", "y.csv"));
        if (targetExists) Assert.Equal("FileExists", Assert.Throws<MixtureException>(() => DfmFile.Write(_dfm, At("x.csv"))).Id);
        DfmFile.Write(new Dfm(_dfm.Matrix, ["c", "d"]), At("x.csv"), new DfmWriteOptions { Overwrite = true });
        Assert.NotNull(new FileInfo(At("x.csv")).LinkTarget);
        Assert.Null(new FileInfo(target).LinkTarget);
        Assert.Equal(["c", "d"], DfmFile.Read(target).Vocabulary);
    }

    [Theory]
    [InlineData(255, ".csv")]
    [InlineData(255, ".jsonl")]
    public void A_name_may_be_as_long_as_the_file_system_allows(int length, string extension)
    {
        string path = At(new string('n', length - extension.Length) + extension);
        DfmFile.Write(_dfm, path);
        DfmFile.Write(_dfm, path, new DfmWriteOptions { Overwrite = true });
        Assert.Equal([Path.GetFileName(path)], Files());
        Assert.Equal(3, DfmFile.Read(path)[1, 1]);
    }

    [Fact]
    public void Sidecar_files_of_a_long_name_have_shorter_names()
    {
        string[] paths = [At(new string('n', 251) + ".mtx"), At(new string('n', 250) + "m.mtx"), At(new string('\u00E9', 125) + ".csv")];
        foreach (string path in paths) DfmFile.Write(Weighted(), path);
        Assert.Equal((2 * 4) + 2, Files().Length);
        Assert.All(Files(), name => Assert.True(System.Text.Encoding.UTF8.GetByteCount(name) <= 255, name));
        foreach (string path in paths)
        {
            var read = DfmFile.Read(path);
            Assert.Equal(_dfm.Vocabulary, read.Vocabulary);
            Assert.Equal(Weighted().Weighting.Name, read.Weighting.Name);
        }
    }

    [Theory]
    [InlineData("us-ascii", false)]
    [InlineData("windows-1252", true)]
    [InlineData("unicode", true)]
    public void Letters_that_an_encoding_lacks_are_refused(string name, bool hasLetter)
    {
        var dfm = new Dfm(_dfm.Matrix, ["caf\u00E9", "b"]);
        var encoding = TextEncodings.Of(name);
        foreach (string file in new[] { "x.csv", "x.long.csv", "x.mtx", "x.jsonl", "x.json", "x.svmlight", "x.dat", "x.uci" })
        {
            if (hasLetter)
            {
                DfmFile.Write(dfm, At(file), new DfmWriteOptions { Encoding = encoding, Overwrite = true });
                Assert.Equal(dfm.Vocabulary, DfmFile.Read(At(file), new DfmReadOptions { Encoding = encoding }).Vocabulary);
            }
            else
            {
                var error = Assert.Throws<MixtureException>(() => DfmFile.Write(dfm, At(file), new DfmWriteOptions { Encoding = encoding, Overwrite = true }));
                Assert.Equal("NotRepresentable", error.Id);
                Assert.Contains("no '\u00E9'", error.Message, StringComparison.Ordinal);
                Assert.Empty(Files());
            }
        }
    }

    private string At(string name) => Path.Combine(_folder, name);

    private Dfm Weighted() => TfIdf.Transform(_dfm, new TfIdfOptions());

    private string[] Files() => [.. Directory.GetFiles(_folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private List<(string, string)> Contents() => [.. Files().Select(name => (name, Convert.ToBase64String(File.ReadAllBytes(At(name)))))];

    private sealed class StopAt(CancellationTokenSource stop, double fraction) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value)
        {
            if (value.Fraction >= fraction) stop.Cancel();
        }
    }
}
