using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Experiments;

/// <summary>Job scripts, the scheduler's words, states and times left.</summary>
public sealed class ClusterTests
{
    private static readonly JobOptions Plain = new() { Shell = ["/opt/pwsh"], Module = "/opt/MixturePS.psd1", WorkingDirectory = "/home/me" };

    [Fact]
    public void AScriptHasTheOptionsAndRunsAPart()
    {
        string text = JobScript.Text(new ExperimentFolder("/data/it's 5%"), 2, 8, 40, Plain with
        {
            Shell = ["/usr/bin/dotnet", "/opt/p w/pwsh.dll"],
            TimeLimit = new TimeSpan(2, 3, 4, 5),
            CpusPerTask = 4,
            Memory = "2G",
            Partition = "short",
            Account = "lab",
            Options = ["--constraint=avx2", "-q low"],
        });
        Assert.Equal(
            """
            #!/bin/sh
            # 40 runs in 8 parts, written by Start-MixtureExperiment. Without a scheduler: sh job-2.sh PART
            #SBATCH --job-name="mixtureps-it's 5%"
            #SBATCH --array=1-8
            #SBATCH --time=2-03:04:05
            #SBATCH --signal=B:TERM@60
            #SBATCH --requeue
            #SBATCH --open-mode=append
            #SBATCH --cpus-per-task=4
            #SBATCH --mem=2G
            #SBATCH --partition=short
            #SBATCH --account=lab
            #SBATCH --chdir=/home/me
            #SBATCH --output="/data/it's 5%%/part-2-%a.log"
            #SBATCH --constraint=avx2
            #SBATCH -q low
            MIXTUREPS_STARTED=$(date +%s)
            NO_COLOR=1
            export MIXTUREPS_STARTED NO_COLOR
            exec '/usr/bin/dotnet' '/opt/p w/pwsh.dll' -NoProfile -NonInteractive -Command '$ErrorActionPreference = '\''Stop'\''; Import-Module '\''/opt/MixturePS.psd1'\''; $part = Invoke-MixtureExperimentPart '\''/data/it'\'''\''s 5%'\'' -Submission 2'"${1:+ -Part $1}"'; $part; exit $part.ExitCode'

            """.ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void AShortLimitHasNoSignalBecauseSlurmMaySendItAMinuteEarly()
    {
        var folder = new ExperimentFolder("/data/run");
        Assert.DoesNotContain("--signal", JobScript.Text(folder, 1, 1, 1, Plain with { TimeLimit = TimeSpan.FromMinutes(9) }), StringComparison.Ordinal);
        Assert.Contains("--signal", JobScript.Text(folder, 1, 1, 1, Plain), StringComparison.Ordinal);
        Assert.DoesNotContain("--time", JobScript.Text(folder, 1, 1, 1, Plain), StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsThatWouldBreakTheScriptAreRefused()
    {
        foreach (var options in new[] { Plain with { Memory = "4G\nrm" }, Plain with { Partition = "a b" }, Plain with { Account = string.Empty }, Plain with { Options = ["constraint"] }, Plain with { Options = ["-q\nx"] }, Plain with { WorkingDirectory = "/a\nb" } })
            Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => JobScript.Text(new ExperimentFolder("/data/run"), 1, 1, 1, options)).Id);
    }

    [Fact]
    public void TheTasksOfAJobAreRead()
    {
        var tasks = Slurm.Parse("12", "12_1|RUNNING|n1\n12_2|PENDING|\n112_3|RUNNING|n1\n12_4|CANCELLED by 0|None assigned\n12_[5-6]|PENDING|\n");
        Assert.Equal([new SchedulerTask(1, "RUNNING", "n1"), new SchedulerTask(2, "PENDING", null), new SchedulerTask(4, "CANCELLED", null)], tasks);
        Assert.Equal([(false, true), (true, false), (false, false)], tasks.Select(task => (task.IsWaiting, task.IsRunning)));
    }

    [Theory]
    [InlineData(0, "75", "FAILED", ExperimentState.Completed)]
    [InlineData(3, null, "PENDING", ExperimentState.Pending)]
    [InlineData(3, "75", "PENDING", ExperimentState.Pending)]
    [InlineData(3, "begun", "RUNNING", ExperimentState.Running)]
    [InlineData(3, "75", "FAILED", ExperimentState.OutOfTime)]
    [InlineData(3, "1", "FAILED", ExperimentState.Failed)]
    [InlineData(3, "begun", "FAILED", ExperimentState.Interrupted)]
    [InlineData(3, "begun", "NODE_FAIL", ExperimentState.Interrupted)]
    [InlineData(3, "begun", "TIMEOUT", ExperimentState.OutOfTime)]
    [InlineData(3, "75", "CANCELLED", ExperimentState.Cancelled)]
    [InlineData(3, null, "CANCELLED", ExperimentState.Cancelled)]
    [InlineData(3, null, "FAILED", ExperimentState.Failed)]
    [InlineData(3, null, "unknown", ExperimentState.Interrupted)]
    [InlineData(3, "begun", "unknown", ExperimentState.Interrupted)]
    [InlineData(3, "75", "unknown", ExperimentState.OutOfTime)]
    [InlineData(3, null, null, ExperimentState.Pending)]
    [InlineData(3, "begun", null, ExperimentState.Running)]
    [InlineData(3, "0", null, ExperimentState.Interrupted)]
    public void TheStateOfAPart(long missing, string? own, string? task, ExperimentState expected)
    {
        var state = own is null ? null : new PartState { Host = "h", Attempt = 1, Started = DateTime.UnixEpoch, Recorded = 0, ExitCode = own == "begun" ? null : int.Parse(own, System.Globalization.CultureInfo.InvariantCulture) };
        Assert.Equal(expected, FolderStatus.StateOf(missing, state, task is not null, task is null or "unknown" ? null : new SchedulerTask(1, task, null)));
    }

    [Fact]
    public void TheTimeLeftIsTheCostDividedByTheSpeed()
    {
        // Part 1: 30 s of work at a speed of 2; part 2 has finished nothing, and gets the mean speed (2 + 1) / 2 = 1.5 for 30 s; part 3: 7 s at a speed of 1.
        ExperimentPart Running(int part) => new() { Part = part, State = ExperimentState.Running };
        double[] costs = [30, 30, 7, 9];
        var parts = FolderStatus.WithTimes([Running(1), Running(2), Running(3), new ExperimentPart { Part = 4, State = ExperimentState.Pending }], [2, null, 1, null], part => costs[part - 1]);
        Assert.Equal([TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(7), null], parts.Select(part => part.TimeLeft));
        Assert.All(FolderStatus.WithTimes([Running(1)], [null], _ => 5), part => Assert.Null(part.TimeLeft));
    }
}
