using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;
using MixturePS.Core.Simulation;
using static MixturePS.Core.Tests.Experiments.ExperimentRuns;

namespace MixturePS.Core.Tests.Experiments;

/// <summary>Runs experiments in folders, in parts, interrupted and divided again.</summary>
public sealed class ExperimentFolderTests : IDisposable
{
    private static readonly List<ExperimentRow> Expected = Run(Small);
    private readonly string _folder = Directory.CreateTempSubdirectory("MixturePS").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1000)]
    public void PartsGiveTheRowsOfOneProcess(int tasks)
    {
        var folder = Start(Small, tasks);
        Assert.Equal(ExperimentState.Pending, Status(folder).State);
        int parts = Status(folder).Parts.Count;
        Assert.Equal(Math.Min(tasks, Expected.Count), parts);
        for (int part = parts; part >= 1; part--)
        {
            var ended = Work(folder, part);
            Assert.Equal((0, ended.RunCount, 0L, ExperimentState.Completed), (ended.ExitCode, ended.DoneCount, ended.MissingCount, ended.State));
        }

        Assert.Equal(Expected, Rows(folder));
        var status = Status(folder);
        Assert.Equal((ExperimentState.Completed, Expected.Count, 0L), (status.State, status.DoneCount, status.MissingCount));
        Assert.All(status.Parts, part => Assert.Equal(0, part.ExitCode));

        // Nothing is left to start.
        Assert.Equal(0, Prepare(folder, Small, 3).PartCount);
    }

    [Fact]
    public void WhatThreePartsLeaveIsDividedByFive()
    {
        var folder = Start(Small, 3);
        Work(folder, 2);
        Cancel(folder, 1, after: 4);
        int done = (int)Status(folder).DoneCount;
        var again = Prepare(folder, Small, 5);
        Assert.Equal((Expected.Count - done, 5), ((int)again.RunCount, again.PartCount));
        again.Start(TestContext.Current.CancellationToken);
        var record = SubmissionRecord.Read(folder, 2, folder.Definition(default).Plan, default);
        Assert.Equal(Expected.Count - done, record.Parts.SelectMany(part => part).Distinct().Count());
        for (int part = 1; part <= 5; part++) Work(folder, part);
        Assert.Equal(Expected, Rows(folder));

        // A part of the first submission is repeated, as by a scheduler; both agree.
        Work(folder, 3, submission: 1);
        Assert.Equal(Expected, Rows(folder));
    }

    [Fact]
    public void APartWithAJournalInUseWritesAnother()
    {
        var folder = Start(Small, 2);
        Cancel(folder, 1, after: 3);
        int before = (int)Status(folder).DoneCount;
        Assert.True(before > 0);
        using (new FileStream(folder.JournalPath(1, 1), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            // Windows doesn't let other processes read a locked journal.
            if (OperatingSystem.IsWindows()) return;
            var warnings = new List<string>();
            Assert.Equal(0, Work(folder, 1, warn: warnings.Add).ExitCode);
            Assert.Contains("in use", Assert.Single(warnings), StringComparison.Ordinal);
        }

        using var first = ExperimentJournal.OpenRead(folder.JournalPath(1, 1), null, default);
        using var second = ExperimentJournal.OpenRead(folder.JournalPath(1, 1, 2), null, default);
        Assert.Empty(first.Runs.Intersect(second.Runs));
        Work(folder, 2);
        Assert.Equal(Expected, Rows(folder));
    }

    [Fact]
    public void ATimeLimitLeavesMoreToDo()
    {
        var folder = Start(Small with { N = [3000], Replicates = 200 }, 1, TimeSpan.FromSeconds(2));
        var part = Work(folder, 1);
        Assert.Equal((75, ExperimentState.OutOfTime), (part.ExitCode, part.State));
        Assert.Equal(part.RunCount, part.DoneCount + part.MissingCount);
        Assert.Equal((ExperimentState.OutOfTime, part.DoneCount), (Status(folder).State, Status(folder).DoneCount));

        // A job that began long ago has no time left.
        long started = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 100;
        var late = Work(folder, 1, variable: name => name == PartRunner.Started ? $"{started}" : null);
        Assert.Equal((75, part.DoneCount), (late.ExitCode, late.DoneCount));
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(60, 54)]
    [InlineData(3600, 3570)]
    public void APartStopsATenthBeforeItsLimitButAtMostHalfAMinute(double limit, double expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), PartRunner.StopAfter(TimeSpan.FromSeconds(limit)));

    [Fact]
    public void ADamagedJournalFailsItsPartAndNamesTheLine()
    {
        var folder = Start(Small, 2);
        Work(folder, 1);
        string path = folder.JournalPath(1, 1);
        string[] lines = File.ReadAllLines(path);
        lines[2] = lines[2].Replace("\"accuracy\":", "\"accuracy\":1", StringComparison.Ordinal);
        File.WriteAllLines(path, lines);
        var error = Assert.Throws<MixtureException>(() => Work(folder, 1));
        Assert.Equal("MalformedFile", error.Id);
        Assert.Contains("part-1-1.jsonl', line 3", error.Message, StringComparison.Ordinal);
        Assert.Equal("MalformedFile", Assert.Throws<MixtureException>(() => Prepare(folder, Small, 2)).Id);
        Assert.Equal("MalformedFile", Assert.Throws<MixtureException>(() => Rows(folder)).Id);
        var faults = new List<MixtureException>();
        var status = FolderStatus.Of(folder, faults.Add, default);
        Assert.Equal("MalformedFile", Assert.Single(faults).Id);
        Assert.Equal((ExperimentState.Failed, "MalformedFile"), (status.Parts[0].State, status.Parts[0].ErrorId));
        Assert.Equal(ExperimentState.Pending, status.Parts[1].State);

        // The cure: without the line, its run is repeated.
        File.WriteAllLines(path, lines.Where((_, i) => i != 2));
        Work(folder, 1);
        Work(folder, 2);
        Assert.Equal(Expected, Rows(folder));
    }

    [Fact]
    public void AnotherGridIsRefusedAndTheSameInAnotherOrderIsNot()
    {
        var folder = Start(Small, 2);
        var error = Assert.Throws<MixtureException>(() => Prepare(folder, Small with { Replicates = 4 }, 2));
        Assert.Equal("ExperimentMismatch", error.Id);
        Assert.Contains("Replicate is 3 there and 4 here", error.Message, StringComparison.Ordinal);
        Assert.Equal("ExperimentMismatch", Assert.Throws<MixtureException>(() => Prepare(folder, Small, 2, seed: 8)).Id);
        Assert.Equal("ExperimentMismatch", Assert.Throws<MixtureException>(() => Prepare(folder, Small with { Vocabulary = ["a", "b", "c", "d", "e"] }, 2)).Id);
        Assert.Equal(2, Prepare(folder, Small with { K = [3, 2] }, 2, seed: null).PartCount);
    }

    [Fact]
    public void JournalsOfOtherExperimentsAreRefusedAndThoseOfThisOneAreTakenOver()
    {
        var folder = Start(Small, 2);
        Run(Small, new ExperimentRunOptions { Seed = 7, Journal = Path.Combine(_folder, "part-copied.jsonl"), Shard = new ExperimentShard(1, 3) });
        Assert.Equal(Expected.Count / 3, Status(folder).DoneCount);
        Run(Small, new ExperimentRunOptions { Seed = 8, Journal = Path.Combine(_folder, "part-other.jsonl") });
        var error = Assert.Throws<MixtureException>(() => Status(folder));
        Assert.Equal("JournalMismatch", error.Id);
        Assert.Contains("Seed is 8 there and 7 here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DifferentResultsOfARunAreAConflict()
    {
        var folder = Start(Small, 1);
        Work(folder, 1);
        var plan = folder.Definition(default).Plan;
        using (var journal = ExperimentJournal.Open(Path.Combine(_folder, "part-other.jsonl"), _ => plan, 7, null, null, default))
        {
            using var own = ExperimentJournal.OpenRead(folder.JournalPath(1, 1), null, default);
            journal.Add(own.Runs[0], own.Row(own.Runs[0]) with { Accuracy = 0.123 });
            journal.Flush();
        }

        Assert.Equal("JournalConflict", Assert.Throws<MixtureException>(() => Rows(folder)).Id);
    }

    [Fact]
    public void ADefinitionComesBackFromItsFile()
    {
        var values = Small with
        {
            Eta = [[0.1], [1.0 / 3, 2, 3]],
            J = [],
            Vocabulary = ["a", "b", "c"],
            Alpha = [null, [0.25, 0.75]],
            K = [2],
            N = [3],
            DocumentLength = [DocumentLength.NegativeBinomial(2.5, 0.1), DocumentLength.PerDocument([1, 20, 3]), DocumentLength.Poisson(1e-7), DocumentLength.Fixed(4)],
            External = [("Mine", "param($dfm) 'a', 'b'"), ("Other", "1")],
        };
        var definition = ExperimentDefinition.Create(values, 3);
        string path = Path.Combine(_folder, "experiment.json");
        definition.Write(path);
        var read = ExperimentDefinition.Read(path, default);
        Assert.Equal(definition.Plan.Fingerprint, read.Plan.Fingerprint);
        Assert.Equal(definition.Grid.Cells.Select(cell => cell.Key), read.Grid.Cells.Select(cell => cell.Key));
        Assert.Equal(definition.Grid.Methods, read.Grid.Methods);
        Assert.Equal(values.Vocabulary, read.Vocabulary);
        Assert.Equal(values.External, read.Scripts);
        foreach (var (own, other) in definition.Grid.Cells.Zip(read.Grid.Cells))
            Assert.Equal(own.Draw(definition.Plan.DataSeed(0, 0), default).Matrix.Values, other.Draw(definition.Plan.DataSeed(0, 0), default).Matrix.Values);

        string text = File.ReadAllText(path);
        foreach (string changed in new[] { text.Replace("'a', 'b'", "'a', 'c'", StringComparison.Ordinal), text.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal), text[..100], "{}", string.Empty })
        {
            File.WriteAllText(path, changed);
            Assert.Equal("InvalidExperimentFile", Assert.Throws<MixtureException>(() => ExperimentDefinition.Read(path, default)).Id);
        }
    }

    [Fact]
    public void TwoCommandsCanNotStartAtOnce()
    {
        var folder = new ExperimentFolder(_folder);
        ExperimentSubmission first = Prepare(folder, Small, 2), second = Prepare(folder, Small, 2);
        using (folder.Lock()) Assert.Equal("FolderInUse", Assert.Throws<MixtureException>(() => first.Start(default)).Id);
        first.Start(default);
        Assert.Equal("FolderInUse", Assert.Throws<MixtureException>(() => second.Start(default)).Id);
        Assert.Equal([1], folder.Submissions);
    }

    [Fact]
    public void MissingFoldersAndPartsHaveErrors()
    {
        var folder = new ExperimentFolder(Path.Combine(_folder, "none"));
        Assert.Equal("ExperimentNotFound", Assert.Throws<MixtureException>(() => Status(folder)).Id);
        folder = Start(Small, 2);
        Assert.Equal("NoSuchPart", Assert.Throws<MixtureException>(() => Work(folder, 3)).Id);
        Assert.Equal("NoSuchPart", Assert.Throws<MixtureException>(() => Work(folder, 1, submission: 2)).Id);
        Assert.Equal("NoArrayTask", Assert.Throws<MixtureException>(() => Work(folder, null)).Id);
        Assert.Equal("NoJob", Assert.Throws<MixtureException>(() => ExperimentStop.Jobs(folder, default)).Id);
        Assert.Equal(2, Work(folder, null, variable: name => name == "JOB_COMPLETION_INDEX" ? "1" : null).Part);
    }

    private static List<ExperimentRow> Rows(ExperimentFolder folder)
    {
        var definition = folder.Definition(default);
        using var journals = FolderJournals.Read(folder, definition.Plan, null, default);
        return [.. FolderRows.Of(definition, journals).Select(Timeless)];
    }

    private static ExperimentStatus Status(ExperimentFolder folder) => FolderStatus.Of(folder, null, TestContext.Current.CancellationToken);

    private static ExperimentPart Work(ExperimentFolder folder, int? part, int? submission = null, Action<string>? warn = null, Func<string, string?>? variable = null) => PartRunner.Run(
        folder, folder.Definition(default), new PartOptions { Part = part, Submission = submission, Warn = warn, Variable = variable ?? (_ => null), ThrottleLimit = 2 }, TestContext.Current.CancellationToken);

    // Ends a part after some of its rows.
    private static void Cancel(ExperimentFolder folder, int part, int after)
    {
        var definition = folder.Definition(default);
        var runs = SubmissionRecord.Read(folder, 1, definition.Plan, default).Parts[part - 1];
        using var runner = new ExperimentRunner(definition.Grid, new ExperimentRunOptions { Seed = definition.Plan.Seed, Journal = folder.JournalPath(1, part), Runs = runs, ThrottleLimit = 1 }, default);
        Assert.Equal(after, runner.Rows().Take(after).Count());
    }

    private ExperimentFolder Start(ExperimentValues values, int tasks, TimeSpan? limit = null)
    {
        var folder = new ExperimentFolder(_folder);
        Prepare(folder, values, tasks, limit: limit).Start(TestContext.Current.CancellationToken);
        return folder;
    }

    private static ExperimentSubmission Prepare(ExperimentFolder folder, ExperimentValues values, int tasks, int? seed = 7, TimeSpan? limit = null) => ExperimentSubmission.Prepare(folder, new SubmissionOptions
    {
        Values = values,
        Seed = seed,
        Scheduler = ExperimentScheduler.None,
        Tasks = tasks,
        Job = new JobOptions { Shell = ["pwsh"], Module = "MixturePS", WorkingDirectory = "/", TimeLimit = limit },
    }, TestContext.Current.CancellationToken);
}
