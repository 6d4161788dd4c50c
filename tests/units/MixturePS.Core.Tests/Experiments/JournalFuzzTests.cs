using MixturePS.Fuzz;

namespace MixturePS.Core.Tests.Experiments;

/// <summary>Reads damaged journals; benchmarks/MixturePS.Fuzz reads any number of them.</summary>
public sealed class JournalFuzzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ADamagedJournalGivesAnErrorOrCorrectRows(int seed)
    {
        var fuzzer = new JournalFuzzer(seed);
        for (int i = 0; i < 2000; i++) Assert.Null(fuzzer.Next()?.What);
        Assert.True(fuzzer.Outcomes["accepted"] > 300);
        Assert.True(fuzzer.Outcomes["MalformedFile"] > 300);
        Assert.True(fuzzer.Outcomes["EmptyFile"] > 3);
    }
}
