using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Experiments;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Core.Simulation;
using static MixturePS.Core.Tests.Experiments.ExperimentRuns;

namespace MixturePS.Core.Tests.Experiments;

/// <summary>Resumes, shards, merges and damages journals.</summary>
public sealed class ExperimentJournalTests : IDisposable
{
    private static readonly ExperimentValues Values = Small with
    {
        Methods = [ExperimentMethodKind.KMeans, ExperimentMethodKind.Bound],
        Parameters = new Dictionary<string, IReadOnlyList<double>> { ["Restart"] = [1, 2] },
    };

    private static readonly List<ExperimentRow> Rows = Run(Values);
    private readonly string _folder = Directory.CreateTempSubdirectory("MixturePS").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ATruncatedJournalResumesToTheRowsOfAnUninterruptedRun()
    {
        string path = At("run.jsonl");
        Assert.Equal(Rows, Run(Values, With(path)));
        byte[] whole = File.ReadAllBytes(path);
        Assert.Equal(Rows.Count + 1, whole.Count(b => b == '\n'));
        var random = new System.Random(5);
        foreach (int length in Enumerable.Range(0, 25).Select(_ => random.Next(whole.Length + 1)).Append(0).Append(whole.Length).Append(whole.Length - 1).Append(10))
        {
            File.WriteAllBytes(path, whole[..length]);
            var warnings = new List<string>();
            Assert.Equal(Rows, Run(Values, With(path) with { Warn = warnings.Add, ThrottleLimit = 1 + (length % 3) }));
            Assert.Equal(length > 0 && whole[length - 1] != '\n' && whole[length] != '\n' ? 1 : 0, warnings.Count);
            Assert.Equal(Rows.Count + 1, File.ReadAllBytes(path).Count(b => b == '\n'));
        }
    }

    [Theory]
    [InlineData("CR LF")]
    [InlineData("byte order mark")]
    [InlineData("blank lines")]
    [InlineData("no last line end")]
    [InlineData("all")]
    public void WhatEditorsAndTransfersChangeIsNoDamage(string change)
    {
        string path = At("run.jsonl");
        var first = ExperimentRunner.Run(ExperimentGrid.Create(Values), With(path)).ToList();
        string text = File.ReadAllText(path);
        string changed = change switch
        {
            "CR LF" => text.Replace("\n", "\r\n", StringComparison.Ordinal),
            "byte order mark" => "\uFEFF" + text,
            "blank lines" => text.Replace("\n", "\n\n", StringComparison.Ordinal) + "\n  \n",
            "no last line end" => text[..^1],
            _ => "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n\r\n ",
        };
        var options = With(path) with { Warn = Assert.Fail };
        foreach (string half in new[] { changed, changed[..changed.IndexOf('\n', changed.Length / 2)] })
        {
            File.WriteAllText(path, half);
            var read = ExperimentJournal.OpenRead(path, Assert.Fail, default);
            read.Dispose();
            Assert.Equal(half.Length, new System.Text.UTF8Encoding(false).GetString(File.ReadAllBytes(path)).Length);
            Assert.Equal(Rows, Run(Values, options));

            // The journal that was continued is complete, too.
            Assert.Equal(Rows, Run(Values, options));
        }

        Assert.Equal(first.Count, Rows.Count);
    }

    [Fact]
    public void FinishedRunsAreNotRepeatedAndKeepTheirTime()
    {
        string path = At("run.jsonl");
        var first = ExperimentRunner.Run(ExperimentGrid.Create(Values), With(path)).ToList();
        byte[] before = File.ReadAllBytes(path);
        Assert.Equal(first, ExperimentRunner.Run(ExperimentGrid.Create(Values), With(path) with { Seed = null }));
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void ARowIsInTheFileBeforeItIsReturned()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There a file that is locked can't be read at all.");
        string path = At("run.jsonl");
        int given = 0;
        foreach (var row in ExperimentRunner.Run(ExperimentGrid.Create(Values), With(path)))
        {
            if (++given % 10 != 0) continue;

            // The lock is advisory; cat ignores it.
            using var cat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("cat", [path]) { RedirectStandardOutput = true })!;
            Assert.Contains($"\"cell\":{row.Cell},\"replicate\":{row.Replicate},\"method\":\"{row.Method}\"", cat.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
        }

        Assert.Equal(Rows.Count, given);
    }

