using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Experiments;

/// <summary>The variables of job arrays.</summary>
public sealed class ArrayTaskTests
{
    public static TheoryData<string, string> Shards => new()
    {
        { "SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=16 SLURM_ARRAY_TASK_STEP=1 SLURM_ARRAY_TASK_COUNT=16", "3/16" },
        { "SLURM_ARRAY_TASK_ID=0 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_MAX=7 SLURM_ARRAY_TASK_STEP=1 SLURM_ARRAY_TASK_COUNT=8", "1/8" },
        { "SLURM_ARRAY_TASK_ID=14 SLURM_ARRAY_TASK_MIN=10 SLURM_ARRAY_TASK_MAX=16 SLURM_ARRAY_TASK_STEP=2 SLURM_ARRAY_TASK_COUNT=4", "3/4" },
        { "SLURM_ARRAY_TASK_ID=5 SLURM_ARRAY_TASK_MIN=5 SLURM_ARRAY_TASK_MAX=5 SLURM_ARRAY_TASK_STEP=1 SLURM_ARRAY_TASK_COUNT=1 MIXTUREPS_TASK_COUNT=16", "5/16" },
        { "PBS_ARRAY_INDEX=2 MIXTUREPS_TASK_COUNT=4", "2/4" },
        { "JOB_COMPLETION_INDEX=0 MIXTUREPS_TASK_COUNT=4", "1/4" },
        { "SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=2 SLURM_ARRAY_TASK_STEP=1 SLURM_ARRAY_TASK_COUNT=2 JOB_COMPLETION_INDEX=9", "1/2" },
    };

    public static TheoryData<string, string> Faults => new()
    {
        { "", "NoArrayTask" },
        { "MIXTUREPS_TASK_COUNT=4", "NoArrayTask" },
        { "JOB_COMPLETION_INDEX=0", "NoTaskCount" },
        { "PBS_ARRAY_INDEX=1", "NoTaskCount" },
        { "PBS_ARRAY_INDEX=0 MIXTUREPS_TASK_COUNT=4", "InvalidArrayTask" },
        { "JOB_COMPLETION_INDEX=4 MIXTUREPS_TASK_COUNT=4", "InvalidArrayTask" },
        { "JOB_COMPLETION_INDEX=x MIXTUREPS_TASK_COUNT=4", "InvalidArrayTask" },
        { "SLURM_ARRAY_TASK_ID=3", "InvalidArrayTask" },
        { "SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=7 SLURM_ARRAY_TASK_STEP=1 SLURM_ARRAY_TASK_COUNT=3", "InvalidArrayTask" },
    };

    [Theory]
    [MemberData(nameof(Shards))]
    public void ThePlaceAmongTheTasksIsThePart(string variables, string shard) => Assert.Equal(shard, ExperimentShard.Parse(" auto ", Variable(variables)).ToString());

    [Theory]
    [MemberData(nameof(Faults))]
    public void VariablesThatSayTooLittleAreRefused(string variables, string id) => Assert.Equal(id, Assert.Throws<MixtureException>(() => ArrayTask.Shard(Variable(variables))).Id);

    [Fact]
    public void ThePartOfAFolderIsTheNumberOfTheTask()
    {
        Assert.Equal(5, ArrayTask.Number(Variable("SLURM_ARRAY_TASK_ID=5 SLURM_ARRAY_TASK_MIN=5")));
        Assert.Equal(5, ArrayTask.Number(Variable("PBS_ARRAY_INDEX=5")));
        Assert.Equal(5, ArrayTask.Number(Variable("JOB_COMPLETION_INDEX=4")));
        Assert.Null(ArrayTask.Number(Variable("")));
    }

    [Fact]
    public void OtherShardsAreParsedAsBefore()
    {
        Assert.Equal("2/3", ExperimentShard.Parse("2/3", Variable("")).ToString());
        Assert.Equal("InvalidShard", Assert.Throws<MixtureException>(() => ExperimentShard.Parse("automatic", Variable(""))).Id);
    }

    private static Func<string, string?> Variable(string text)
    {
        var values = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return values.GetValueOrDefault;
    }
}