    [Fact]
    public void AnotherExperimentsJournalIsRefusedWithTheDifference()
    {
        string path = At("run.jsonl");
        Run(Values, With(path));
        byte[] before = File.ReadAllBytes(path);
        Refuses("Eta is 0.1, 1 there and 0.1 here", Values with { Eta = [[0.1]] }, With(path));
        Refuses("Replicate is 3 there and 4 here", Values with { Replicates = 4 }, With(path));
        Refuses("Method is Bound, KMeans there", Values with { Methods = [ExperimentMethodKind.KMeans] }, With(path));
        Refuses("Restart is 1, 2 there and 1, 10 here", Values with { Parameters = new Dictionary<string, IReadOnlyList<double>> { ["Restart"] = [1, 10] } }, With(path));
        Refuses("DocumentLength is 4, Poisson(9) there and 4 here", Values with { DocumentLength = [DocumentLength.Fixed(4)] }, With(path));
        Refuses("Seed is 7 there and 8 here", Values, With(path) with { Seed = 8 });
        Refuses("Shard is none there and 1/2 here", Values, With(path) with { Shard = new ExperimentShard(1, 2) });
        Refuses("K is 2, 3 there and 2, 3, 4 here", Values with { K = [2, 3, 4] }, With(path));
        Refuses("ScriptBlock is none there and Mine with code", Values with { External = [("Mine", "a")] }, With(path));
        Assert.Equal(before, File.ReadAllBytes(path));

        // The same values in another order define the same grid.
        Assert.Equal(Rows.ToHashSet(), Run(Values with { K = [3, 2], Eta = [[1], [0.1]] }, With(path)).ToHashSet());
        string mine = At("mine.txt");
        foreach (string text in new[] { "a,b\n1,2", "{\"a\":1}\n", "{\"format\":\"MixturePS cluster counts\",\"version\":1}\n" })
        {
            File.WriteAllText(mine, text);
            Assert.Equal("JournalMismatch", Assert.Throws<MixtureException>(() => Run(Values, With(mine))).Id);
            Assert.Equal(text, File.ReadAllText(mine));
        }
    }

    [Fact]
    public void OnlyOneProcessCanOpenAJournal()
    {
        string path = At("run.jsonl");
        using (var rows = ExperimentRunner.Run(ExperimentGrid.Create(Values), With(path)).GetEnumerator())
        {
            Assert.True(rows.MoveNext());
            Assert.Equal("JournalInUse", Assert.Throws<MixtureException>(() => Run(Values, With(path))).Id);
            Assert.Equal("JournalInUse", Assert.Throws<MixtureException>(() => ExperimentJournal.OpenRead(path, null, default)).Id);
        }

        Assert.Equal(Rows, Run(Values, With(path)));
    }

    [Fact]
    public void ADamagedLineIsReportedByItsNumber()
    {
        string path = At("run.jsonl");
        Run(Values, With(path));
        string[] lines = File.ReadAllLines(path);
        Damaged(5, "line 5", line => line.Replace("\"bound\":", "\"bound\":-", StringComparison.Ordinal));
        Damaged(9, "line 9", line => line[..^30]);
        Damaged(1, "line 1", line => line.Replace("\"replicates\":3", "\"replicates\":4", StringComparison.Ordinal));

        // A process that dies leaves an incomplete last line.
        var warnings = new List<string>();
        File.WriteAllLines(path, [.. lines[..^1], lines[^1].Replace("\"run\":", "\"run\":1", StringComparison.Ordinal)]);
        Assert.Equal(Rows, Run(Values, With(path) with { Warn = warnings.Add }));
        Assert.Single(warnings);

        // Lines that a power failure filled with zeros are ignored.
        File.WriteAllText(path, string.Concat(lines.Take(7).Select(line => line + "\n")) + new string('\0', 5000));
        Assert.Equal(Rows, Run(Values, With(path)));

        void Damaged(int number, string expected, Func<string, string> change)
        {
            string[] changed = [.. lines];
            changed[number - 1] = change(changed[number - 1]);
            Assert.NotEqual(lines[number - 1], changed[number - 1]);
            File.WriteAllLines(path, changed);
            var error = Assert.Throws<MixtureException>(() => Run(Values, With(path)));
            Assert.Equal("MalformedFile", error.Id);
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
            Assert.Equal(changed, File.ReadAllLines(path));
        }
    }

    [Fact]
    public void DuplicateAndReorderedLinesAreAcceptedAndForeignResultsRefused()
    {
        string path = At("run.jsonl");
        Run(Values, With(path));
        string[] lines = File.ReadAllLines(path);
        File.WriteAllLines(path, [lines[0], .. lines[1..].Reverse(), .. lines[3..8]]);
        Assert.Equal(Rows, Run(Values, With(path)));

        // A run with another result and a valid checksum, as from a modified program.
        Forge(path, lines, 4, row => row with { Accuracy = 0.125 }, append: true);
        var error = Assert.Throws<MixtureException>(() => Run(Values, With(path)));
        Assert.Equal("MalformedFile", error.Id);
        Assert.Contains("differs from that of an earlier line", error.Message, StringComparison.Ordinal);
        Forge(path, lines, 4, row => row with { Seconds = 1e6 }, append: true);
        Assert.Equal(Rows, Run(Values, With(path)));
        Forge(path, lines, 4, row => row with { Cell = row.Cell + 1 }, append: false);
        error = Assert.Throws<MixtureException>(() => Run(Values, With(path)));
        Assert.Equal("MalformedFile", error.Id);
        Assert.Equal($"'{path}', line 4: it is of another run than its number says.", error.Message);

        // The checksum of a line of another experiment is invalid here.
        Run(Values, With(At("other.jsonl")) with { Seed = 8 });
        File.WriteAllLines(path, [.. lines[..4], File.ReadAllLines(At("other.jsonl"))[4], .. lines[5..]]);
        Assert.Equal("MalformedFile", Assert.Throws<MixtureException>(() => Run(Values, With(path))).Id);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public void ShardsCoverTheGridOnceAndMergeToItsJournal(int count)
    {
        var shards = Enumerable.Range(1, count).Select(number => Run(Values, With(At($"{number}.jsonl")) with { Shard = new ExperimentShard(number, count) })).ToList();
        Assert.Equal(Rows.Count, shards.Sum(shard => shard.Count));
        Assert.InRange(shards.Max(shard => shard.Count) - shards.Min(shard => shard.Count), 0, Values.Methods.Count + 1);
        Assert.Equal(Rows.ToHashSet(), shards.SelectMany(shard => shard).ToHashSet());
        string all = At("all.jsonl");
        string[] parts = [.. Enumerable.Range(1, count).Select(number => At($"{number}.jsonl"))];

        // Parts with a missing shard merge to a journal from which the experiment resumes.
        var merged = JournalMerge.Run(parts[1..], all, false, null, default);
        Assert.Equal((Rows.Count, shards[0].Count), (merged.RunCount + merged.MissingCount, merged.MissingCount));
        Assert.NotEmpty(merged.Missing);
        Assert.Equal(Rows, Run(Values, With(all)));
        Assert.Equal("FileExists", Assert.Throws<MixtureException>(() => JournalMerge.Run(parts, all, false, null, default)).Id);

        // Parts may overlap if they agree, and the destination may be one of the parts.
        Assert.Equal(0, JournalMerge.Run([.. parts, all], all, true, null, default).MissingCount);
        byte[] before = File.ReadAllBytes(all);
        Assert.Equal(Rows, Run(Values, With(all)));
        Assert.Equal(before, File.ReadAllBytes(all));
        Assert.Equal(Enumerable.Range(0, Rows.Count), File.ReadLines(all).Skip(1).Select(line => int.Parse(line["{\"run\":".Length..line.IndexOf(',', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void JournalsThatDisagreeAreNotMerged()
    {
        string one = At("one.jsonl"), two = At("two.jsonl"), all = At("all.jsonl");
        Run(Values, With(one));
        string[] lines = File.ReadAllLines(one);
        Forge(two, lines, 4, row => row with { Purity = 0.125 }, append: false);
        var error = Assert.Throws<MixtureException>(() => JournalMerge.Run([one, two], all, false, null, default));
        Assert.Equal("JournalConflict", error.Id);
        Assert.Contains("Purity is 0.125, not", error.Message, StringComparison.Ordinal);
        Run(Values, With(At("other.jsonl")) with { Seed = 8 });
        error = Assert.Throws<MixtureException>(() => JournalMerge.Run([one, At("other.jsonl")], all, false, null, default));
        Assert.Equal("JournalMismatch", error.Id);
        Assert.Contains("Seed is 8 there and 7 here", error.Message, StringComparison.Ordinal);
        Assert.Equal("FileNotFound", Assert.Throws<MixtureException>(() => JournalMerge.Run([one, At("none.jsonl")], all, false, null, default)).Id);
        Assert.Equal([one, two, At("other.jsonl")], Directory.GetFiles(_folder).Order(StringComparer.Ordinal).OrderBy(path => path == one ? 0 : path == two ? 1 : 2));
        using var rows = ExperimentRunner.Run(ExperimentGrid.Create(Values), With(two + "x")).GetEnumerator();
        Assert.True(rows.MoveNext());
        Assert.Equal("JournalInUse", Assert.Throws<MixtureException>(() => JournalMerge.Run([one], two + "x", true, null, default)).Id);
    }

    [Fact]
    public void AFullDiskEndsTheExperimentWithAnIntactJournal()
    {
        string path = At("run.jsonl");
        Run(Values, With(path));
        var disk = new SmallDisk(File.ReadAllBytes(path).Take(2000).ToArray(), 4000);
        using (var journal = new LineJournal(disk, "run.jsonl", ExperimentHeader.Format, null, isWritable: true))
        {
            Assert.NotEmpty(journal.Lines());
            long before = disk.Length;
            var error = Assert.Throws<MixtureException>(() =>
            {
                for (int i = 0; i < 100; i++)
                {
                    before = disk.Length;
                    journal.Append(json => json.Text("text", new string('x', 50)));
                    journal.Flush();
                }
            });
            Assert.Equal("FileNotWritable", error.Id);
            Assert.Equal(before, disk.Length);
        }

        // If the file can't be truncated either, the next reader ignores the incomplete line.
        disk = new SmallDisk([], 4000) { Sticks = true };
        using (var journal = new LineJournal(disk, "run.jsonl", "format", null, isWritable: true))
        {
            journal.Append(json => json.Text("format", "format"), isHeader: true);
            Assert.Throws<MixtureException>(() =>
            {
                for (int i = 0; i < 100; i++)
                {
                    journal.Append(json => json.Text("text", new string('x', 50)));
                    journal.Flush();
                }
            });
        }

        var warnings = new List<string>();
        using var again = new LineJournal(new MemoryStream(disk.ToArray()), "run.jsonl", "format", warnings.Add, isWritable: false);
        Assert.InRange(again.Lines().Count(), 10, 99);
        Assert.Single(warnings);
    }

    private static void Forge(string path, string[] lines, int number, Func<ExperimentRow, ExperimentRow> change, bool append)
    {
        File.WriteAllLines(path, append ? lines : lines[..3]);
        long run = long.Parse(lines[number - 1]["{\"run\":".Length..lines[number - 1].IndexOf(',', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
        using var journal = ExperimentJournal.Open(path, seed => new ExperimentPlan(ExperimentGrid.Create(Values).Cells.Select(cell => cell.Key), ExperimentGrid.Create(Values).Methods, Values.Replicates, seed), 7, null, null, default);
        var (cell, replicate, method) = journal.Header.Plan.Parts(run);
        var row = Rows.Single(row => row.Cell == journal.Header.Plan.Numbers[cell] && row.Replicate == replicate
            && row.Method == journal.Header.Plan.Methods[method].Name && row.Restart == (int?)journal.Header.Plan.Methods[method]["Restart"]);
        journal.Add(run, change(row));
        journal.Flush();
    }

    private static ExperimentRunOptions With(string path) => new() { Seed = 7, Journal = path };

    private static void Refuses(string what, ExperimentValues values, ExperimentRunOptions options)
    {
        var error = Assert.Throws<MixtureException>(() => Run(values, options));
        Assert.Equal("JournalMismatch", error.Id);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_folder, name);

    /// <summary>A file on a disk that becomes full.</summary>
    private sealed class SmallDisk : MemoryStream
    {
        private readonly int _room;

        public SmallDisk(byte[] content, int room)
        {
            _room = room;
            base.Write(content);
        }

        public bool Sticks { get; init; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            int fitting = (int)Math.Min(count, _room - Position);
            base.Write(buffer, offset, fitting);
            if (fitting < count) throw new IOException("No space left on device");
        }

        public override void SetLength(long value)
        {
            if (Sticks && value < Length && Length >= _room) throw new IOException("No space left on device");
            base.SetLength(value);
        }
    }
}
